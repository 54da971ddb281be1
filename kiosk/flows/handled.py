"""Steps that flows share: how a unit and all below it handled the reports they received."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.complaint import handling_profiles as profiles
from kiosk.domain.complaint.deadline import working_days_between
from kiosk.domain.complaint.handling import Handling, handling
from kiosk.domain.complaint.handling_counts import (
    EMPTY,
    TOLD,
    Dimension,
    HandlingCounts,
    Stage,
    StageCounts,
    Verdict,
    month_key,
)
from kiosk.domain.complaint.handling_profiles import Profile
from kiosk.domain.complaint.handling_span import Span
from kiosk.domain.complaint.histogram import added
from kiosk.domain.complaint.share import Denominator
from kiosk.domain.complaint.workdays import Calendar
from kiosk.domain.place.point import UnitCard
from kiosk.flows.counting import Sealed
from kiosk.store.complaint import handling as store
from kiosk.store.complaint.handling import Kinds, Look
from kiosk.store.place import calendar, settings, units

LEAST_PUBLISHED = 5
"""Of fewer reports the public is told no more than how many: a share of three names one."""
NOBODYS = Sealed()
"""No sealed case is counted: the same figures for everybody."""
CalendarOf = Callable[[int], Calendar]


@dataclass(frozen=True)
class HandlingReport:
    """``offices``: code to name of the units counted. ``with_sealed``: sealed cases are among
    them (of whoever may know of them). ``smallest``: fewer ratings than this are not shown."""

    unit: UnitCard
    span: Span
    figures: Handling
    offices: Mapping[str, str]
    with_sealed: bool
    smallest: int

    @property
    def too_few(self) -> bool:
        """Whether the public is told the total only."""
        return self.figures.total < LEAST_PUBLISHED

    @property
    def ratings_withheld(self) -> bool:
        """Whether so few rated that a mean would tell what one of them said."""
        return 0 < self.figures.satisfaction.answered.part < self.smallest


def of_year(unit: UnitCard, year: int, now: datetime) -> Handling:
    """Reports of a year, as they stood at its end or stand today, without a sealed case: what
    is printed of a unit is the same for whoever prints it. Inside the caller's look."""
    span = Span(date(year, 1, 1), date(year, 12, 31), min(date(year, 12, 31), today(unit, now)))
    return counted(unit, span, Denominator.OBLIGED, now, units.below(unit.id), NOBODYS).figures


def today(unit: UnitCard, now: datetime) -> date:
    """Where the unit is."""
    return now.astimezone(ZoneInfo(unit.zone)).date()


def counted(
    unit: UnitCard,
    span: Span,
    headline: Denominator,
    now: datetime,
    below: Sequence[int],
    sealed: Sealed,
) -> HandlingReport:
    """Of ``below``, the units counted; inside the caller's look."""
    offices = store.offices(below)
    counter = HandlingCounter(offices, span, sealed, now)
    return HandlingReport(
        unit=unit,
        span=span,
        figures=handling(counter.counts(), span.as_of, headline),
        offices={one.code: one.name for one in offices},
        with_sealed=bool(sealed.origins),
        smallest=int(settings.of_unit(unit.id)["n-terkecil"]),
    )


class HandlingCounter:
    """Units of one zone have one midnight and are counted together."""

    def __init__(self, offices: Sequence[Any], span: Span, sealed: Sealed, now: datetime) -> None:
        self.offices, self.span, self.sealed, self.now = offices, span, sealed, now
        self.codes = {one.id: one.code for one in offices}
        self.calendar: CalendarOf = lru_cache(maxsize=None)(calendar.of_unit)

    def counts(self) -> HandlingCounts:
        zones = sorted({one.timezone for one in self.offices})
        return sum((self._of(self._look(zone)) for zone in zones), EMPTY)

    def _look(self, zone: str) -> Look:
        def midnight(day: date) -> datetime:
            return datetime.combine(day, time(), ZoneInfo(zone))

        origins = [one.id for one in self.offices if one.timezone == zone]
        end = midnight(self.span.as_of + timedelta(days=1))
        return Look(
            origins=origins,
            since=midnight(self.span.first),
            until=midnight(self.span.last_received + timedelta(days=1)),
            end=end,
            moment=min(end, self.now),
            past=end <= self.now,
            sealed=sorted(self.sealed.origins.intersection(origins)),
            hidden=sorted(self.sealed.hidden),
        )

    def _of(self, look: Look) -> HandlingCounts:
        found = store.profiles(look)
        return HandlingCounts(
            store.total(look),
            profiles.standings(found),
            self._breakdowns(store.kinds(look)),
            {
                Stage.VERIFICATION: self._limited(look, Stage.VERIFICATION, found),
                Stage.ANSWER: self._limited(look, Stage.ANSWER, found),
                Stage.CLOSING: self._closing(look, found),
            },
        )

    def _breakdowns(self, kinds: Iterable[Kinds]) -> Mapping[Dimension, Mapping[str, int]]:
        found: dict[Dimension, Counter[str]] = {by: Counter() for by in TOLD}
        for one in kinds:
            found[Dimension.TICKET_CLASS][one.ticket_class] += one.count
            found[Dimension.KIND][one.kind] += one.count
            found[Dimension.CHANNEL][one.channel] += one.count
            found[Dimension.UNIT][self.codes[one.origin]] += one.count
            found[Dimension.MONTH][month_key(one.month)] += one.count
        return found

    def _limited(self, look: Look, stage: Stage, found: Sequence[Profile]) -> StageCounts:
        verdicts = added(profiles.verdicts(found, stage), store.unreached(look, stage))
        return StageCounts(profiles.days(found, stage), self._ages(found, stage), verdicts)

    def _closing(self, look: Look, found: Sequence[Profile]) -> StageCounts:
        """No regulation limits the closing: nothing can be late."""
        days = added(profiles.days(found, Stage.CLOSING), self._reclosed(look))
        every = sum(one.count for one in found)
        return StageCounts(days, self._ages(found, Stage.CLOSING), {Verdict.NONE: every})

    def _reclosed(self, look: Look) -> Counter[int]:
        return Counter(
            working_days_between(self.calendar(one.origin), one.received, one.closed)
            for one in store.reclosed(look)
        )

    def _ages(self, found: Iterable[Profile], stage: Stage) -> Counter[int]:
        """Of what is open and has yet to reach the stage."""
        ages: Counter[int] = Counter()
        for one in found:
            if one.open_since is not None and stage not in one.reached:
                ages[self._age(one.origin, one.open_since)] += one.count
        return ages

    def _age(self, origin: int, day_zero: date) -> int:
        """Working days since day 0, that of the look among them."""
        first = day_zero + timedelta(days=1)
        if first > self.span.as_of:
            return 0
        return self.calendar(origin).workdays_between(first, self.span.as_of)
