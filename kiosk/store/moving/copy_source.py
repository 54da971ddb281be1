"""An installation read for a copy: every table of the models, in chunks by its key."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, func, literal, select, text, tuple_

from kiosk.store.complaint.tables import TicketWords
from kiosk.store.engine import connection, db
from kiosk.store.people.tables import AuditRecord
from kiosk.store.survey.tables import StoredAnswer

CHUNK = 1_000
DERIVED = frozenset({TicketWords.__table__.c.words})
"""Made anew on the other side (`store.complaint.search.rebuild`): each database has its own."""

Key = tuple[Any, ...]
Rows = Sequence[Sequence[Any]]


def tables() -> list[Table]:
    """In the order they are filled: what is referred to before what refers to it."""
    return list(db.metadata.sorted_tables)


def columns(table: Table) -> list[Column[Any]]:
    return [one for one in table.columns if one not in DERIVED]


def hold() -> Connection:
    """The ambient transaction, as the source: nobody else writes until it ends. SQLite gives a
    writer that by itself; and it writes nothing."""
    here = connection()
    if here.dialect.name == "postgresql":
        here.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        quoted = ", ".join(here.dialect.identifier_preparer.format_table(one) for one in tables())
        here.execute(text(f"LOCK TABLE {quoted} IN SHARE MODE"))
    return here


def origin(schema: str) -> str:
    """What no other installation has: the hash of its first audit record; with its schema."""
    query = select(AuditRecord.hash).where(AuditRecord.seq == 1)
    return f"{schema}:{(connection().scalar(query) or b'').hex()}"


def months(source: Connection) -> set[int]:
    """Of which there are answers."""
    return set(source.scalars(select(StoredAnswer.month).distinct()))


def count(table: Table) -> int:
    return int(connection().execute(select(func.count()).select_from(table)).scalar_one())


def chunks(source: Connection, table: Table, after: Key | None = None) -> Iterator[Rows]:
    """Rows in the order of their key, from behind ``after``."""
    while rows := chunk(source, table, after):
        yield rows
        after = key_of(table, rows[-1])


def chunk(source: Connection, table: Table, after: Key | None) -> Rows:
    """The next `CHUNK` rows; fewer, or none, at the end."""
    key = list(table.primary_key.columns)
    query = select(*columns(table)).order_by(*key).limit(CHUNK)
    if after is not None:
        bound = [literal(value, one.type) for value, one in zip(after, key, strict=True)]
        query = query.where(tuple_(*key) > tuple_(*bound))
    return source.execute(query).all()


def _places(table: Table) -> list[int]:
    """Where the parts of the key stand among the columns."""
    wanted = columns(table)
    return [wanted.index(one) for one in table.primary_key.columns]


def key_of(table: Table, row: Sequence[Any]) -> Key:
    return tuple(row[place] for place in _places(table))
