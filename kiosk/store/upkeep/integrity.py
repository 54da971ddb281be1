"""Whether what is in the database can be read and fits together: looked at a table at a time, on a
connection of its own that writes nothing, so that no look pins the write-ahead log for long.

SQLite: structure, indexes against their tables, keys of other tables, and every value read once:
text must be text and a number a number, which finds flipped bytes where no index covers them.
PostgreSQL: every page read, which checks its sums where the cluster keeps them, and every index by
`amcheck` where that is installed.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import text

from kiosk.store.engine import connection, db, looking, reading

LONGEST_LOOK = 4.0
"""Seconds of one look; below what an ordinary reader is given."""
_STEPS = 20_000
_BROKEN = (
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_ERROR,
)
"""No code at all: text that is no UTF-8, told by the driver."""
_ROWS = 5_000
_KINDS: dict[str, tuple[type, ...]] = {
    "INT": (int,),
    "CHAR": (str,),
    "TEXT": (str,),
    "BLOB": (bytes,),
}
"""By a word in the declared type. What was declared as something else may hold anything."""


@dataclass
class Looked:
    """``faults``: (table, what the database said), English; ``longest``: seconds of one look;
    ``skipped``: looks that were too long for one: of such a table its rows and its structure are
    looked at, but not its indexes against it."""

    tables: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)
    longest: float = 0.0
    skipped: int = 0
    is_summed: bool | None = None
    """PostgreSQL: whether its pages carry sums; None on SQLite."""


def sqlite_file() -> Path | None:
    """None on PostgreSQL and in memory."""
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database)).resolve()


def glance(seconds: float) -> tuple[str | None, bool]:
    """The structure of the whole file, for at most so long: (first fault, whether all was seen)."""
    path = sqlite_file()
    if path is None:
        return None, True
    with closing(_opened(path)) as raw, _within(raw, seconds):
        try:
            [said] = raw.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.OperationalError as stopped:
            if stopped.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                return None, False
            raise
        except sqlite3.DatabaseError as broken:
            return str(broken), True
    return (None if said == "ok" else said), True


def look() -> Looked:
    path = sqlite_file()
    return look_at(path) if path else _look_postgresql()


def look_at(path: Path) -> Looked:
    """SQLite's file, whoever else has it open."""
    found = Looked()
    with closing(_opened(path)) as raw:
        try:
            names = [row[0] for row in raw.execute(_TABLES)]
        except (sqlite3.DatabaseError, UnicodeError) as broken:
            found.faults.append(("sqlite_master", str(broken)))
            return found
        for name in names:
            found.tables += 1
            for look_at in (_structure, _keys, _values):
                _look_at(raw, name, look_at, found)
    return found


_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
    "ORDER BY name"
)


def _look_at(raw: sqlite3.Connection, name: str, look_at: Any, found: Looked) -> None:
    try:
        for said, seconds in look_at(raw, name):
            found.longest = max(found.longest, seconds)
            if said:
                found.faults.append((name, said))
    except (sqlite3.DatabaseError, UnicodeError) as error:
        code = getattr(error, "sqlite_errorcode", None) or 0
        if code & 0xFF == sqlite3.SQLITE_INTERRUPT:
            found.longest = max(found.longest, LONGEST_LOOK)
            found.skipped += 1
            if look_at is _structure:
                _look_at(raw, name, _structure_alone, found)
        elif not code or code & 0xFF in _BROKEN:
            found.faults.append((name, str(error)))
        else:
            raise


Said = Iterator[tuple[str, float]]
"""(a fault or "", seconds the look took)."""


def _structure(raw: sqlite3.Connection, name: str) -> Said:
    """With its indexes held against it; raises where that takes too long for one look."""
    yield from _pragma(raw, "integrity_check", name)


def _structure_alone(raw: sqlite3.Connection, name: str) -> Said:
    yield from _pragma(raw, "quick_check", name)


def _pragma(raw: sqlite3.Connection, look_at: str, name: str) -> Said:
    started = time.monotonic()
    with _within(raw, LONGEST_LOOK):
        rows = raw.execute(f"PRAGMA {look_at}({_quoted(name)})").fetchmany(5)
    took = time.monotonic() - started
    for (said,) in rows:
        yield ("" if said == "ok" else said), took


def _keys(raw: sqlite3.Connection, name: str) -> Said:
    started = time.monotonic()
    with _within(raw, LONGEST_LOOK):
        rows = raw.execute(f"PRAGMA foreign_key_check({_quoted(name)})").fetchmany(5)
    took = time.monotonic() - started
    yield "", took
    for row in rows:
        yield f"row {row[1]} names a row of {row[2]} that is not there", took


