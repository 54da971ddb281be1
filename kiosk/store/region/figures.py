"""Rows of the region tables: only what differs is written, so that little goes over the line."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.domain.index.region import SHAPE, changes
from kiosk.store.engine import connection
from kiosk.store.region.region_tables import (
    RegionFill,
    RegionMark,
    region_complaints,
    region_indexes,
    region_tallies,
)

Row = tuple[Any, ...]
TALLIES, COMPLAINTS, INDEXES = region_tallies, region_complaints, region_indexes
_FILLS: Any = RegionFill.__table__
_MARKS: Any = RegionMark.__table__
PUBLISHED: tuple[Table, ...] = (TALLIES, COMPLAINTS, INDEXES, _FILLS)
EVERY = (*PUBLISHED, _MARKS)


def bring(table: Table, region: str, wanted: Mapping[Row, Row], month: int | None = None) -> int:
    """Make the rows of a region (and month) those; how many were written or removed. ``wanted``:
    the key after region and month to the other columns."""
    fixed = {"region": region} if month is None else {"region": region, "month": month}
    keys = [one.name for one in table.primary_key if one.name not in fixed]
    others = [one.name for one in table.columns if not one.primary_key]
    written, gone = changes(_kept(table, fixed, keys, others), wanted)
    named = [
        {
            **fixed,
            **dict(zip(keys, key, strict=True)),
            **dict(zip(others, row, strict=True)),
        }
        for key, row in sorted(written.items())
    ]
    _put(table, named)
    for key in gone:
        _remove(table, {**fixed, **dict(zip(keys, key, strict=True))})
    return len(written) + len(gone)


def _kept(
    table: Table, fixed: Mapping[str, Any], keys: list[str], others: list[str]
) -> dict[Row, Row]:
    query = select(*(table.c[name] for name in (*keys, *others))).where(_is(table, fixed))
    width = len(keys)
    return {tuple(row[:width]): tuple(row[width:]) for row in connection().execute(query)}


def _is(table: Table, values: Mapping[str, Any]) -> Any:
    return and_(*(table.c[name] == value for name, value in values.items()))


def _put(table: Table, rows: list[dict[str, Any]]) -> None:
    """One statement for all: a tally has ninety columns, and writing many rows of them into one
    text costs more than the database does."""
    if not rows:
        return
    make = postgresql.insert if connection().dialect.name == "postgresql" else sqlite.insert
    new = make(table)
    others = {one.name: new.excluded[one.name] for one in table.columns if not one.primary_key}
    keys = [one.name for one in table.primary_key]
    connection().execute(new.on_conflict_do_update(index_elements=keys, set_=others), rows)


def _remove(table: Table, values: Mapping[str, Any]) -> None:
    connection().execute(delete(table).where(_is(table, values)))


def months(region: str) -> dict[str, set[int]]:
    """Table to the months a region has rows of."""
    found = {}
    for table in (TALLIES, COMPLAINTS):
        query = select(table.c.month).where(table.c.region == region).distinct()
        found[table.name] = set(connection().scalars(query))
    return found


def drop(region: str) -> int:
    """Everything of a region, marks too; how many published rows."""
    connection().execute(delete(_MARKS).where(_MARKS.c.region == region))
    return sum(
        connection().execute(delete(table).where(table.c.region == region)).rowcount
        for table in PUBLISHED
    )


def tell_filled(region: str, at: datetime) -> None:
    _put(_FILLS, [{"region": region, "filled_at": at, "shape": SHAPE}])


def filled_at(region: str) -> datetime | None:
    query = select(RegionFill.filled_at).where(RegionFill.region == region)
    return connection().scalar(query)


def marks() -> dict[str, tuple[str, str]]:
    """Name to region and digest."""
    rows = connection().execute(select(RegionMark.name, RegionMark.region, RegionMark.digest))
    return {row.name: (row.region, row.digest) for row in rows}


def mark(name: str, region: str, digest: str) -> None:
    connection().execute(delete(_MARKS).where(_MARKS.c.name == name))
    connection().execute(insert(_MARKS).values(name=name, region=region, digest=digest))


def unmark(names: Iterable[str]) -> None:
    connection().execute(delete(_MARKS).where(_MARKS.c.name.in_(tuple(names))))


def counts(region: str) -> dict[str, int]:
    """Published table to its rows of a region."""
    return {
        table.name: connection().scalar(
            select(func.count()).select_from(table).where(table.c.region == region)
        )
        or 0
        for table in PUBLISHED
    }
