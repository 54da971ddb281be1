"""The other database of a copy, in the ambient transaction there.

A chunk is written together with the mark of how far the copy is: whoever is killed goes on behind
the last chunk. Until the copy is whole the target's schema has a name no program knows.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    MetaData,
    String,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.exc import DataError, IntegrityError

from kiosk.domain.refusal import Refusal
from kiosk.domain.upkeep.copied import EMPTY, Sum
from kiosk.store.engine import connection, db, reading
from kiosk.store.moving import copy_source
from kiosk.store.moving.copy_source import Key, Rows, columns, key_of, tables

UNFINISHED = "menyalin"
"""Stands where the schema's name belongs: no service starts on half a copy."""
_ORIGIN = ""

_marks = Table(
    "copy_marks",
    MetaData(),
    Column("name", String(64), primary_key=True),
    Column("last", Text, nullable=False),
    Column("rows", BigInteger, nullable=False),
    Column("sum", String(64), nullable=False),
)


@dataclass(frozen=True)
class Mark:
    """How far a table is copied. ``last``: key of the last row, None before the first."""

    last: Key | None = None
    sum: Sum = EMPTY


class Refused(Exception):
    """The target does not take some row of these."""


class Rejected(Refusal):
    """The row it does not take; what was copied before stays."""


def begun() -> str | None:
    """The origin of the half copy that lies there, "" for other tables, None for nothing."""
    found = inspect(connection())
    if found.has_table(_marks.name):
        query = select(_marks.c.last).where(_marks.c.name == _ORIGIN)
        return connection().scalar(query)
    return "" if found.get_table_names() else None


def begin(told: str) -> None:
    """Name the origin; before anything else is made there."""
    _marks.create(connection())
    values = {"name": _ORIGIN, "last": told, "rows": 0, "sum": ""}
    connection().execute(insert(_marks).values(values))


def empty() -> None:
    """Nothing of what lies there stays; and it has no schema a program would take."""
    here, whole = connection(), tables()
    if here.dialect.name == "postgresql":
        format_table = here.dialect.identifier_preparer.format_table
        here.execute(text(f"TRUNCATE {', '.join(format_table(one) for one in whole)}"))
    else:
        for one in reversed(whole):
            here.execute(delete(one))
    here.execute(delete(_marks).where(_marks.c.name != _ORIGIN))
    _name_schema(UNFINISHED)


def _name_schema(name: str) -> None:
    connection().execute(text("UPDATE alembic_version SET version_num = :name"), {"name": name})


def marks() -> dict[str, Mark]:
    query = select(_marks).where(_marks.c.name != _ORIGIN)
    return {row.name: _as_mark(row) for row in connection().execute(query)}


def _as_mark(row: Any) -> Mark:
    table = db.metadata.tables[row.name]
    told = ast.literal_eval(row.last)
    last = None if told is None else tuple(_decoded(one, to) for one, to in _parts(table, told))
    return Mark(last, Sum(row.rows, int(row.sum, 16)))


def _parts(table: Table, told: Sequence[Any]) -> Iterator[tuple[Any, Column[Any]]]:
    yield from zip(told, table.primary_key.columns, strict=True)


def _decoded(value: Any, column: Column[Any]) -> Any:
    return date.fromisoformat(value) if column.type.python_type is date else value


def set_mark(table: Table, mark: Mark) -> None:
    told = mark.last and tuple(
        one.isoformat() if isinstance(one, date) else one for one in mark.last
    )
    values = {
        "last": repr(told),
        "rows": mark.sum.rows,
        "sum": mark.sum.text,
    }
    here, same = connection(), _marks.c.name == table.name
    if here.execute(update(_marks).where(same).values(values)).rowcount == 0:
        here.execute(insert(_marks).values(name=table.name, **values))


def put(table: Table, rows: Rows) -> None:
    """Add rows as they are; but whom a row refers to in its own table is told by `tie`: it may
    come behind. Raises `Refused`; then this transaction is lost."""
    here: Any = connection()
    driver = here.dialect.loaded_dbapi
    try:
        _put(table, rows)
    except (DataError, IntegrityError, driver.DataError, driver.IntegrityError) as error:
        raise Refused from error


def name_refused(table: Table, rows: Rows) -> None:
    """In a transaction of its own: raises `Rejected` for the first row that `put` does not
    take. Its values stay out of the message."""
    for row in rows:
        try:
            put(table, [row])
        except Refused as refused:
            why: Any = refused.__cause__
            raise Rejected(
                "Tabel %(table)s, baris %(key)s: tidak diterima basis data tujuan (%(why)s). "
                "Perbaiki baris itu di sumber, lalu jalankan lagi; salinan dilanjutkan.",
                table=table.name,
                key=key_of(table, row),
                why=type(getattr(why, "orig", None) or why).__name__,
            ) from None


def ties(table: Table) -> list[Column[Any]]:
    """Columns that refer to rows of the same table."""
    return [one.parent for one in table.foreign_keys if one.column.table is table]


def tie(table: Table, rows: Rows) -> None:
    """Let rows that are all there refer to each other."""
    key = list(table.primary_key.columns)
    same = and_(*(one == bindparam(f"key_{one.name}") for one in key))
    for column in ties(table):
        place = columns(table).index(column)
        found = [
            {f"key_{one.name}": part for one, part in zip(key, key_of(table, row), strict=True)}
            | {"refers": row[place]}
            for row in rows
            if row[place] is not None
        ]
        if found:
            change = update(table).where(same).values({column: bindparam("refers")})
            connection().execute(change, found)


def _put(table: Table, rows: Rows) -> None:
    here, wanted = connection(), columns(table)
    tied = {wanted.index(one) for one in ties(table)}
    if tied:
        rows = [[None if at in tied else one for at, one in enumerate(row)] for row in rows]
    if here.dialect.name == "postgresql":
        _pour(here, table, wanted, rows)
    else:
        names = [one.name for one in wanted]
        here.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])


def _pour(here: Connection, table: Table, wanted: Sequence[Column[Any]], rows: Rows) -> None:
    """PostgreSQL's COPY: ten times as fast as INSERT."""
    prepare = here.dialect.identifier_preparer
    names = ", ".join(prepare.format_column(one) for one in wanted)
    cursor: Any = here.connection.cursor()
    with cursor.copy(f"COPY {prepare.format_table(table)} ({names}) FROM STDIN") as out:
        for row in rows:
            out.write_row(row)


def chunks(table: Table) -> Iterator[Rows]:
    """What lies there now, each chunk in a look of its own."""
    after: Key | None = None
    while True:
        with reading():
            rows = copy_source.chunk(connection(), table, after)
        if not rows:
            return
        yield rows
        after = key_of(table, rows[-1])


def finish(schema: str) -> None:
    """The copy is whole: numbers go on behind the highest, and a program may start on it."""
    for table in tables():
        _go_on_counting(table)
    _marks.drop(connection())
    _name_schema(schema)


def _go_on_counting(table: Table) -> None:
    """SQLite numbers behind the highest by itself."""
    here, counted = connection(), table.autoincrement_column
    if here.dialect.name != "postgresql" or counted is None:
        return
    named = func.pg_get_serial_sequence(table.name, counted.name)
    highest = here.scalar(select(func.max(counted)))
    if highest is not None and here.scalar(select(named)) is not None:
        here.execute(select(func.setval(named, highest)))
