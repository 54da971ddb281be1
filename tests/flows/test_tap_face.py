"""A tap is counted once, on its own day, and nowhere near the index."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.survey.tap import InvalidTap
from tests.factories import NOW, Place, new_key, rows

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask


def tap(app: Flask, place: Place, face: str = "1", *, now: datetime = NOW, **more: str) -> None:
    from kiosk.flows.survey.tap_face import tap_face

    form = {"wajah": face, "kunci": new_key(), **more}
    with app.app_context():
        tap_face(place.point, {name: [value] for name, value in form.items()}, now)


def test_taps_of_a_day_are_four_numbers(app: Flask, place: Place) -> None:
    for face in ("1", "4", "4"):
        tap(app, place, face)
    # 00.30 in Kupang the next day; the same date in UTC.
    tap(app, place, "2", now=NOW + timedelta(hours=13, minutes=30))
    found = rows(app, "tap_counts")
    assert [one["day"].isoformat() for one in found] == ["2026-10-15", "2026-10-16"]
    assert [[one[f"face_{face}"] for face in (1, 2, 3, 4)] for one in found] == [
        [1, 0, 0, 2],
        [0, 1, 0, 0],
    ]


def test_a_tap_is_no_answer(app: Flask, place: Place) -> None:
    tap(app, place)
    assert rows(app, "answers") == rows(app, "tallies") == []


def test_the_same_tap_twice_counts_once_and_another_under_its_key_not_at_all(
    app: Flask, place: Place
) -> None:
    for _ in range(2):
        tap(app, place, "3", kunci="kunci-ketuk-1")
    with pytest.raises(InvalidTap):
        tap(app, place, "1", kunci="kunci-ketuk-1")
    [found] = rows(app, "tap_counts")
    assert [found[f"face_{face}"] for face in (1, 2, 3, 4)] == [0, 0, 1, 0]


@pytest.mark.parametrize(
    "wrong",
    [{"face": "0"}, {"face": "5"}, {"face": "٣"}, {"face": ""}, {"kunci": "x"}, {"peran": "1"}],
)
def test_what_is_no_tap_counts_nothing(app: Flask, place: Place, wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidTap):
        tap(app, place, **wrong)  # type: ignore[arg-type]
    assert rows(app, "tap_counts") == []


def test_the_line_of_a_unit_has_the_taps_of_all_below_it(app: Flask, place: Place) -> None:
    from kiosk.flows.survey.show_taps import show_taps

    for face in ("1", "4"):
        tap(app, place, face)
    with app.app_context():
        report = show_taps(place.unit, NOW)
    assert (report.taps, report.days[-1].counts) == (2, (1, 0, 0, 1))
    assert report.points == ((f"Loket {place.point}", (1, 0, 0, 1)),)
