"""The index of a unit and period as it stands now, as every page of it is measured."""

from kiosk.domain.index.period import Period
from kiosk.flows.measuring import DEFAULT_INSTRUMENT, IkmReport, measure
from kiosk.store.engine import reading
from kiosk.store.place import units
from kiosk.store.survey import instruments


def report_ikm(unit_code: str, period: Period, instrument_code: str | None = None) -> IkmReport:
    """Covers the unit and all below it; raises `UnknownUnit`, `UnknownInstrument`."""
    with reading():
        unit = units.by_code(unit_code)
        return measure(unit, instruments.by_code(instrument_code or DEFAULT_INSTRUMENT), period)
