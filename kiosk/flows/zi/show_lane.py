"""The protected lane as an evaluator may see it: that it works, and a band of a year gone by."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.complaint.lane_stats import Band
from kiosk.domain.place.point import UnitCard
from kiosk.flows import lane_counts
from kiosk.store.complaint import sealed
from kiosk.store.engine import reading
from kiosk.store.people import reach
from kiosk.store.place import units


@dataclass(frozen=True)
class Lane:
    """``instansi``: its name; ``ready_since``: when its team made its keys, None: not yet;
    ``band`` None: withheld."""

    unit: UnitCard
    instansi: str
    ready_since: datetime | None
    band: Band | None


def show_lane(unit_code: str, year: int, now: datetime) -> Lane:
    """Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        spot = reach.spot_of_unit_id(unit.id)
        found = sealed.instansi([spot.instansi_id] if spot else [])
        name, made = (found[0].name, found[0].made_at) if found else ("", None)
        return Lane(unit, name, made, lane_counts.instansi_band(unit, year, now))
