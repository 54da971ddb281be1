"""Everything on the unit head's page of a period, in one look at the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from kiosk.domain.index import ikm as index
from kiosk.domain.index.comparison import Printed
from kiosk.domain.index.drivers import Drivers
from kiosk.domain.index.historic import Historic
from kiosk.domain.index.ikm import Ikm
from kiosk.domain.index.importance import Importance
from kiosk.domain.index.method_settings import population
from kiosk.domain.index.officers import Officers
from kiosk.domain.index.period import Period, parse
from kiosk.domain.index.period_figures import PeriodFigures
from kiosk.domain.survey.words import Words
from kiosk.flows import closings
from kiosk.flows.driving import drivers_of
from kiosk.flows.manning import officers_of
from kiosk.flows.standings import PeriodView, standing
from kiosk.flows.weighing import importance_of
from kiosk.flows.wording import newest_of, words_of
from kiosk.store.engine import reading
from kiosk.store.index import historic, official
from kiosk.store.survey import left_out


@dataclass(frozen=True)
class Past:
    """A period beside the one that is shown: frozen where it was closed. ``respondents`` None: not
    known. ``values``: unsur code to its value on 25 to 100. ``document``: where the figure was
    published, of one from before this system; "" of our own."""

    period: Period
    respondents: int | None
    printed: Printed
    mutu: str | None
    values: Mapping[str, Decimal]
    document: str = ""


@dataclass(frozen=True)
class MonthView:
    """``trend``: this period last, the eleven before it first. ``words``, ``drivers``
    and ``importance`` are of the answers as they stand now, also where the figures are frozen.
    ``importance`` None: not asked, or too few. ``officers`` None: not asked for, or the office
    has it off."""

    view: PeriodView
    words: Words
    drivers: Drivers
    importance: Importance | None
    officers: Officers | None
    year_before: Past
    trend: tuple[Past, ...]

    @property
    def previous(self) -> Past:
        return self.trend[-2]


def show_month(
    unit_code: str,
    period: Period,
    instrument_code: str | None = None,
    *,
    with_officers: bool = False,
) -> MonthView:
    """``with_officers``: only for whoever may EDIT_PLACES there. Raises `UnknownUnit`,
    `UnknownInstrument`."""
    with reading(stale_ok=True):
        view = standing(unit_code, period, instrument_code)
        scope, settings = view.report.scope, view.report.settings
        newest = newest_of(scope)
        return MonthView(
            view=view,
            words=words_of(scope, newest),
            drivers=drivers_of(scope, newest),
            importance=importance_of(scope),
            officers=officers_of(scope, settings) if with_officers else None,
            **_beside(view),
        )


class _Beside(TypedDict):
    year_before: Past
    trend: tuple[Past, ...]


def _beside(view: PeriodView) -> _Beside:
    """Of each period the frozen figures, else ours as they stand, else those entered."""
    frozen = {
        one.period: one.figures for one in closings.closings_of(view.unit.id, view.instrument.code)
    }
    before = [one.period for one in view.report.trend[:-1]]
    counted = {one.period: (one.respondents, one.value) for one in view.report.trend[:-1]}
    year_ago = view.period.year_before
    if year_ago not in counted and year_ago not in frozen:
        counted[year_ago] = _figured(view, year_ago)
    entered = historic.of_unit(view.unit.id, view.report.scope.instrument_id, [year_ago, *before])

    def past(period: Period) -> Past:
        if period in frozen:
            return _frozen(frozen[period])
        own = _counted(period, *counted[period])
        return _entered(entered[period]) if own.mutu is None and period in entered else own

    return {
        "year_before": past(year_ago),
        "trend": (*map(past, before), _frozen(view.figures)),
    }


def _figured(view: PeriodView, period: Period) -> tuple[int, Ikm | None]:
    scope = view.report.scope
    tally = left_out.kept(scope.instrument, scope.instrument_id, scope.unit_ids, period.months)
    is_shown = tally.respondents >= scope.smallest
    visits = official.visits(scope.unit_ids, period.months)
    served = population(visits, tally.respondents)
    found = index.compute(scope.instrument, tally, view.report.method, served) if is_shown else None
    return tally.respondents, found


def _entered(found: Historic) -> Past:
    """Its interval is not known."""
    return Past(
        period=found.period,
        respondents=found.respondents,
        printed=Printed(found.ikm, None, None),
        mutu=found.mutu,
        values={},
        document=found.document,
    )


def _counted(period: Period, respondents: int, found: Ikm | None) -> Past:
    band = found.interval if found else None
    return Past(
        period=period,
        respondents=respondents,
        printed=Printed(
            found.ikm if found else None, band.low if band else None, band.high if band else None
        ),
        mutu=found.grade.mutu if found else None,
        values={one.code: one.value for one in found.unsur} if found else {},
    )


def _frozen(figures: PeriodFigures) -> Past:
    return Past(
        period=parse(figures.period),
        respondents=figures.respondents,
        printed=Printed(figures.ikm, figures.low, figures.high),
        mutu=figures.mutu,
        values={one.code: one.value for one in figures.unsur},
    )
