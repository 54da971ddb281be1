"""How long a visit took, and how that stands beside the promise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.survey.visit_times import Span, Spent, spent
from kiosk.domain.zi.experienced import Experienced, experienced
from kiosk.domain.zi.standard import Promise, TimeUnit

WITA = timezone(timedelta(hours=8))
TEN = datetime(2026, 10, 15, 10, tzinfo=WITA)
QUARTER = Promise(15, TimeUnit.MINUTES)


def after(**span: float) -> datetime:
    return TEN + timedelta(**span)


def test_a_begun_minute_counts() -> None:
    assert spent(TEN, None, after(minutes=15)) == Spent(15, None)
    assert spent(TEN, None, after(minutes=15, seconds=1)) == Spent(16, None)
    assert spent(None, TEN, TEN) == Spent(None, 0)


def test_taken_and_called_are_told_apart_whatever_zone_they_are_written_in() -> None:
    utc = after(minutes=20).astimezone(UTC)
    found = spent(TEN, after(minutes=12), utc)
    assert found is not None
    assert dict(found.known) == {Span.SINCE_TAKEN: 20, Span.SINCE_CALLED: 8}


@pytest.mark.parametrize(
    ("taken", "called", "completed"),
    [
        (after(minutes=5), TEN, after(minutes=9)),
        (TEN, None, after(minutes=-1)),
        (TEN, after(minutes=9), after(minutes=8)),
        (TEN, None, after(hours=12, seconds=1)),
        (None, None, TEN),
    ],
)
def test_what_cannot_be_is_not_taken(
    taken: datetime | None, called: datetime | None, completed: datetime
) -> None:
    assert spent(taken, called, completed) is None


def test_promised_against_experienced() -> None:
    minutes = {5: 4, 10: 3, 15: 2, 40: 1}
    found = experienced(minutes, QUARTER, 5)
    assert found == Experienced(10, 10, 15, 9)
    assert found.percent_within == Decimal("90.0")


def test_few_visits_show_their_number_only() -> None:
    found = experienced({7: 4}, QUARTER, 5)
    assert found == Experienced(4)
    assert found.is_withheld
    assert not Experienced(0).is_withheld


def test_working_days_and_no_promise_are_never_compared() -> None:
    for promise in (None, Promise(2, TimeUnit.WORKDAYS)):
        found = experienced({7: 9}, promise, 5)
        assert (found.within, found.percent_within, found.median) == (None, None, 7)


@given(st.dictionaries(st.integers(0, 720), st.integers(1, 30), min_size=1, max_size=12))
def test_figures_are_those_of_the_visits_laid_out_one_by_one(minutes: dict[int, int]) -> None:
    rows = sorted(took for took, many in minutes.items() for _ in range(many))
    found = experienced(minutes, QUARTER, 1)
    assert found.n == len(rows)
    assert found.median == rows[-(-len(rows) // 2) - 1]
    assert found.ninth_tenth == rows[-(-len(rows) * 9 // 10) - 1]
    assert found.within == sum(one <= 15 for one in rows)
