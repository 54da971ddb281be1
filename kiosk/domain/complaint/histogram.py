"""Histograms of working days: day counts and how often each occurred.

A million tickets have a few hundred different durations. A database gives a histogram with one
``GROUP BY``, and percentiles of it are exact: no ticket is loaded and none is sampled.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeVar

Histogram = Mapping[int, int]
"""Value to how many cases have it; no order, no negative count."""

Key = TypeVar("Key")


def added(one: Mapping[Key, int], other: Mapping[Key, int]) -> dict[Key, int]:
    """Both together: whole numbers, so the order of adding never matters."""
    merged = dict(one)
    for key, count in other.items():
        merged[key] = merged.get(key, 0) + count
    return merged


def size(counted: Mapping[Key, int]) -> int:
    return sum(counted.values())


def nearest_rank(histogram: Histogram, percent: int) -> int | None:
    """The smallest value that at least ``percent`` (1 to 100) of the cases do not exceed: always
    a duration that occurred, never one in between; None for no cases."""
    rank = -(-percent * size(histogram) // 100)
    if not rank:
        return None
    for value in sorted(histogram):
        rank -= histogram[value]
        if rank <= 0:
            return value
    raise AssertionError(histogram)


def highest(histogram: Histogram) -> int | None:
    return max((value for value, count in histogram.items() if count), default=None)


def mean(histogram: Histogram) -> Fraction | None:
    """Weighted by the counts: the plain mean of two groups' means is wrong unless they are
    equally large."""
    cases = size(histogram)
    if not cases:
        return None
    return Fraction(sum(value * count for value, count in histogram.items()), cases)
