"""Calendars of many units at once, kept by each worker for as long as no place changes.

Units that hold no days and hours of their own share one calendar, and the working days that it
has counted: a page of 25 tickets from 25 units reads nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select, union

from kiosk.domain.complaint.workdays import Calendar
from kiosk.store.engine import connection
from kiosk.store.place import calendar, revision
from kiosk.store.place.tables import Holiday, OfficeHours, Unit

_Kind = tuple[str, tuple[tuple[int, int], ...]]
"""A zone, and who above (how far, which unit) has anything of its own."""


@dataclass
class _Kept:
    revision: int
    units: Mapping[int, tuple[int | None, str]]
    special: frozenset[int]
    found: dict[_Kind, Calendar] = field(default_factory=dict)


_kept: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def of_units(unit_ids: Iterable[int]) -> dict[int, Calendar]:
    """As `calendar.of_unit` says of each."""
    kept = _current()
    return {one: _of(one, kept) for one in set(unit_ids)}


def _current() -> _Kept:
    now, engine = revision.current(), connection().engine
    known = _kept.get(engine)
    if known is None or known.revision != now:
        known = _kept[engine] = _Kept(now, _units(), _special())
    return known


def _units() -> dict[int, tuple[int | None, str]]:
    rows = connection().execute(select(Unit.id, Unit.parent_id, Unit.timezone))
    return {row.id: (row.parent_id, row.timezone) for row in rows}


def _special() -> frozenset[int]:
    """Units with days or hours of their own."""
    days = select(Holiday.unit_id).where(Holiday.withdrawn_at.is_(None))
    hours = select(OfficeHours.unit_id).where(OfficeHours.withdrawn_at.is_(None))
    return frozenset(connection().scalars(union(days, hours))) - {calendar.NATION}


def _of(unit_id: int, kept: _Kept) -> Calendar:
    kind = _kind(unit_id, kept)
    known = kept.found.get(kind)
    if known is None:
        known = kept.found[kind] = calendar.of_unit(unit_id)
    return known


def _kind(unit_id: int, kept: _Kept) -> _Kind:
    above, seen, current = [], 0, unit_id
    while current is not None and seen < len(kept.units):
        if current in kept.special:
            above.append((seen, current))
        seen, current = seen + 1, kept.units[current][0]  # type: ignore[assignment]
    return kept.units[unit_id][1], tuple(above)
