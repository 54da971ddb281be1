"""Steps that flows of follow-up share: how an unsur did in the periods after its plan."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kiosk.domain.index import recovery
from kiosk.domain.index.closing import Closing
from kiosk.domain.index.period import Period
from kiosk.domain.index.period_figures import PeriodFigures
from kiosk.domain.index.plan import Plan
from kiosk.domain.index.recovery import Difference, Reading
from kiosk.domain.month import month_of
from kiosk.domain.place.point import UnitCard
from kiosk.domain.survey.instrument import Instrument
from kiosk.flows import closings, measuring, picturing
from kiosk.store.survey import instruments

MOST = 6
"""Later periods shown, the newest of them."""


@dataclass(frozen=True)
class After:
    """The unsur in a later period: frozen where ``closed``, else as it stands now. ``value`` None:
    nobody answered, or too few to show; ``difference`` against the plan's own period."""

    period: Period
    closed: bool
    n: int
    value: Decimal | None
    difference: Difference | None


def since(plan: Plan, unit: UnitCard, now: datetime) -> tuple[After, ...]:
    """Periods as long as the plan's own, oldest first; the running one is measured."""
    # Closed anew, the period's own figures count; opened again, those the plan was made of.
    origin = closings.closing_of(plan.unit_id, plan.instrument, plan.period)
    origin = origin or closings.by_id(plan.closing_id)
    instrument = instruments.by_code(plan.instrument)
    if origin is None:
        return ()
    later = [(one.period, True, one.figures) for one in _closed(plan)]
    running = containing(month_of(now, unit.zone), plan.period.length)
    if running > plan.period and all(period != running for period, _, _ in later):
        report = measuring.measure(unit, instrument, running)
        later.append((running, False, picturing.figures_of(report)))
    return tuple(_after(plan, instrument, origin.figures, *one) for one in later)


def _closed(plan: Plan) -> list[Closing]:
    known = closings.closings_of(plan.unit_id, plan.instrument)
    like = [
        one for one in known if one.period.length == plan.period.length and one.period > plan.period
    ]
    return sorted(like[:MOST], key=lambda one: one.period)


def containing(month: int, length: int) -> Period:
    """The period of this length that a month lies in."""
    return Period(month - (month % 100 - 1) % length, length)


def _after(
    plan: Plan,
    instrument: Instrument,
    origin: PeriodFigures,
    period: Period,
    closed: bool,
    figures: PeriodFigures,
) -> After:
    before = _reading(plan, instrument, origin)
    after = _reading(plan, instrument, figures)
    shown = next((one for one in figures.unsur if one.code == plan.unsur), None)
    if before is None or after is None or shown is None:
        return After(period, closed, after.n if after else 0, None, None)
    step = recovery.step_of(shown, instrument.scale)
    return After(period, closed, after.n, shown.value, recovery.compare(before, after, step))


def _reading(plan: Plan, instrument: Instrument, figures: PeriodFigures) -> Reading | None:
    """None where nobody answered it, or so few that somebody could be recognised."""
    unsur = next((one for one in instrument.unsur if one.code == plan.unsur), None)
    if unsur is None or figures.ikm is None:
        return None
    counts = [figures.counts.get(item.code, ()) for item in unsur.items]
    found = recovery.read(counts, instrument.scale.low)
    return found if found and found.n >= figures.method.smallest else None