def _values(raw: sqlite3.Connection, name: str) -> Said:
    """Every row, some thousand in a look. Text that is no UTF-8 raises."""
    columns = raw.execute(f"PRAGMA table_info({_quoted(name)})").fetchall()
    kinds = [_kind(row[2]) for row in columns]
    key = _key(raw, name, columns)
    place, first = ", ".join(key), ", ".join("?" * len(key))
    query = f"SELECT {place}, * FROM {_quoted(name)} %s ORDER BY {place} LIMIT {_ROWS}"
    last: tuple[object, ...] = ()
    while True:
        where = f"WHERE ({place}) > ({first})" if last else ""
        started = time.monotonic()
        with _within(raw, LONGEST_LOOK):
            rows = raw.execute(query % where, last).fetchall()
        yield "", time.monotonic() - started
        for row in rows:
            if not all(map(_fits, row[len(key) :], kinds)):
                yield f"row {row[0]} holds a value of another kind", 0.0
                return
        if len(rows) < _ROWS:
            return
        last = rows[-1][: len(key)]


def _key(raw: sqlite3.Connection, name: str, columns: list[Any]) -> list[str]:
    """The columns a table is ordered by on the disk."""
    [listed] = raw.execute(f"PRAGMA main.table_list({_quoted(name)})").fetchall()
    if not listed[4]:
        return ["rowid"]
    return [_quoted(row[1]) for row in sorted(columns, key=lambda row: row[5]) if row[5]]


def _kind(declared: str) -> tuple[type, ...] | None:
    return next((kind for word, kind in _KINDS.items() if word in declared.upper()), None)


def _fits(value: object, kind: tuple[type, ...] | None) -> bool:
    return kind is None or value is None or isinstance(value, kind)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _opened(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path, isolation_level=None, timeout=5)
    raw.execute("PRAGMA query_only = ON")
    return raw


@contextmanager
def _within(raw: sqlite3.Connection, seconds: float) -> Iterator[None]:
    until = time.monotonic() + seconds
    raw.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
    try:
        yield
    finally:
        raw.set_progress_handler(None, 0)


def _look_postgresql() -> Looked:
    """Readers pin nothing here; a long one only keeps the tidying up waiting."""
    found = Looked()
    with reading():
        here = connection()
        found.is_summed = here.execute(text("SHOW data_checksums")).scalar_one() == "on"
        names = here.execute(text(_PG_TABLES)).scalars().all()
        is_checked = here.execute(text(_PG_AMCHECK)).scalar_one()
        indexes = here.execute(text(_PG_INDEXES)).all() if is_checked else []
    for name in names:
        found.tables += 1
        _ask(name, f"SELECT count(*) FROM {name}", found)
    for number, table in indexes:
        _ask(table, f"SELECT bt_index_check({int(number)}::regclass)", found)
    return found


def _ask(table: str, query: str, found: Looked) -> None:
    """Another page's sum, or an index out of order: the server says so by an error."""
    started = time.monotonic()
    try:
        with db.engine.connect() as opened, looking(opened):
            opened.execute(text("SET LOCAL statement_timeout = '30min'"))
            opened.execute(text(query))
    except Exception as broken:
        state = getattr(getattr(broken, "orig", None), "sqlstate", None) or ""
        if not state.startswith("XX"):
            raise
        found.faults.append((table, str(getattr(broken, "orig", broken))))
    found.longest = max(found.longest, time.monotonic() - started)


_PG_TABLES = (
    "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE c.relkind = 'r' AND n.nspname = current_schema() ORDER BY 1"
)
_PG_AMCHECK = "SELECT count(*) > 0 FROM pg_extension WHERE extname = 'amcheck'"
_PG_INDEXES = (
    "SELECT i.indexrelid, i.indrelid::regclass::text FROM pg_index i "
    "JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam "
    "JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE a.amname = 'btree' AND c.relkind = 'i' AND i.indisvalid "
    "AND n.nspname = current_schema() ORDER BY 1"
)


def durability() -> dict[str, str]:
    """PostgreSQL's own settings that a receipt rests on; empty on SQLite. In a look."""
    if db.engine.dialect.name == "sqlite":
        return {}
    names = ("fsync", "synchronous_commit", "full_page_writes", "data_checksums")
    with db.engine.connect() as opened, looking(opened):
        return {name: str(opened.execute(text(f"SHOW {name}")).scalar_one()) for name in names}
