"""What `initialise` leaves in a database that was just migrated, worked out once a worker and kind
of database, and then copied row by row: thousands of tests begin with it.

It is asked itself wherever what it reads is not exactly as it was the first time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Table

Rows = list[dict[str, Any]]
ASKED = {"instruments", "lke_versions", "chain_heads", "holidays"}
"""What `initialise` looks at, and fills where it is empty."""


@dataclass(frozen=True)
class Begun:
    """Of the tables that `initialise` writes to: the rows before and after it; and where the
    sequences of PostgreSQL stand then."""

    before: dict[Table, Rows]
    after: dict[Table, Rows]
    numbers: dict[str, int]

    @property
    def from_nothing(self) -> bool:
        """Whether it was all done, in a database where nobody had done anything."""
        held = {table.name for table, rows in self.before.items() if rows}
        return {table.name for table in self.after} >= ASKED and held <= {"place_revision"}


_begun: dict[tuple[str, datetime], Begun] = {}


def initialise_as_ever(now: datetime) -> None:
    """What `initialise` does, in half the time or less."""
    from kiosk.flows.upkeep.initialise import initialise
    from kiosk.store.engine import db, transaction

    name = db.engine.dialect.name, now
    if name not in _begun:
        begun = _watched(now)
        if begun.from_nothing:
            _begun[name] = begun
        return
    with transaction():
        copied = _copied(_begun[name])
    if not copied:
        initialise(now)


def _watched(now: datetime) -> Begun:
    from kiosk.flows.upkeep.initialise import initialise
    from kiosk.store.engine import db, reading

    tables = db.metadata.sorted_tables
    with reading():
        before = {table: _rows(table) for table in tables}
    initialise(now)
    with reading():
        after = {table: _rows(table) for table in tables}
        touched = [table for table in tables if before[table] != after[table]]
        return Begun(
            {table: before[table] for table in touched},
            {table: after[table] for table in touched},
            _numbers(touched),
        )


def _rows(table: Table) -> Rows:
    from sqlalchemy import select

    from kiosk.store.engine import connection

    found = connection().execute(select(table).order_by(*table.primary_key.columns))
    return [dict(row._mapping) for row in found]


def _numbers(tables: list[Table]) -> dict[str, int]:
    from sqlalchemy import text

    from kiosk.store.engine import connection

    if connection().dialect.name != "postgresql":
        return {}
    known = connection().execute(text("SELECT sequencename, last_value FROM pg_sequences"))
    names = {f"{table.name}_{column.name}_seq" for table in tables for column in table.columns}
    return {row[0]: row[1] for row in known if row[0] in names and row[1] is not None}


def _copied(begun: Begun) -> bool:
    """False, and nothing is done, where the database is not as it was then."""
    from sqlalchemy import delete, insert, text

    from kiosk.store.engine import connection

    if any(_rows(table) != rows for table, rows in begun.before.items()):
        return False
    for table, rows in begun.after.items():
        if begun.before[table]:
            connection().execute(delete(table))
        connection().execute(insert(table), rows)
    for name, number in begun.numbers.items():
        moved = text("SELECT setval(:name, :number)")
        connection().execute(moved, {"name": name, "number": number})
    return True
