"""Who is at the first counters of the demo, so that figures per officer can be tried."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from kiosk.store.engine import transaction
from kiosk.store.people import duties, staff
from kiosk.store.place import points, settings, units

SINCE = timedelta(days=400)


def fill_duties(unit_code: str, people: Sequence[str], now: datetime) -> int:
    """``people``: codes of staff, one to each of the unit's first counters; how many were put
    somewhere. Figures per officer are switched on for this unit."""
    with transaction():
        unit = units.by_code(unit_code)
        settings.put(unit.id, "per-petugas", "ya", now)
        counters = sorted(points.ids_of([unit.id]))
        pairs = list(zip(counters, people, strict=False))
        for point_id, code in pairs:
            person = staff.by_code(code)
            duties.add(point_id, person.id, (now - SINCE).date(), None)
    return len(pairs)
