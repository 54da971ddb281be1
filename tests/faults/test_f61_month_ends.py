"""F61: an answer belongs to the month of its unit's own calendar, to the second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.index.period import parse
from kiosk.flows.index.keep_breakdowns import keep_breakdowns
from kiosk.flows.index.show_period import show_period
from tests import periods
from tests.factories import MONTH, answer, make_place, rows
from tests.flows.test_trusting import send_late
from tests.reports import report_ikm

if TYPE_CHECKING:
    from flask import Flask

    from tests.faults.conftest import Held

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
    app: Flask, zone: str, first: datetime, before: int, after: int, held: Held
) -> None:
    name, _ = ZONES[zone]
    place = make_place(app, zone=name)
    midnight = first.replace(tzinfo=ZoneInfo(name))
    for now in (midnight - LAST_SECOND, midnight - timedelta(microseconds=1), midnight):
        answer(app, place, now=now.astimezone(UTC))
    assert [row["month"] for row in rows(app, "answers")] == [before, before, after]
    counted = {row["month"]: row["respondents"] for row in rows(app, "tallies")}
    assert counted == {before: 2, after: 1}
    held(
        tried="23:59:59 and 00:00:00 at the ends of three months",
        figure=f"{zone}: {len(rows(app, 'answers'))} of 3 in their own month",
    )


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


def test_months_sum_to_the_total(app: Flask, held: Held) -> None:
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
    held(tried="a year of answers", figure=f"{sum(found)} by months, {whole[1]} by the year")


def test_the_same_month_of_two_years_is_never_merged(app: Flask) -> None:
    place = make_place(app)
    for year, score in ((2025, 1), (2026, 4)):
        answer(app, place, score, now=datetime(year, 10, 15, 3, tzinfo=UTC), times=5)
    with app.app_context():
        found = {p: report_ikm(place.unit, parse(p)).ikm for p in ("2025-10", "2026-10")}
    assert {p: str(one.ikm) for p, one in found.items() if one} == {
        "2025-10": "25.00", "2026-10": "100.00",
    }  # fmt: skip


def test_a_published_month_is_frozen_and_what_comes_late_has_a_date_of_its_own(
    app: Flask, held: Held
) -> None:
    """The jobs come by at 00.00 UTC, which is 08.00 of the first at the office."""
    place = make_place(app)
    answer(app, place, 4, times=5)
    head = periods.head_of(app, place)
    made = periods.close(app, place, head)
    periods.publish(app, place, head)
    late = periods.AFTER + timedelta(hours=1)
    for _ in range(5):
        send_late(app, place, 1, late, 48)
    with app.app_context():
        keep_breakdowns()
        shown = show_period(place.unit, parse(MONTH))
        now = report_ikm(place.unit, parse(MONTH))
    assert shown.closing is not None
    assert (shown.closing.figures, shown.closing.digest) == (made.figures, made.digest)
    assert now.revisions is not None
    assert [(one.day, one.answers) for one in now.revisions.later] == [(late.date(), 5)]
    held(
        tried="answers that came after the month was published",
        figure=f"published {made.figures.ikm} stays; 5 answers are a revision of "
        f"{now.revisions.later[0].day}",
    )
