"""Registers on both databases: reminders given once, counts, and whose cases the team counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from kiosk.domain.complaint.kinds import Category
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.zi.proof import Subject
from tests import desk, lane, registers, tickets
from tests.factories import NOW, Place, make_place, rows

if TYPE_CHECKING:
    from flask import Flask


def remind(app: Flask, now: datetime) -> list[tuple[str, int]]:
    from kiosk.flows.zi.remind_findings import remind_findings

    with app.app_context():
        assert not remind_findings(now)
    return sorted((one["kind"], one["to_id"]) for one in rows(app, "notices"))


def test_who_answers_for_the_unit_is_reminded_of_a_finding_once_a_step_until_it_is_done(
    app: Flask, place: Place
) -> None:
    """Due on Saturday 31 October 2026: the last working day before it is Friday."""
    from kiosk.domain.zi.finding import State
    from kiosk.flows.zi.move_finding import move_finding

    head = desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
    desk.make_staff(app, [Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)])
    number = registers.fill(app, place, "Yuliana Tefa", "Umumkan biaya.")
    assert remind(app, NOW) == []
    soon = datetime(2026, 10, 26, 2, 0, tzinfo=UTC)
    assert remind(app, soon) == [("temuan-jatuh-tempo", head.id)]
    assert len(remind(app, soon + timedelta(hours=2))) == 1
    assert len(remind(app, datetime(2026, 10, 30, 2, 0, tzinfo=UTC))) == 2
    late = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
    assert remind(app, late)[2:] == [("temuan-lewat", head.id)]
    with app.app_context():
        refused = State.REFUSED
        move_finding(head, place.unit, number, 1, refused, "Kewenangan pusat", late)
    assert len(remind(app, late + timedelta(days=14))) == 3


def test_counts_of_a_year_leave_out_other_years_and_what_was_taken_back(
    app: Flask, place: Place
) -> None:
    from kiosk.flows.register_steps import counts_of
    from kiosk.flows.zi.keep_entry import retract_entry
    from kiosk.store.engine import reading

    head = desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
    first = registers.fill(app, place, "Yuliana Tefa", "Umumkan biaya.")
    registers.add(app, place, Subject.GRATIFICATION, "Dominggus Lay", "")
    with app.app_context():
        gift = Subject.GRATIFICATION
        retract_entry(head, place.unit, gift, first, 1, "Tercatat dua kali", NOW)
        with reading():
            found, earlier = (counts_of([place.unit_id], year) for year in (2026, 2025))
    assert (found.gifts, found.reportable, found.reported) == (1, 1, 0)
    assert (found.conflicts, found.decided) == (1, 0)
    assert (earlier.gifts, earlier.conflicts) == (0, 0)


def test_the_team_counts_only_cases_each_member_may_know_of(app: Flask, place: Place) -> None:
    from kiosk.domain.people.keys import Keys
    from kiosk.flows.complaint.show_lane_stats import show_lane_stats

    beside = make_place(app, "rsud", point="3C5D7E9F", name="RSUD")
    named = {"judul": "Diminta uang", "identitas": "rahasia", "nama": "Pelapor"}
    for where, kind in ((place, "pungli"), (place, "calo"), (beside, "pungli")):
        tickets.file(app, where, **named, kategori=kind)
    tickets.file(app, place, judul="Antre lama", isi="Antre sejak pagi.")
    keys = Keys(app.config["SECRET_KEY"])
    whole = lane.inspector(app, place)
    grants = [
        Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id),
        Grant(Role.COUNTER_OFFICER, Level.UNIT, beside.unit_id),
    ]
    serves = desk.make_staff(app, grants)
    with app.app_context():
        found = show_lane_stats(whole, keys, NOW)
        partly = show_lane_stats(serves, keys, NOW)
    assert (found.total, found.categories[Category.LEVY]) == (3, 2)
    assert found.quarters == {"2026-Q4": 3}
    assert (partly.total, partly.categories[Category.LEVY]) == (2, 1), "not of where they work"
    [*_, last] = rows(app, "audit_records")
    assert (last["action"], last["unit_id"]) == ("lihat-angka-berkas", 0)


def test_a_band_is_of_the_whole_instansi_and_of_a_year_that_is_over(
    app: Flask, place: Place
) -> None:
    from kiosk.flows.zi.show_lane import show_lane

    named = {"judul": "Diminta uang", "identitas": "rahasia", "nama": "Pelapor"}
    for _ in range(5):
        tickets.file(app, place, **named, kategori="pungli")
    after = datetime(2027, 1, 2, tzinfo=UTC)

    def band(now: datetime) -> str | None:
        with app.app_context():
            found = show_lane(place.unit, 2026, now)
        assert found.ready_since is None
        return found.band.words if found.band else None

    assert band(after) is None, "one unit: everybody knew whose they are"
    for number in range(4):
        make_place(app, f"unit-{number}", point=f"3C5D7E{number}A", name=f"Unit {number}")
    assert band(after) == "5 sampai 9"
    assert band(datetime(2026, 12, 31, 15, 59, tzinfo=UTC)) is None, "the year is not over"
