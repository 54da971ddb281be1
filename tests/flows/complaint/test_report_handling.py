"""Whose tickets a report counts: by place, by day of receipt, and only what may be known of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, tickets
from tests.factories import NOW, Place, make_place

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


def operator(app: Flask, unit: str, **asked: str) -> Any:
    from kiosk.flows.complaint.report_handling import Asked, report_handling

    with app.app_context():
        return report_handling(unit, Asked(**asked), NOW)


def seen(app: Flask, unit: str, *grants: Grant, name: str = "") -> Any:
    from kiosk.flows.complaint.report_handling import Asked, show_handling

    actor = desk.make_staff(app, grants, name=name)
    with app.app_context():
        return show_handling(actor, unit, Asked(), tickets.house(app).keys, NOW)


def test_days_are_those_of_each_units_own_zone(app: Flask, place: Place) -> None:
    """23.30 on 30 September in Kupang is 1 October in Jayapura."""
    far = make_place(
        app, "dukcapil-jayapura", point="8G4M2RWZ", zone="Asia/Jayapura", parent=place.unit_id
    )
    late = datetime(2026, 9, 30, 15, 30, tzinfo=UTC)
    for one in (place, far):
        tickets.file(app, one, now=late)
    counts = operator(app, place.unit, first="2026-09-01", last="2026-09-30").figures.breakdowns
    assert counts["unit"] == {place.unit: 1}
    counts = operator(app, place.unit, first="2026-10-01").figures.breakdowns
    assert counts["unit"] == {far.unit: 1}
    assert operator(app, place.unit, first="2026-09-30", last="2026-10-01").figures.total == 2


def test_the_last_day_is_in_and_the_next_is_not(app: Flask, place: Place) -> None:
    tickets.file(app, place, now=datetime(2026, 10, 9, 15, 59, 59, tzinfo=UTC))
    tickets.file(app, place, now=datetime(2026, 10, 9, 16, 0, tzinfo=UTC))
    assert operator(app, place.unit, last="2026-10-09").figures.total == 1
    assert operator(app, place.unit, as_of="2026-10-09").figures.total == 1
    assert operator(app, place.unit).figures.total == 2


def test_the_age_of_what_came_in_today_is_nought(app: Flask, place: Place) -> None:
    tickets.file(app, place)
    tickets.file(app, place, now=NOW - timedelta(days=1))
    found = operator(app, place.unit).figures.open
    assert (found.count, found.median, found.oldest) == (2, 0, 1)


def test_a_report_forwarded_stays_with_the_unit_it_was_brought_to(app: Flask, place: Place) -> None:
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    other = make_place(app, "rsud-lerik", point="8G4M2RWZ")
    made = tickets.file(app, place)
    with app.app_context(), transaction():
        kept.change(made.id, 1, unit_id=other.unit_id)
    assert operator(app, place.unit).figures.total == 1
    assert operator(app, other.unit).figures.total == 0


@pytest.mark.parametrize(
    "role", [Role.HEAD, Role.COMPLAINT_OFFICER, Role.FRONT_VERIFIER, Role.ZI_TEAM, Role.AUDITOR]
)
def test_sealed_cases_are_in_no_count_of_the_unit(app: Flask, place: Place, role: Role) -> None:
    """F50."""
    tickets.file(app, place)
    mine = Grant(role, Level.UNIT, place.unit_id)
    before = seen(app, place.unit, mine).figures
    tickets.file(app, place, kategori="calo")
    report = seen(app, place.unit, mine)
    assert report.figures == before
    assert not report.with_sealed
    assert operator(app, place.unit).figures.total == 2


def test_an_inspector_of_the_instansi_counts_them_unless_he_serves_there(
    app: Flask, place: Place
) -> None:
    tickets.file(app, place, kategori="calo")
    team = Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)
    serves = Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)
    assert seen(app, place.unit, team).figures.total == 1
    assert seen(app, place.unit, team, serves).figures.total == 0
    elsewhere = Grant(Role.INSPECTORATE, Level.INSTANSI, 99)
    assert seen(app, place.unit, elsewhere).figures.total == 0


def test_a_case_that_names_somebody_of_another_unit_is_hidden_from_that_unit_too(
    app: Flask, place: Place
) -> None:
    other = make_place(app, "rsud-lerik", point="8G4M2RWZ")
    there = Grant(Role.COUNTER_OFFICER, Level.UNIT, other.unit_id)
    desk.make_staff(app, [there], name="Bertolomeus Ratukore")
    tickets.file(app, place, terlapor="Bertolomeus Ratukore")
    team = Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)
    assert seen(app, place.unit, team).figures.total == 1
    assert seen(app, place.unit, team, there).figures.total == 0


def test_a_grant_reaches_what_it_covers_and_no_unit_beside(app: Flask, place: Place) -> None:
    below = make_place(app, "loket-oesapa", point="8G4M2RWZ", parent=place.unit_id)
    for one in (place, below):
        tickets.file(app, one)
    assert seen(app, place.unit, Grant(Role.HEAD, Level.UNIT, place.unit_id)).figures.total == 2
    only = Grant(Role.HEAD, Level.UNIT, below.unit_id)
    assert seen(app, place.unit, only).figures.total == 1
