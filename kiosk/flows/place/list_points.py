"""A unit's counters, whole."""

from dataclasses import dataclass

from kiosk.domain.place.point import OpenPoint, UnitCard
from kiosk.store.engine import reading
from kiosk.store.place import points, units


@dataclass(frozen=True)
class UnitPoints:
    """``closed``: codes of counters closed themselves, not with their unit."""

    unit: UnitCard
    points: tuple[OpenPoint, ...]
    closed: frozenset[str] = frozenset()


def list_points(unit_code: str) -> UnitPoints:
    """Open and closed ones, by name; raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        rows = points.of_units([unit.id])
        closed = frozenset(row.code for row in rows if row.closed_at is not None)
        return UnitPoints(unit, tuple(points.opened(row.code) for row in rows), closed)
