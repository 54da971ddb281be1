"""Whether sources of answers tell two different stories of one counter.

Online and verified answers of the same units were found to differ; a total that mixes them hides
it. No rule asks for this comparison.
"""

from collections.abc import Hashable, Mapping
from decimal import Decimal
from itertools import combinations
from typing import TypeVar

from kiosk.domain.index.ikm import Ikm

Key = TypeVar("Key", bound=Hashable)
# Quantiles of the normal distribution by how many pairs are looked at, so that all of them
# together cry wolf in one period of twenty and not each (Bonferroni): of five sources alike, some
# pair differs by more than its own 95 % in three months of ten.
_QUANTILES = {
    1: Decimal("1.959964"),
    3: Decimal("2.393980"),
    6: Decimal("2.638257"),
    10: Decimal("2.807034"),
    15: Decimal("2.935199"),
}


def differing(by_source: Mapping[Key, Ikm | None]) -> tuple[tuple[Key, Key], ...]:
    """Pairs whose indexes lie further apart than the 95 % interval of their difference, in the
    order given; with more than two sources 95 % holds for all pairs together. Sources without an
    interval are told apart from nothing."""
    known = [(key, one) for key, one in by_source.items() if one and one.interval]
    pairs = list(combinations(known, 2))
    wider = _wider(len(pairs))
    return tuple((a, b) for (a, one), (b, other) in pairs if _apart(one, other, wider))


def _wider(pairs: int) -> Decimal:
    """By how much an interval of one pair is widened where there are so many."""
    most = max(_QUANTILES)
    least = min((many for many in _QUANTILES if many >= pairs), default=most)
    return _QUANTILES[least] / _QUANTILES[1]


def _apart(one: Ikm, other: Ikm, wider: Decimal) -> bool:
    """The squares of both half widths add up to that of the difference (independent samples)."""
    return (one.ikm - other.ikm) ** 2 > wider**2 * (_half(one) ** 2 + _half(other) ** 2)


def _half(one: Ikm) -> Decimal:
    """Half the width; an interval cut off at 25 or 100 counts by its longer side."""
    assert one.interval is not None
    return max(one.ikm - one.interval.low, one.interval.high - one.ikm)
