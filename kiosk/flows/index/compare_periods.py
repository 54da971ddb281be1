"""Two periods or two units side by side."""

from dataclasses import dataclass

from kiosk.domain.index.comparison import Comparison, compared, is_shared
from kiosk.domain.index.period import Period
from kiosk.flows.standings import PeriodView, standing
from kiosk.store.engine import reading

Side = tuple[str, Period]
"""A unit's code and a period."""


@dataclass(frozen=True)
class Compared:
    a: PeriodView
    b: PeriodView
    comparison: Comparison


def compare_periods(a: Side, b: Side, instrument_code: str | None = None) -> Compared:
    """Both by one instrument; raises `UnknownUnit`, `UnknownInstrument`."""
    with reading(stale_ok=True):
        one, other = standing(*a, instrument_code), standing(*b, instrument_code)
    shared = is_shared(
        (one.report.scope.unit_ids, other.report.scope.unit_ids), (one.period, other.period)
    )
    found = compared(one.figures, other.figures, one.instrument, shared=shared)
    return Compared(one, other, found)
