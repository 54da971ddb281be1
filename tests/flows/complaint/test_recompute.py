"""A decree changes the calendar: running limits follow, what is over stays as it was."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.complaint.ticket import Move
from kiosk.domain.complaint.workdays import DEFAULT_WEEK, Hours, HoursSet
from kiosk.flows import running
from kiosk.flows.complaint import recompute_deadlines as flow
from kiosk.flows.rounds import Round
from tests import clockwork, desk, tickets
from tests.clockwork import DECREE, add_holiday, history, move, settle, wita, withdraw_holiday
from tests.factories import NOW, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

MONDAY = date(2026, 10, 19)


def due(app: Flask, number: str) -> object:
    return tickets.row(app, number)["due_at"]


def test_a_day_off_moves_the_limit_and_the_history_says_why(app: Flask) -> None:
    place = make_place(app)
    ticket = tickets.file(app, place)
    assert due(app, ticket.number) == wita(20, 16)
    add_holiday(app, place.unit, MONDAY)
    settle(app)
    row = tickets.row(app, ticket.number)
    assert (row["due_at"], row["due_kind"], row["version"]) == (wita(21, 16), "verifikasi", 2)
    (told,) = history(app, "hitung-ulang")
    before, after = told["verifikasi"]
    assert (before[:10], after[:10]) == ("2026-10-20", "2026-10-21")
    assert DECREE in told["sebab"]
    assert "tidak-berkadar" in told
    limits = rows(app, "ticket_deadlines")
    assert sorted(one["replaced_at"] is None for one in limits) == [False, False, True, True]
    assert len({one["seq"] for one in limits} | {row["last_seq"]}) == 5


def test_a_day_that_is_withdrawn_gives_the_limit_back(app: Flask) -> None:
    place = make_place(app)
    ticket = tickets.file(app, place)
    add_holiday(app, place.unit, MONDAY)
    settle(app)
    withdraw_holiday(app, place.unit, MONDAY)
    settle(app)
    assert due(app, ticket.number) == wita(20, 16)
    assert len(history(app, "hitung-ulang")) == 2


def test_a_calendar_file_and_new_hours_and_another_zone_reach_the_limits_too(app: Flask) -> None:
    from kiosk.domain.place.edit import UnitEntry
    from kiosk.flows.place.edit_unit import edit_unit
    from kiosk.flows.place.import_calendar import CalendarFile, import_calendar
    from kiosk.flows.place.set_hours import set_hours

    place = make_place(app)
    ticket = tickets.file(app, place)
    actor = desk.make_staff(app)
    file = CalendarFile(
        "libur.csv", b"tanggal,nama,jenis\n2026-10-19,Upacara,setempat\n", DECREE, place.unit
    )
    with app.app_context():
        import_calendar(actor, file, NOW)
    settle(app)
    assert due(app, ticket.number) == wita(21, 16)
    early = Hours(DEFAULT_WEEK[0].opens, DEFAULT_WEEK[0].closes.replace(hour=15))  # type: ignore[union-attr]
    with app.app_context():
        set_hours(actor, place.unit, HoursSet("Ramadan", (early,) * 5 + (None, None), MONDAY), NOW)
    settle(app)
    assert due(app, ticket.number) == wita(21, 15)
    entry = UnitEntry("Dinas", "Asia/Jakarta", "Jl. Timor Raya 1", "0380 123456")
    with app.app_context():
        edit_unit(actor, place.unit, 1, entry, NOW)
    settle(app)
    assert due(app, ticket.number) == wita(21, 16)


def test_what_is_over_and_what_the_day_does_not_touch_stay_as_they_are(app: Flask) -> None:
    place = make_place(app)
    closed, open_ = tickets.file(app, place), tickets.file(app, place)
    move(app, closed.number, Move.ARCHIVE, NOW)
    before = tickets.row(app, closed.number)
    add_holiday(app, place.unit, MONDAY)
    settle(app)
    assert tickets.row(app, closed.number) == before
    kept = tickets.row(app, open_.number)
    for day in (date(2026, 10, 8), date(2027, 3, 1)):
        add_holiday(app, place.unit, day)
    settle(app)
    assert tickets.row(app, open_.number) == kept
    assert len(history(app, "hitung-ulang")) == 1


def test_the_last_day_of_a_limit_and_the_day_of_receipt_belong_to_it(app: Flask) -> None:
    from kiosk.flows.place.set_hours import set_hours

    place = make_place(app)
    ticket = tickets.file(app, place)
    add_holiday(app, place.unit, date(2026, 11, 4))
    settle(app)
    assert [list(one) for one in history(app, "hitung-ulang")] == [["sebab", "tidak-berkadar"]]
    today = NOW.date()
    until_ten = Hours(time(8), time(10))
    early = HoursSet("Upacara", (until_ten,) * 5 + (None, None), today, today)
    with app.app_context():
        set_hours(desk.make_staff(app), place.unit, early, NOW)
    settle(app)
    assert due(app, ticket.number) == wita(21, 16)


def test_it_goes_by_where_the_report_was_brought_and_reaches_the_units_below(app: Flask) -> None:
    above = make_place(app)
    below = make_place(app, "upt-oebobo", point="7F3K9QWY", parent=above.unit_id)
    beside = make_place(app, "dinkes-kupang", point="7F3K9QWZ")
    numbers = [tickets.file(app, one).number for one in (above, below, beside)]
    add_holiday(app, above.unit, MONDAY)
    settle(app)
    moved = [due(app, one) == wita(21, 16) for one in numbers]
    assert moved == [True, True, False]
    add_holiday(app, None, date(2026, 10, 20))
    settle(app)
    assert [due(app, one) for one in numbers] == [wita(22, 16), wita(22, 16), wita(21, 16)]


def test_the_days_of_a_limit_are_those_it_began_with(app: Flask) -> None:
    """Another `batas-verifikasi` holds for tickets that come after it."""
    from kiosk.flows.place.set_setting import set_setting

    place = make_place(app)
    old = tickets.file(app, place)
    desk.start_audit(app)
    with app.app_context():
        set_setting("batas-verifikasi", "1", place.unit, NOW)
    new = tickets.file(app, place)
    add_holiday(app, place.unit, MONDAY)
    settle(app)
    assert due(app, old.number) == wita(21, 16)
    assert due(app, new.number) == wita(16, 16)


def test_a_process_that_is_killed_is_followed_where_it_stopped(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "SLICE", 2)
    place = make_place(app)
    numbers = [tickets.file(app, place).number for _ in range(5)]
    add_holiday(app, place.unit, MONDAY)
    now = NOW + timedelta(minutes=1)
    with app.app_context():
        found = flow._next(now)
        assert found is not None
        flow._work(found, Round(), now)
    assert len(history(app, "hitung-ulang")) == 2
    assert rows(app, "calendar_turns")[-1]["done_at"] is None
    settle(app)
    assert len(history(app, "hitung-ulang")) == 5
    assert {due(app, one) for one in numbers} == {wita(21, 16)}
    assert rows(app, "calendar_turns")[-1]["done_at"] is not None


def test_a_slice_that_is_killed_inside_leaves_nothing_half_done(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make_place(app)
    for _ in range(3):
        tickets.file(app, place)
    add_holiday(app, place.unit, MONDAY)

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as inside:
        inside.setattr(flow, "_move_on", dies)
        with pytest.raises(KeyboardInterrupt):
            settle(app)
    assert history(app, "hitung-ulang") == []
    assert len(rows(app, "ticket_deadlines")) == 6
    settle(app)
    assert len(history(app, "hitung-ulang")) == 3


def test_one_that_cannot_be_computed_holds_up_no_other(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.domain.complaint.workdays import NeverOpen

    place = make_place(app)
    broken, whole = tickets.file(app, place), tickets.file(app, place)
    add_holiday(app, place.unit, MONDAY)
    real = running.recompute

    def recompute(ticket_id: int, *others: Any, **named: Any) -> Any:
        if ticket_id == broken.id:
            raise NeverOpen("tutup")
        return real(ticket_id, *others, **named)

    monkeypatch.setattr(running, "recompute", recompute)
    settle(app)
    assert due(app, whole.number) == wita(21, 16)
    assert due(app, broken.number) == wita(20, 16)
    assert all(one["done_at"] for one in rows(app, "calendar_turns"))


def test_whoever_read_the_calendar_just_before_is_waited_for_but_not_for_a_wrong_clock(
    app: Flask,
) -> None:
    place = make_place(app)
    tickets.file(app, place)
    add_holiday(app, place.unit, MONDAY)
    with app.app_context():
        assert flow._next(NOW + timedelta(seconds=4)) is None
        assert flow._next(NOW + timedelta(seconds=5)) is not None
        assert flow._next(NOW - timedelta(hours=1)) is not None


def test_a_wrong_overdue_is_taken_back_and_the_right_one_told(app: Flask) -> None:
    place = make_place(app)
    officer = clockwork.officer(app, place)
    tickets.file(app, place)
    clockwork.escalate(app, wita(21, 9))
    assert [kind for kind, _ in clockwork.told(app)] == ["tenggat-lewat"]
    add_holiday(app, place.unit, MONDAY, wita(21, 9, 30))
    add_holiday(app, place.unit, date(2026, 10, 20), wita(21, 9, 30))
    settle(app, wita(21, 9, 40))
    assert rows(app, "ticket_alerts") == []
    clockwork.escalate(app, wita(21, 10))
    clockwork.escalate(app, wita(23, 9))
    kinds = [kind for kind, to in clockwork.told(app) if to == officer.id]
    assert kinds == ["tenggat-dekat", "tenggat-lewat", "tenggat-lewat"]
