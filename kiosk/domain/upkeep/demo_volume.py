"""How many answers and visits each unit of the demo has in each month."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from random import Random

from kiosk.domain.index.sample import krejcie_morgan
from kiosk.domain.month import Month
from kiosk.domain.upkeep.demo_character import Character, Visits

# January to December. Schools register in June and July; December is short.
SEASONS: Mapping[str, tuple[float, ...]] = {
    "umum": (0.95, 1.0, 0.95, 0.95, 1.0, 1.05, 1.05, 0.95, 1.05, 1.1, 1.05, 0.65),
    "sekolah": (0.95, 0.95, 0.9, 0.9, 1.05, 1.4, 1.45, 0.95, 0.95, 1.0, 0.95, 0.6),
    "kesehatan": (1.25, 1.25, 1.15, 1.0, 0.95, 0.9, 0.9, 0.9, 0.95, 1.0, 1.05, 0.8),
    "pemilu": (0.95, 1.0, 1.0, 0.95, 1.0, 1.05, 1.0, 0.95, 1.05, 1.1, 1.05, 0.7),
}
# Voting in February 2024 (national), November 2024 (regional) and, by the five-year round, 2029.
ELECTIONS = (202402, 202411, 202902)
BEFORE_ELECTION = 4
CROWD = 1.9

NEVER_ALL = 200_000
"""Visits beyond this no unit of the demo has, however many its answers allow."""


def weight(rng: Random, character: Character, season: str, month: Month, worked: float) -> float:
    """A unit's share of the answers in a month; ``worked``: the part of it already past."""
    rush = CROWD if season == "pemilu" and _nears_election(month) else 1.0
    noise = min(1.25, max(0.75, rng.gauss(1, 0.1)))
    return character.size * SEASONS[season][month % 100 - 1] * rush * noise * worked


def _nears_election(month: Month) -> bool:
    ordinal = _ordinal(month)
    return any(0 <= _ordinal(one) - ordinal < BEFORE_ELECTION for one in ELECTIONS)


def _ordinal(month: Month) -> int:
    return month // 100 * 12 + month % 100


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """``total`` shared out in whole numbers by the largest remainder; they add up exactly."""
    whole = sum(weights)
    exact = [total * one / whole for one in weights]
    shares = [int(one) for one in exact]
    order = sorted(range(len(weights)), key=lambda place: shares[place] - exact[place])
    for place in order[: total - sum(shares)]:
        shares[place] += 1
    return shares


def visits(rng: Random, character: Character, answers: int) -> int | None:
    """People served where ``answers`` of them answered; None where the unit does not count.

    A covered unit's answers meet the sample of its visits in most months: where they are few,
    nearly everybody served has answered.
    """
    plain = round(answers * character.ratio * rng.uniform(0.85, 1.15))
    slips = rng.random() < 0.05
    if character.visits is Visits.UNKNOWN or not answers:
        return None
    if character.visits is Visits.SHORT or slips:
        return plain
    return max(answers + 1, min(plain, _largest_population(answers)))


@cache
def _largest_population(sample: int) -> int:
    """The most visits for which so many answers are enough by Krejcie and Morgan."""
    return bisect_right(range(1, NEVER_ALL), sample, key=krejcie_morgan)
