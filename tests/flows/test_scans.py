"""Scans are a number a day and a counter, on the counter's own day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from kiosk.flows.place.count_scan import count_scan
from kiosk.flows.place.list_scans import scans_of
from kiosk.flows.place.open_point import open_point
from tests.factories import NOW, Place, rows

if TYPE_CHECKING:
    from flask import Flask


def scan(place: Place, at: datetime) -> None:
    count_scan(open_point(place.point, at).point, at)


def test_a_scan_counts_on_the_local_day(app: Flask, place: Place) -> None:
    with app.app_context():
        for hour in (15, 16, 17):
            scan(place, datetime(2026, 10, 14, hour, 30, tzinfo=UTC))
    assert [(one["day"], one["scans"]) for one in rows(app, "scan_counts")] == [
        (date(2026, 10, 14), 1),
        (date(2026, 10, 15), 2),
    ]


def test_nothing_but_counter_day_and_number_is_kept(app: Flask, place: Place) -> None:
    with app.app_context():
        scan(place, NOW)
    assert rows(app, "scan_counts") == [
        {"point_id": place.point_id, "day": date(2026, 10, 15), "scans": 1}
    ]


def test_the_last_days_are_listed_also_those_without_a_scan(app: Flask, place: Place) -> None:
    with app.app_context():
        for day, times in ((8, 1), (13, 2), (15, 3)):
            for _ in range(times):
                scan(place, datetime(2026, 10, day, 3, tzinfo=UTC))
        [found] = scans_of(place.unit, 7, NOW)
    assert [count for _, count in found.by_day] == [0, 0, 0, 0, 2, 0, 3]
    assert found.by_day[-1][0] == date(2026, 10, 15)
    assert (found.code, found.total) == (place.point, 5)
