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


def differing(by_source: Mapping[Key, Ikm | None]) -> tuple[tuple[Key, Key], ...]:
    """Pairs whose indexes lie further apart than the 95 % interval of their difference, in the
    order given. Sources without an interval are told apart from nothing."""
    known = [(key, one) for key, one in by_source.items() if one and one.interval]
    return tuple((a, b) for (a, one), (b, other) in combinations(known, 2) if _apart(one, other))


def _apart(one: Ikm, other: Ikm) -> bool:
    """The squares of both half widths add up to that of the difference (independent samples)."""
    return (one.ikm - other.ikm) ** 2 > _half(one) ** 2 + _half(other) ** 2


def _half(one: Ikm) -> Decimal:
    """Half the width; an interval cut off at 25 or 100 counts by its longer side."""
    assert one.interval is not None
    return max(one.ikm - one.interval.low, one.interval.high - one.ikm)
