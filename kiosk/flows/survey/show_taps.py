"""The early-warning line of a unit: what the one-tap faces say, day by day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.index.early_warning import Alarm, Counts, Day, alarm, line
from kiosk.domain.place.point import UnitCard
from kiosk.store.engine import reading
from kiosk.store.place import points, settings, units
from kiosk.store.survey import taps

DAYS = 42


@dataclass(frozen=True)
class TapReport:
    """``days``: six weeks, today last. ``points``: name and counts of the span, by name.
    ``smallest``: of fewer taps nothing is shown, lest somebody who watched the counter reads one
    person's face in them."""

    unit: UnitCard
    days: tuple[Day, ...]
    alarm: Alarm | None
    points: tuple[tuple[str, Counts], ...]
    smallest: int

    @property
    def taps(self) -> int:
        return sum(one.taps for one in self.days)


def show_taps(unit_code: str, now: datetime) -> TapReport:
    """Of the unit and all below it. Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        today = now.astimezone(ZoneInfo(unit.zone)).date()
        first = today - timedelta(days=DAYS - 1)
        counters = points.ids_of(units.below(unit.id))
        days = line(taps.by_day(counters, first, today), today, DAYS)
        found = taps.by_point(counters, first, today)
        smallest = int(settings.of_unit(unit.id)["n-terkecil"])
    named = tuple((counters[key].name, counts) for key, counts in found.items())
    return TapReport(unit, days, alarm(days), tuple(sorted(named)), smallest)
