"""What the public may read of the services of a counter, or of an office."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.place.code import tidy
from kiosk.domain.place.point import InstansiCard, OpenPoint, UnitCard
from kiosk.domain.zi.pledge import Pledge
from kiosk.domain.zi.standard import Standard
from kiosk.store.engine import reading
from kiosk.store.index import published
from kiosk.store.place import points, units
from kiosk.store.zi import pledges, standards


@dataclass(frozen=True)
class Promised:
    """A service with the standard in force; ``unit``: whose it is, "" where that goes without
    saying."""

    code: str
    name: str
    standard: Standard | None
    unit: str = ""


@dataclass(frozen=True)
class CounterRights:
    point: OpenPoint
    services: tuple[Promised, ...]
    pledge: Pledge | None


@dataclass(frozen=True)
class OfficeRights:
    unit: UnitCard
    instansi: InstansiCard
    services: tuple[Promised, ...]
    pledge: Pledge | None


def rights_at(code: str, now: datetime) -> CounterRights:
    """Of the services of one counter, closed or not. Raises `UnknownPoint`, `RetiredCode`."""
    with reading():
        point = points.scanned(tidy(code), now)
        held = standards.published_in_force(one.id for one in point.services)
        pledge = pledges.nearest(units.upward(point.unit.id))
    shown = [Promised(one.code, one.name, held.get(one.id)) for one in point.services]
    return CounterRights(point, tuple(shown), pledge)


def rights_of(unit_code: str) -> OfficeRights:
    """Of every open service of a unit and those below it. Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        below = units.below(unit.id)
        rows = units.services_of(below)
        held = standards.published_in_force(row.id for row in rows)
        names = units.named(below)
        pledge = pledges.nearest(units.upward(unit.id))
        owner = published.owner(unit.id)
    shown = [
        Promised(
            f"{names[row.unit_id][0]}-{row.code}",
            row.name,
            held.get(row.id),
            names[row.unit_id][1] if row.unit_id != unit.id else "",
        )
        for row in rows
    ]
    return OfficeRights(unit, owner, tuple(shown), pledge)
