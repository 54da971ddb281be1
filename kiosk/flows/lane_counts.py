"""Steps that flows share: what may be told of the protected lane to those who do not handle it.
Inside the caller's look."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.lane_stats import Band, band
from kiosk.domain.place.point import UnitCard
from kiosk.store.complaint import sealed
from kiosk.store.people import reach
from kiosk.store.place import units


def instansi_band(unit: UnitCard, year: int, now: datetime) -> Band | None:
    """Of the whole instansi ``unit`` belongs to, in a year that is over where the unit is; None:
    withheld."""
    spot, zone = reach.spot_of_unit_id(unit.id), ZoneInfo(unit.zone)
    if spot is None:
        return None
    since, until = (datetime(one, 1, 1, tzinfo=zone) for one in (year, year + 1))
    cases = sealed.count(spot.instansi_id, since, until)
    return band(cases, len(units.open_in(spot.instansi_id)), is_over=until <= now)
