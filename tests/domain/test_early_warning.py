"""The line of one-tap faces: its own interval, its own alarm, never the index."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.domain.index.early_warning import Counts, added, alarm, line, share_of

TODAY = date(2026, 10, 15)
faces = some.integers(0, 400)


def days(before: Counts, recent: Counts) -> dict[date, Counts]:
    """The same taps on each of 28 days, then on each of 7."""
    return {TODAY - timedelta(days=back): recent if back < 7 else before for back in range(35)}


# Wilson's interval of 10 of 100 and of 0 of 10, as R's prop.test(correct=FALSE) gives it.
@pytest.mark.parametrize(
    ("counts", "value", "low", "high"),
    [
        ((4, 6, 50, 40), "10.0", "5.5", "17.4"),
        ((0, 0, 5, 5), "0.0", "0.0", "27.8"),
        ((10, 0, 0, 0), "100.0", "72.2", "100.0"),
        ((1, 0, 0, 0), "100.0", "20.7", "100.0"),
    ],
)
def test_the_share_of_the_two_lower_faces(counts: Counts, value: str, low: str, high: str) -> None:
    found = share_of(counts)
    assert found is not None
    assert (found.value, found.low, found.high) == (Decimal(value), Decimal(low), Decimal(high))


@given(some.tuples(faces, faces, faces, faces))
def test_the_interval_holds_the_share_and_stays_within_0_and_100(counts: Counts) -> None:
    found = share_of(counts)
    if found is None:
        assert sum(counts) == 0
    else:
        assert 0 <= found.low <= found.value <= found.high <= 100


def test_a_day_without_a_tap_is_there_and_has_no_share() -> None:
    found = line({TODAY: (1, 0, 0, 3)}, TODAY, 42)
    assert len(found) == 42
    assert (found[-1].day, found[-1].taps) == (TODAY, 4)
    assert found[0].share is None


def test_a_week_that_is_surely_worse_rings() -> None:
    rung = alarm(line(days((1, 1, 4, 4), (3, 2, 3, 2)), TODAY, 42))
    assert rung is not None
    assert (rung.before.value, rung.recent.value, rung.taps) == (
        Decimal("20.0"),
        Decimal("50.0"),
        70,
    )


@pytest.mark.parametrize(
    ("before", "recent"),
    [
        ((1, 1, 4, 4), (1, 1, 4, 4)),
        ((3, 2, 3, 2), (1, 1, 4, 4)),
        ((0, 0, 0, 2), (1, 0, 0, 1)),
        ((1, 1, 4, 4), (0, 0, 0, 0)),
        ((0, 0, 0, 0), (4, 4, 0, 0)),
    ],
    ids=["the same", "better", "too few", "nobody now", "nobody before"],
)
def test_nothing_rings_without_a_reason(before: Counts, recent: Counts) -> None:
    assert alarm(line(days(before, recent), TODAY, 42)) is None


def test_counts_add() -> None:
    assert added([(1, 2, 3, 4), (1, 0, 0, 0)]) == (2, 2, 3, 4)
    assert added([]) == (0, 0, 0, 0)
