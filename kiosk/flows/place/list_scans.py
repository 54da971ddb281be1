"""How often the QR codes of a unit's counters were opened, a day at a time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.store.engine import reading
from kiosk.store.place import points, scans, units


@dataclass(frozen=True)
class PointScans:
    """``by_day``: every day of the span in order, also those without a scan."""

    code: str
    name: str
    by_day: tuple[tuple[date, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.by_day)


def scans_of(unit_code: str, days: int, now: datetime) -> tuple[PointScans, ...]:
    """Of the unit's own counters, by name, for the last ``days`` local days, today included.

    Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        today = now.astimezone(ZoneInfo(unit.zone)).date()
        span = [today - timedelta(days=back) for back in range(days - 1, -1, -1)]
        counters = points.ids_of([unit.id])
        found = scans.between(counters, span[0], span[-1]) if counters else {}
    return tuple(
        PointScans(row.code, row.name, tuple((day, found.get((key, day), 0)) for day in span))
        for key, row in counters.items()
    )
