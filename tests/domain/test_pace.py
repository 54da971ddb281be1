"""A month is behind when its answers came slower than its days."""

from datetime import UTC, datetime

import pytest

from kiosk.domain.place.pace import pace

MAKASSAR = "Asia/Makassar"


@pytest.mark.parametrize(
    ("day", "respondents", "behind"),
    [(1, 0, False), (2, 0, True), (2, 1, False), (16, 14, True), (16, 15, False), (31, 29, True)],
)
def test_behind_an_even_pace(day: int, respondents: int, behind: bool) -> None:
    found = pace(respondents, 30, datetime(2026, 10, day, 3, tzinfo=UTC), MAKASSAR)
    assert found.behind is behind


def test_the_days_are_those_of_the_units_own_zone() -> None:
    late = datetime(2026, 10, 31, 16, 30, tzinfo=UTC)
    assert (pace(0, 30, late, MAKASSAR).day, pace(0, 30, late, "Asia/Jakarta").day) == (1, 31)
    assert pace(0, 30, late, "Asia/Jakarta").days_left == 1
