"""Who is told of a limit, and when: in office hours, exactly once, of a sealed case no word."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.flows.tickets import Told
from tests import clockwork, desk, tickets
from tests.clockwork import add_holiday, escalate, inspector, move, officer, settle, told, wita
from tests.factories import NOW, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

ASKED = Told(message="Loket berapa?", reason="kurang jelas")


def own(app: Flask, number: str, owner: int) -> None:
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    with app.app_context(), transaction():
        row = kept.hold(number)
        assert kept.change(row.id, row.version, owner_id=owner)


def test_each_step_comes_once_to_those_whose_turn_it_is(app: Flask) -> None:
    """Received Thursday, due Tuesday 16.00: reminded on Monday, late on Wednesday, above on
    Friday."""
    place = make_place(app)
    verifier = officer(app, place, Role.FRONT_VERIFIER).id
    head = officer(app, place, Role.HEAD).id
    above = inspector(app, place).id
    officer(app, make_place(app, "dinkes", point="7F3K9QWY"), Role.HEAD)
    ticket = tickets.file(app, place)
    expected: list[tuple[str, int]] = []
    for at, new in (
        (wita(16, 15), []),
        (wita(19, 7, 59), []),
        (wita(19, 8), [("tenggat-dekat", verifier), ("tenggat-dekat", head)]),
        (wita(20, 16), []),
        (wita(20, 20), []),
        (wita(21, 8), [("tenggat-lewat", head)]),
        (wita(22, 15, 59), []),
        (wita(22, 23), []),
        (wita(23, 8), [("eskalasi", above)]),
        (wita(30, 8), []),
    ):
        expected = sorted([*expected, *new])
        for _ in range(2):
            escalate(app, at)
        assert told(app) == expected, at
    words = [one["values"] for one in rows(app, "notices") if one["kind"] == "tenggat-dekat"]
    assert "Selasa, 20 Oktober 2026 16.00 WITA" in words[0]
    assert ticket.number in words[0]


def test_a_reminder_goes_to_the_owner_alone_and_what_is_late_to_both(app: Flask) -> None:
    place = make_place(app)
    owner, other = officer(app, place).id, officer(app, place).id
    head = officer(app, place, Role.HEAD).id
    ticket = tickets.file(app, place)
    own(app, ticket.number, owner)
    escalate(app, wita(19))
    assert told(app) == [("tenggat-dekat", owner)]
    escalate(app, wita(21))
    assert told(app)[1:] == [("tenggat-lewat", owner), ("tenggat-lewat", head)]
    assert other not in {to for _, to in told(app)}


def test_an_owner_who_left_is_followed_by_colleagues(app: Flask) -> None:
    place = make_place(app)
    there = officer(app, place).id
    ticket = tickets.file(app, place)
    own(app, ticket.number, 999_999)
    escalate(app, wita(19))
    assert told(app) == [("tenggat-dekat", there)]


def test_without_a_head_of_its_own_the_next_one_above_is_told(app: Flask) -> None:
    above = make_place(app)
    below = make_place(app, "upt-oebobo", point="7F3K9QWY", parent=above.unit_id)
    high = officer(app, above, Role.HEAD).id
    tickets.file(app, below)
    escalate(app, wita(21))
    assert told(app) == [("tenggat-lewat", high)]
    low = officer(app, below, Role.HEAD).id
    tickets.file(app, below)
    escalate(app, wita(21, 11))
    assert told(app) == [("tenggat-lewat", high), ("tenggat-lewat", low)]


def test_a_sealed_case_is_told_of_to_its_team_only_and_without_a_word(app: Flask) -> None:
    place = make_place(app)
    officer(app, place, Role.HEAD)
    team = inspector(app, place).id
    ticket = tickets.file(app, place, kategori="pungli")
    for day in (19, 20, 21, 23, 27):
        escalate(app, wita(day))
    assert {(one["kind"], one["to_id"], one["values"]) for one in rows(app, "notices")} == {
        ("berkas-terlindungi", team, "{}")
    }
    assert {one["step"] for one in rows(app, "ticket_alerts")} == {"segera", "lewat", "eskalasi"}
    assert ticket.number not in repr(rows(app, "notices"))


def test_who_waits_for_the_reporter_is_not_hurried(app: Flask) -> None:
    place = make_place(app)
    officer(app, place, Role.HEAD)
    ticket = tickets.file(app, place)
    move(app, ticket.number, Move.VERIFY, NOW)
    move(app, ticket.number, Move.ASK, NOW, told=ASKED)
    for at in (wita(4, month=11), wita(5, month=11), wita(20, month=11)):
        escalate(app, at)
    assert told(app) == []


def test_what_was_merged_into_another_is_not_hurried(app: Flask) -> None:
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    place = make_place(app)
    officer(app, place, Role.HEAD)
    parent, child = tickets.file(app, place), tickets.file(app, place)
    with app.app_context(), transaction():
        row = kept.hold(child.number)
        kept.change(row.id, row.version, merged_into=parent.id)
    escalate(app, wita(21))
    assert [one["ticket_id"] for one in rows(app, "ticket_alerts")] == [parent.id]


def test_an_office_that_is_closed_today_is_left_in_peace(app: Flask) -> None:
    place = make_place(app)
    officer(app, place, Role.HEAD)
    tickets.file(app, place)
    add_holiday(app, place.unit, date(2026, 10, 21))
    settle(app)
    escalate(app, wita(21))
    escalate(app, wita(24))
    assert told(app) == []
    escalate(app, wita(22))
    assert {kind for kind, _ in told(app)} == {"tenggat-lewat"}


def test_nobody_is_told_while_a_changed_calendar_has_not_reached_the_limits(app: Flask) -> None:
    place = make_place(app)
    officer(app, place, Role.HEAD)
    tickets.file(app, place)
    add_holiday(app, place.unit, date(2026, 10, 20), wita(21, 9))
    escalate(app, wita(21, 9))
    assert told(app) == []
    settle(app, wita(21, 9))
    escalate(app, wita(21, 9))
    assert {kind for kind, _ in told(app)} == {"tenggat-dekat"}


def test_an_alert_and_its_notices_are_written_together_or_not_at_all(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.flows import tellings

    place = make_place(app)
    officer(app, place, Role.HEAD)
    tickets.file(app, place)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("rusak")

    with monkeypatch.context() as inside:
        inside.setattr(tellings, "tell", broken)
        escalate(app, wita(21))
    assert rows(app, "ticket_alerts") == []
    escalate(app, wita(21))
    assert (len(rows(app, "ticket_alerts")), len(told(app))) == (1, 1)


def test_more_than_a_round_takes_are_all_told_of(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.flows.complaint.escalate_overdue.MOST", 2)
    place = make_place(app)
    officer(app, place, Role.HEAD)
    for _ in range(5):
        tickets.file(app, place)
    escalate(app, wita(21))
    assert len(rows(app, "ticket_alerts")) == 5


def test_the_whole_installations_inspectorate_stands_above_every_unit(app: Flask) -> None:
    place = make_place(app)
    own_head = officer(app, place, Role.HEAD).id
    everywhere = desk.make_staff(app, [Grant(Role.INSPECTORATE, Level.INSTALLATION, 0)]).id
    tickets.file(app, place)
    escalate(app, wita(23))
    assert told(app) == [("eskalasi", everywhere), ("tenggat-lewat", own_head)]
    assert clockwork.history(app, "hitung-ulang") == []
