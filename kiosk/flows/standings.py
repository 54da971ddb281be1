"""Steps that flows share: a period as it was frozen, or as it stands where it was not."""

from dataclasses import dataclass

from kiosk.domain.index.breakdown import Breakdowns
from kiosk.domain.index.closing import Closing, PeriodState
from kiosk.domain.index.period import Period
from kiosk.domain.index.period_figures import PeriodFigures
from kiosk.domain.place.point import UnitCard
from kiosk.domain.survey.instrument import Instrument
from kiosk.flows import closings
from kiosk.flows.breaking import breakdowns_of
from kiosk.flows.measuring import DEFAULT_INSTRUMENT, IkmReport, measure
from kiosk.flows.picturing import figures_of
from kiosk.store.place import units
from kiosk.store.survey import instruments


@dataclass(frozen=True)
class PeriodView:
    """``figures``: the frozen ones once it is closed, else ``live``, which is as of now, as
    ``breakdowns`` are."""

    unit: UnitCard
    period: Period
    instrument: Instrument
    state: PeriodState
    closing: Closing | None
    figures: PeriodFigures
    live: PeriodFigures
    report: IkmReport
    breakdowns: Breakdowns


def standing(unit_code: str, period: Period, instrument_code: str | None = None) -> PeriodView:
    """In the caller's one look at the database; raises `UnknownUnit`, `UnknownInstrument`."""
    unit = units.by_code(unit_code)
    instrument = instruments.by_code(instrument_code or DEFAULT_INSTRUMENT)
    report = measure(unit, instrument, period)
    split = breakdowns_of(report.scope, report.settings)
    live = figures_of(report, split)
    closing = closings.closing_of(unit.id, instrument.code, period)
    return PeriodView(
        unit=unit,
        period=period,
        instrument=instrument,
        state=closing.state if closing else PeriodState.OPEN,
        closing=closing,
        figures=closing.figures if closing else live,
        live=live,
        report=report,
        breakdowns=split,
    )
