"""What asking all surveys at once, or one by lot, does to visitors and samples: from the unit's
own months."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from kiosk.domain.index.interval import margin
from kiosk.domain.index.method import to_four
from kiosk.domain.index.method_settings import minimum_sample
from kiosk.domain.index.sitting_cost import Effect, Sampled, effects
from kiosk.domain.month import Month, month_of, shift
from kiosk.domain.place.point import UnitCard
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.sitting import Sitting
from kiosk.store.engine import reading
from kiosk.store.index import official, tallies
from kiosk.store.place import points, settings, units
from kiosk.store.survey import carried, instruments

LOOKED_AT = 3
"""Whole months before this one, for the interval."""


@dataclass(frozen=True)
class SittingReport:
    """Of the unit and all below it. ``carried``: instrument code to answers of this month that
    hold a value given under another instrument's question."""

    unit: UnitCard
    month: Month
    now: Sitting
    shared: str
    sampled: tuple[Sampled, ...]
    effects: tuple[Effect, ...]
    carried: dict[str, int]

    @property
    def matters(self) -> bool:
        return len(self.sampled) > 1


def weigh_sitting(unit_code: str, now: datetime) -> SittingReport:
    """Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        month, chosen = month_of(now, unit.zone), settings.of_unit(unit.id)
        used = [one for one in points.uses_of(unit.id) if one.on_form and one.covers(month)]
        asked = [instruments.by_code(one.instrument) for one in used]
        below = units.below(unit.id)
        sampled = tuple(_sampled(one, unit, below, month, chosen) for one in asked)
        known = instruments.ids()
        kept = carried.counted(below, month)
    sitting = Sitting(chosen["gabungan-survei"])
    shared = instruments.sharing_of(chosen["butir-bersama"])
    return SittingReport(
        unit,
        month,
        sitting,
        chosen["butir-bersama"],
        sampled,
        effects(sampled, sitting, shared),
        {one.code: kept.get(known.get(one.code, 0), 0) for one in asked},
    )


def _sampled(
    instrument: Instrument,
    unit: UnitCard,
    below: list[int],
    month: Month,
    chosen: dict[str, str],
) -> Sampled:
    """An instrument without an index needs no sample."""
    number = instruments.ids().get(instrument.code, 0)
    kept = tallies.total(instrument, number, below, [month]).respondents
    if not instrument.is_rating:
        return Sampled(instrument, kept, 0)
    visits = official.visits_by_unit([month]).get((unit.id, month))
    minimum, _rule = minimum_sample(chosen, visits, kept)
    months = [shift(month, -back) for back in range(1, LOOKED_AT + 1)]
    seen = tallies.total(instrument, number, below, months)
    half = margin(seen) if seen.respondents >= int(chosen["n-terkecil"]) else None
    step = _step(instrument, chosen["konversi-skala-6"])
    return Sampled(
        instrument,
        kept,
        minimum,
        seen.respondents,
        None if half is None else half * step,
    )


def _step(instrument: Instrument, rule: str) -> Fraction:
    """One step of the scale, on 25 to 100."""
    low, high = (to_four(Fraction(one), instrument.scale, rule) for one in (0, 1))
    return 25 * (high - low)
