"""Find a unit by words, or list what an installation holds."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kiosk.store.engine import reading
from kiosk.store.place import points, units


@dataclass(frozen=True)
class FoundPoint:
    code: str
    name: str


@dataclass(frozen=True)
class FoundUnit:
    """A unit with its open counters, as a citizen or an operator looks for it."""

    code: str
    name: str
    instansi: str
    parent: str | None
    zone: str | None
    services: tuple[tuple[str, str], ...]
    points: tuple[FoundPoint, ...]


def find_place(words: str) -> list[FoundUnit]:
    """Units whose name, code or instansi has every word; those with open counters only."""
    with reading():
        rows = units.search(words) if words.strip() else []
        return [one for one in _filled(rows) if one.points]


def list_places() -> list[FoundUnit]:
    """Every unit; those with counters first, so that the first listed can be used at once."""
    with reading():
        listed = _filled(units.all_with_parents())
    return sorted(listed, key=lambda unit: not unit.points)


def _filled(rows: list[Any]) -> list[FoundUnit]:
    ids = [row.id for row in rows]
    services = _by_unit(units.services_of(ids))
    counters = _by_unit([row for row in points.of_units(ids) if row.closed_at is None])
    return [
        FoundUnit(
            code=row.code,
            name=row.name,
            instansi=row.instansi,
            parent=getattr(row, "parent", None),
            zone=getattr(row, "timezone", None),
            services=tuple((one.code, one.name) for one in services.get(row.id, ())),
            points=tuple(FoundPoint(one.code, one.name) for one in counters.get(row.id, ())),
        )
        for row in rows
    ]


def _by_unit(rows: list[Any]) -> dict[int, list[Any]]:
    ordered = sorted(rows, key=lambda row: row.unit_id)
    return {unit: list(group) for unit, group in groupby(ordered, key=lambda row: row.unit_id)}
