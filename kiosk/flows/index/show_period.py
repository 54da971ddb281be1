"""A period as it was frozen, or as it stands where it was not."""

from kiosk.domain.index.period import Period
from kiosk.flows.standings import PeriodView, standing
from kiosk.store.engine import reading


def show_period(unit_code: str, period: Period, instrument_code: str | None = None) -> PeriodView:
    """Raises `UnknownUnit`, `UnknownInstrument`."""
    with reading():
        return standing(unit_code, period, instrument_code)
