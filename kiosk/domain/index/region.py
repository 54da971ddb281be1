"""Figures of a region as they leave it: sums and counts that merge by adding, in which nobody
stands alone.

A service, a unit, a kind of unit or a province with fewer answers in a month than may be shown is
not named: its figures are added to those of others that are not named either, so the sum of the
region stays exact. Where even the whole region has fewer, nothing of that month leaves.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from functools import reduce
from operator import add
from typing import Any, TypeVar

from kiosk.domain.index.microdata import Facts, Told, cut_off
from kiosk.domain.place.settings_region import CODE, KIND, NOT_TAKING_PART
from kiosk.domain.refusal import Refusal

FOLDED = "*"
"""Stands where a name would tell of too few."""
SHAPE = 1
"""Of the published columns; a nation that knows a lower one is told to be brought up to date."""
Sum = TypeVar("Sum")


class NotTakingPart(Refusal):
    """The installation has no region of its own."""

    def __init__(self) -> None:
        super().__init__(
            "Instalasi ini belum mempunyai kode wilayah. Isi dahulu: "
            "kiosk setting set kode-wilayah 53.71."
        )


@dataclass(frozen=True)
class Spot:
    """Where a unit stands in the nation; ``province`` two digits, "" for a unit without a code."""

    province: str
    kind: str
    unit: str


def spot_of(settings: Mapping[str, str], unit: str) -> Spot:
    """By the settings as they hold for the unit."""
    code = settings[CODE]
    return Spot("" if code == NOT_TAKING_PART else code[:2], settings[KIND], unit)


def named(told: Told) -> Facts:
    """As kept: `FOLDED` where a fact was cut off."""
    return tuple(FOLDED if one is None else one for one in told)


def folded(
    parts: Mapping[Facts, Sum], counts: Mapping[Facts, int], smallest: int
) -> dict[Facts, Sum]:
    """``parts`` by their facts, from the largest group to the smallest; those too few (by
    ``counts``) added together and not named. Empty where all together are too few."""
    counted = {facts: count for facts, count in counts.items() if count}
    if sum(counted.values()) < smallest:
        return {}
    groups: dict[Facts, list[Sum]] = {}
    for facts, told in cut_off(counted, smallest).items():
        groups.setdefault(named(told), []).append(parts[facts])
    return {facts: _sum(group) for facts, group in groups.items()}


def _sum(group: Iterable[Any]) -> Any:
    return reduce(add, group)


def changes(
    kept: Mapping[Facts, Sum], wanted: Mapping[Facts, Sum]
) -> tuple[dict[Facts, Sum], list[Facts]]:
    """(what is to be written, what is to be removed): equal rows are left alone."""
    written = {key: row for key, row in wanted.items() if kept.get(key) != row}
    return written, [key for key in kept if key not in wanted]


def fingerprint(*facts: object) -> str:
    """Of what some figures were made of: equal where nothing changed."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()


@dataclass(frozen=True)
class Handled:
    """Complaints of one month. ``verified`` and ``answered``: reached it; ``..._in_time``: within
    the limit. Sealed cases are in none of them."""

    received: int = 0
    verified: int = 0
    verified_in_time: int = 0
    answered: int = 0
    answered_in_time: int = 0
    closed: int = 0

    @property
    def counts(self) -> tuple[int, ...]:
        """In the order above."""
        return astuple(self)

    def __add__(self, other: "Handled") -> "Handled":
        return Handled(*map(add, self.counts, other.counts))
