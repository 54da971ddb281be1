"""What the counters of the demo saw of late: taps on four faces, visits that were offered, how
long forms took, and two tablets. Only of its first offices: nobody opens more of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from kiosk.domain.index.early_warning import Counts
from kiosk.domain.month import month_of, shift
from kiosk.domain.place.device import LONGEST_NAME
from kiosk.domain.survey.source import Source
from kiosk.domain.survey.visit import Outcome
from kiosk.domain.upkeep.demo_places import UnitPlan
from kiosk.domain.upkeep.demo_plan import DemoPlan

OFFICES = 8
TAP_DAYS = 42
SOUR_DAYS = 7
"""In the last week one counter goes wrong: that is what the line of taps is for."""
SILENT, UNWILLING, HASTY = 0.45, 0.3, 0.03
"""Visitors who gave no answer, to each who did; those of them who said so; forms nobody read."""
_FULL_DAY = 8 * 3600
_USUAL, _SOUR = (3, 8, 44, 45), (15, 24, 37, 24)
_NUMBER_BITS = 62


@dataclass(frozen=True)
class Given:
    """An answer of this month as it is kept."""

    id: int
    point: str
    at: datetime
    source: int


@dataclass(frozen=True)
class TapPlan:
    point: str
    day: date
    source: Source
    counts: Counts


@dataclass(frozen=True)
class VisitPlan:
    """``outcome`` None: nobody answered by this sign."""

    number: int
    point: str
    offered_at: datetime
    outcome: Outcome | None


@dataclass(frozen=True)
class TabletPlan:
    point: str
    name: str
    enrolled_at: datetime
    seen_at: datetime
    waiting: int
    battery: int
    charging: bool


def offices(plan: DemoPlan) -> list[UnitPlan]:
    return plan.units[:OFFICES]


def taps(plan: DemoPlan) -> Iterator[TapPlan]:
    """Six weeks at two counters of the first office; the second goes wrong in the last days."""
    unit = plan.units[0]
    last = plan.now.astimezone(ZoneInfo(unit.zone)).date()
    for place, point in enumerate(unit.points[:2]):
        rng = Random(f"{plan.order.seed}/taps/{point.code}")
        for day, part in _days(plan, unit, last - timedelta(days=TAP_DAYS - 1)):
            sour = place == 1 and (last - day).days < SOUR_DAYS
            many = round(rng.randint(14, 26) * part)
            drawn = rng.choices(range(4), _SOUR if sour else _USUAL, k=many)
            counts = (drawn.count(0), drawn.count(1), drawn.count(2), drawn.count(3))
            if many:
                yield TapPlan(point.code, day, Source.KIOSK, counts)


def _days(plan: DemoPlan, unit: UnitPlan, first: date) -> Iterator[tuple[date, float]]:
    """Working days from ``first`` on and the part of each that is over."""
    this = month_of(plan.now, unit.zone)
    for month in (shift(this, -2), shift(this, -1), this):
        for one in plan.hours(unit, month):
            day = one.opening.astimezone(ZoneInfo(unit.zone)).date()
            if day >= first:
                yield day, min(1.0, one.seconds / _FULL_DAY)


def visits(seed: int, unit: str, given: Iterable[Given]) -> Iterator[VisitPlan]:
    """One for each answer, else there would be more answers than visits; and of those who did
    not answer, some who said that they would rather not."""
    rng = Random(f"{seed}/visits/{unit}")
    for one in given:
        answered = Outcome.ANSWERED if one.source == Source.VISIT_TOKEN else None
        yield _visit(rng, one, answered)
        if rng.random() < SILENT:
            yield _visit(rng, one, Outcome.REFUSED if rng.random() < UNWILLING else None)


def _visit(rng: Random, one: Given, outcome: Outcome | None) -> VisitPlan:
    """A few minutes before the answer. Numbers may be guessed here: a sign is signed."""
    ago = timedelta(seconds=rng.randint(40, 300))
    return VisitPlan(rng.getrandbits(_NUMBER_BITS), one.point, one.at - ago, outcome)


def seconds(seed: int, unit: str, given: Iterable[Given]) -> Iterator[tuple[int, int]]:
    """(answer id, seconds from opening the form to sending it); few are too quick to have read."""
    rng = Random(f"{seed}/seconds/{unit}")
    for one in given:
        hasty = rng.random() < HASTY
        yield one.id, rng.randint(4, 8) if hasty else round(min(400, rng.lognormvariate(4.3, 0.4)))


def tablets(plan: DemoPlan) -> Iterator[TabletPlan]:
    """At the first office: one that speaks, and one that fell silent on the last working day."""
    unit = plan.units[0]
    for place, point in enumerate(unit.points[:2]):
        silent = place == 1
        yield TabletPlan(
            point=point.code,
            name=f"Tablet {point.name}"[:LONGEST_NAME],
            enrolled_at=plan.now - timedelta(days=24 - place),
            seen_at=_yesterday(plan, unit) if silent else plan.now,
            waiting=12 if silent else 0,
            battery=41 if silent else 88,
            charging=not silent,
        )


def _yesterday(plan: DemoPlan, unit: UnitPlan) -> datetime:
    """Two hours before closing, on the last day that is over."""
    today = plan.now.astimezone(ZoneInfo(unit.zone)).date()
    days = [day for day, _ in _days(plan, unit, today - timedelta(days=10)) if day < today]
    last = days[-1] if days else today - timedelta(days=1)
    return datetime.combine(last, time(14), ZoneInfo(unit.zone)).astimezone(UTC)
