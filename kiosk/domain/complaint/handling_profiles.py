"""Tickets alike in everything that figures of handling ask, and the counts that follow.

A million tickets fall into some ten thousand profiles: the database makes them in one pass.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kiosk.domain.complaint.handling_counts import Stage, Standing, Verdict
from kiosk.domain.complaint.histogram import Histogram

_MET: Mapping[bool | None, Verdict] = {
    True: Verdict.MET,
    False: Verdict.LATE,
    None: Verdict.NONE,
}


@dataclass(frozen=True)
class Reached:
    """A stage that was reached after so many working days; ``met`` None: it had no limit."""

    days: int
    met: bool | None = None


@dataclass(frozen=True)
class Profile:
    """``count`` tickets of one origin (its id). ``open_since``: the day their clock began, of
    those still open; a stage that was not reached is not in ``reached``."""

    origin: int
    standing: Standing
    reached: Mapping[Stage, Reached]
    open_since: date | None
    count: int


def standings(profiles: Iterable[Profile]) -> dict[Standing, int]:
    found: dict[Standing, int] = {}
    for one in profiles:
        found[one.standing] = found.get(one.standing, 0) + one.count
    return found


def days(profiles: Iterable[Profile], stage: Stage) -> Histogram:
    """Of the tickets that reached the stage, by working days."""
    found: dict[int, int] = {}
    for one in profiles:
        if stage in one.reached:
            took = one.reached[stage].days
            found[took] = found.get(took, 0) + one.count
    return found


def verdicts(profiles: Iterable[Profile], stage: Stage) -> dict[Verdict, int]:
    """Of the tickets that reached the stage, by whether in time."""
    found: dict[Verdict, int] = {}
    for one in profiles:
        if stage in one.reached:
            told = _MET[one.reached[stage].met]
            found[told] = found.get(told, 0) + one.count
    return found
