"""Breakdowns: rows like the tallies', by who answered and when, added to by the jobs process."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sqlalchemy import ColumnElement, delete, select

from kiosk.domain.index.splitting import Key, Kind
from kiosk.domain.index.tally import Tally
from kiosk.domain.survey.instrument import Instrument
from kiosk.store.engine import connection
from kiosk.store.index import tallies
from kiosk.store.index.tables import breakdowns
from kiosk.store.statement import Prepared

KEYS = ("month", "unit_id", "instrument_id", "kind", "value", "part")
Slice = tuple[int, int, int]
"""(unit id, instrument id, month)."""
Row = tuple[int, ...]


@cache
def _upsert(instrument: Instrument) -> Prepared:
    return tallies.upserting(breakdowns, KEYS, instrument)


def put(one: Slice, instrument: Instrument, found: Mapping[Key, Tally]) -> None:
    """Add tallies to the rows of a slice. In order of key, so that no two writers wait for each
    other."""
    unit_id, instrument_id, month = one
    for key in sorted(found):
        row = dict(zip(KEYS, (month, unit_id, instrument_id, *key), strict=True))
        _upsert(instrument).run({**row, **tallies.named(instrument, found[key])})


def read(
    instrument: Instrument,
    instrument_id: int,
    unit_ids: Sequence[int],
    months: Iterable[int],
    kinds: Iterable[Kind],
) -> dict[Key, Tally]:
    """Sums over units and months."""
    split = (breakdowns.c.kind, breakdowns.c.value, breakdowns.c.part)
    query = (
        select(*split, *tallies.summed(breakdowns, instrument))
        .where(breakdowns.c.month.in_(tuple(months)), breakdowns.c.unit_id.in_(tuple(unit_ids)))
        .where(breakdowns.c.instrument_id == instrument_id)
        .where(breakdowns.c.kind.in_([int(one) for one in kinds]))
        .group_by(*split)
    )
    rows = connection().execute(query)
    return {(row[0], row[1], row[2]): tallies.of_sums(instrument, row[3:]) for row in rows}


def clear(unit_id: int, month: int) -> None:
    connection().execute(delete(breakdowns).where(*_where(unit_id, month)))


def rows_of(unit_id: int, month: int) -> dict[int, dict[Row, Row]]:
    """Every row of a unit's month as plain numbers, by instrument: (kind, value, part) to sums
    and cells."""
    found: dict[int, dict[Row, Row]] = {}
    for row in connection().execute(select(breakdowns).where(*_where(unit_id, month))):
        found.setdefault(row.instrument_id, {})[tuple(row[3:6])] = tuple(row[6:])
    return found


def months() -> list[int]:
    """Wherever there is a breakdown."""
    return tallies.months_of(breakdowns)


def _where(unit_id: int, month: int) -> tuple[ColumnElement[bool], ...]:
    return breakdowns.c.month == month, breakdowns.c.unit_id == unit_id
