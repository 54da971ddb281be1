"""What the posters of a unit hold: its own counters and those of every unit below it."""

from dataclasses import dataclass

from kiosk.domain.place.point import UnitCard, UnknownPoint
from kiosk.domain.place.poster import Poster
from kiosk.store.engine import reading
from kiosk.store.place import edits, points, units


@dataclass(frozen=True)
class UnitPosters:
    """Open counters only, in the tree's order, then by name."""

    unit: UnitCard
    posters: tuple[Poster, ...]


def print_posters(unit_code: str, point_code: str | None = None) -> UnitPosters:
    """Of the whole unit, or of one of its counters. Raises `UnknownUnit`, `UnknownPoint`."""
    with reading():
        unit = units.by_code(unit_code)
        below = units.below(unit.id)
        found = [points.opened(row.code) for row in points.of_units(below)]
        crest = edits.crest(found[0].instansi.code) if found else None
    place = {key: at for at, key in enumerate(below)}
    found.sort(key=lambda point: place[point.unit.id])
    chosen = [one for one in found if not one.closed and point_code in (None, one.code)]
    if point_code is not None and not chosen:
        raise UnknownPoint("Tidak ada loket dengan kode itu di unit ini.")
    return UnitPosters(
        unit,
        tuple(
            Poster(one.name, one.code, one.unit.name, one.instansi.name, crest) for one in chosen
        ),
    )
