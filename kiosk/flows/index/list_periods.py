"""The periods of a unit that have answers, and what each is at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kiosk.domain.index import period as periods
from kiosk.domain.index.closing import Closing, PeriodState
from kiosk.domain.index.period import Period
from kiosk.domain.month import Month, month_of
from kiosk.domain.place.point import UnitCard
from kiosk.flows import closings
from kiosk.flows.measuring import DEFAULT_INSTRUMENT
from kiosk.store.engine import reading
from kiosk.store.index import tallies
from kiosk.store.place import units
from kiosk.store.survey import instruments

YEARS = 3
TITLES = {1: "Bulan", 3: "Triwulan", 6: "Semester", 12: "Tahun"}


@dataclass(frozen=True)
class ListedPeriod:
    """``ikm`` and ``respondents``: frozen ones, None while it is open. ``is_due``: over and not
    closed."""

    period: Period
    state: PeriodState
    is_due: bool
    edition: int | None
    ikm: Decimal | None
    respondents: int | None


@dataclass(frozen=True)
class UnitPeriods:
    """``groups``: months, quarters, semesters, years, each newest first."""

    unit: UnitCard
    groups: tuple[tuple[str, tuple[ListedPeriod, ...]], ...]


def list_periods(
    unit_code: str, now: datetime, instrument_code: str = DEFAULT_INSTRUMENT
) -> UnitPeriods:
    """Of the last three years. Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        closed = {one.period: one for one in closings.closings_of(unit.id, instrument_code)}
        number, this = instruments.id_of(instrument_code), month_of(now, unit.zone)
        have = tallies.months_with(units.below(unit.id), number, this - 100 * YEARS)
    named = {*closed, *_covering(have)}
    groups = tuple(
        (title, tuple(_listed(one, closed.get(one), this) for one in _newest(named, length)))
        for length, title in TITLES.items()
    )
    return UnitPeriods(unit, groups)


def _covering(months: Sequence[Month]) -> set[Period]:
    return {one for month in months for one in periods.covering(month)}


def _newest(named: set[Period], length: int) -> list[Period]:
    return sorted((one for one in named if one.length == length), reverse=True)


def _listed(period: Period, closing: Closing | None, this: Month) -> ListedPeriod:
    if closing is None:
        is_due = period.last < this
        return ListedPeriod(period, PeriodState.OPEN, is_due, None, None, None)
    figures = closing.figures
    return ListedPeriod(
        period, closing.state, False, closing.edition, figures.ikm, figures.respondents
    )
