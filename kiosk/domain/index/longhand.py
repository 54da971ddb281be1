"""Rounding a sum of fractions half up with whole numbers only, as on paper.

A spreadsheet counts in binary: 4.005 x 100 is not 400.5 there, and a published index that ends on
a 5 is rounded down. So the worksheet divides by hand: each fraction becomes a whole part and
digits of four decimals a place, every step a whole number below 10**15, which binary holds
exactly. This module says how many places are needed and what stands in every cell.

Why it is exact: after M places, a sum of K fractions is short by less than K / BASE**M. Adding
that much ("penjaga") cannot pass a tie that was not reached, because the sum lies at least
1 / (2 x common denominator) below it, and M is chosen so that this is more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm

BASE = 10_000
HALF = BASE // 2


@dataclass(frozen=True)
class Part:
    """One fraction, divided. ``rests``: what is left after the whole part and after each place."""

    over: int
    under: int
    whole: int
    digits: tuple[int, ...]
    rests: tuple[int, ...]


@dataclass(frozen=True)
class Sum:
    """``sums`` of the digits and ``carries`` to the left, by place; ``result``: half up."""

    parts: tuple[Part, ...]
    whole: int
    sums: tuple[int, ...]
    carries: tuple[int, ...]
    result: int


def places_for(terms: int, common: int) -> int:
    """Places at which no tie is missed, where ``common`` is a common denominator or more."""
    places = 1
    while BASE**places <= 2 * terms * common:
        places += 1
    return places


def common_bound(terms: int, most: int, items: int, divisor: int) -> int:
    """A bound of the common denominator of ``terms`` means of at most ``most`` answers each, where
    up to ``items`` of them are averaged first and all are divided by ``divisor``."""
    return divisor * lcm(*range(1, items + 1)) * int(most**terms)


def extras(terms: int, places: int) -> tuple[int, ...]:
    """What is added at each place before carrying: a half at the first, the guard at the last."""
    added = [0] * places
    added[0] += HALF
    added[-1] += terms
    return tuple(added)


def add(fractions: Sequence[tuple[int, int]], places: int) -> Sum:
    """The sum of non-negative fractions (over, under), rounded half up to a whole number."""
    parts = tuple(_divided(over, under, places) for over, under in fractions)
    sums = tuple(sum(part.digits[place] for part in parts) for place in range(places))
    added = extras(len(parts), places)
    carries: list[int] = []
    for place in reversed(range(places)):
        carries.insert(0, (sums[place] + added[place] + (carries[0] if carries else 0)) // BASE)
    whole = sum(part.whole for part in parts)
    return Sum(parts, whole, sums, tuple(carries), whole + carries[0])


def _divided(over: int, under: int, places: int) -> Part:
    whole, rest = divmod(over, under)
    digits, rests = [], [rest]
    for _ in range(places):
        digit, rest = divmod(rest * BASE, under)
        digits.append(digit)
        rests.append(rest)
    return Part(over, under, whole, tuple(digits), tuple(rests))
