"""Figures of the protected lane: whole for the team that handles it, a band for everybody else.

A count is a trace. Whoever does not handle the cases gets no count at all: a band of a whole
instansi and of a year that is over, and only where neither can point at one unit (decision 41).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kiosk.domain.complaint.histogram import nearest_rank
from kiosk.domain.complaint.kinds import Category
from kiosk.domain.complaint.share import Share
from kiosk.domain.complaint.ticket import State

LEAST_CASES = 5
LEAST_UNITS = 5
"""Fixed, and no setting: whoever a case may be about could set it to one."""
BANDS = (5, 10, 20, 50, 100)
Word = TypeVar("Word", Category, State)


@dataclass(frozen=True)
class CaseFact:
    """One case without a word of it. ``answered_met`` None: the limit is still running.
    ``came_back``: the reporter wrote again, rated, or answered the office."""

    received: date
    category: Category
    state: State
    answered_days: int | None
    answered_met: bool | None
    came_back: bool


@dataclass(frozen=True)
class LaneStats:
    """``quarters``: "2026-Q4" to how many, every quarter between the first and the last.
    ``median``: working days to the answer."""

    total: int
    quarters: Mapping[str, int]
    categories: Mapping[Category, int]
    states: Mapping[State, int]
    median: int | None
    on_time: Share
    came_back: Share


def statistics(cases: Iterable[CaseFact]) -> LaneStats:
    every = list(cases)
    took = Counter(one.answered_days for one in every if one.answered_days is not None)
    judged = [one.answered_met for one in every if one.answered_met is not None]
    met, back = sum(judged), sum(one.came_back for one in every)
    return LaneStats(
        total=len(every),
        quarters=_quarters([one.received for one in every]),
        categories=_ordered(Category, Counter(one.category for one in every)),
        states=_ordered(State, Counter(one.state for one in every)),
        median=nearest_rank(took, 50),
        on_time=Share(met, len(judged), "berkas yang batas waktunya sudah dipenuhi atau lewat"),
        came_back=Share(back, len(every), "berkas"),
    )


def _ordered(order: Iterable[Word], counts: Mapping[Word, int]) -> dict[Word, int]:
    """Only what there is, in the order of its own list."""
    return {one: counts[one] for one in order if counts.get(one)}


def _quarters(days: list[date]) -> dict[str, int]:
    if not days:
        return {}
    counts = Counter(_quarter(day) for day in days)
    first, last = min(counts), max(counts)
    return {f"{one // 4}-Q{one % 4 + 1}": counts[one] for one in range(first, last + 1)}


def _quarter(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3


@dataclass(frozen=True)
class Band:
    """From ``low`` to ``high`` cases; ``high`` None: or more."""

    low: int
    high: int | None

    @property
    def words(self) -> str:
        return f"{self.low} sampai {self.high}" if self.high else f"{self.low} atau lebih"


def band(cases: int, units: int, *, is_over: bool) -> Band | None:
    """None: withheld; the same for none, for few, for a small instansi and for a running year."""
    if not is_over or units < LEAST_UNITS or cases < LEAST_CASES:
        return None
    low = max(one for one in BANDS if one <= cases)
    above = [one for one in BANDS if one > low]
    return Band(low, above[0] - 1 if above else None)
