"""F61: an answer belongs to the month of its unit's own calendar, to the second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.index.period import parse
from tests.factories import answer, make_place, rows
from tests.reports import report_ikm

if TYPE_CHECKING:
    from flask import Flask

pytestmark = pytest.mark.usefixtures("quick_hashes")
ZONES = {"WIB": ("Asia/Jakarta", 7), "WITA": ("Asia/Makassar", 8), "WIT": ("Asia/Jayapura", 9)}
LAST_SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("first", "before", "after"),
    [
        (datetime(2026, 11, 1), 202610, 202611),  # noqa: DTZ001
        (datetime(2027, 1, 1), 202612, 202701),  # noqa: DTZ001
        (datetime(2028, 3, 1), 202802, 202803),  # noqa: DTZ001
    ],
)
def test_the_last_second_of_a_month_and_the_first_of_the_next(
    app: Flask, zone: str, first: datetime, before: int, after: int
) -> None:
    name, _ = ZONES[zone]
    place = make_place(app, zone=name)
    midnight = first.replace(tzinfo=ZoneInfo(name))
    for now in (midnight - LAST_SECOND, midnight - timedelta(microseconds=1), midnight):
        answer(app, place, now=now.astimezone(UTC))
    assert [row["month"] for row in rows(app, "answers")] == [before, before, after]
    counted = {row["month"]: row["respondents"] for row in rows(app, "tallies")}
    assert counted == {before: 2, after: 1}


def test_one_instant_is_two_months_in_two_zones(app: Flask) -> None:
    """00.30 WIT of 1 November is 23.30 WITA and 22.30 WIB of 31 October."""
    now = datetime(2026, 10, 31, 15, 30, tzinfo=UTC)
    places = {
        label: make_place(app, label.lower(), point=f"{label:0>8}".replace("I", "1"), zone=zone)
        for label, (zone, _) in ZONES.items()
    }
    for place in places.values():
        answer(app, place, now=now, times=5)
    assert {row["unit_id"]: row["month"] for row in rows(app, "tallies")} == {
        places["WIB"].unit_id: 202610,
        places["WITA"].unit_id: 202610,
        places["WIT"].unit_id: 202611,
    }


def test_months_sum_to_the_total(app: Flask) -> None:
    place = make_place(app)
    start = datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC)
    for day in range(0, 366, 5):
        answer(app, place, now=start + timedelta(days=day))
    with app.app_context():
        months = [f"2026-{month:02d}" for month in range(1, 13)]
        found = [report_ikm(place.unit, parse(p)).sample.respondents for p in months]
        whole = [report_ikm(place.unit, parse(p)).sample.respondents for p in ("2025-12", "2026")]
    assert sum(found) == whole[1]
    assert sum(whole) == len(rows(app, "answers")) == 74


def test_the_same_month_of_two_years_is_never_merged(app: Flask) -> None:
    place = make_place(app)
    for year, score in ((2025, 1), (2026, 4)):
        answer(app, place, score, now=datetime(year, 10, 15, 3, tzinfo=UTC), times=5)
    with app.app_context():
        found = {p: report_ikm(place.unit, parse(p)).ikm for p in ("2025-10", "2026-10")}
    assert {p: str(one.ikm) for p, one in found.items() if one} == {
        "2025-10": "25.00", "2026-10": "100.00",
    }  # fmt: skip
