"""The database looked at from outside its tables: schema, pragmas, size."""

import shutil
import sqlite3
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, text

from kiosk.store.engine import BUSY_MILLISECONDS, connection, db, here

WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
"""What every SQLite connection must answer; synchronous 2 is FULL."""


def schema_version() -> str | None:
    """The revision the database is at; None before the first `kiosk init`."""
    if not inspect(connection()).has_table("alembic_version"):
        return None
    found = connection().execute(text("SELECT version_num FROM alembic_version")).first()
    return str(found[0]) if found else None


def pragmas() -> dict[str, Any]:
    """Name to value on SQLite; empty elsewhere."""
    if connection().dialect.name != "sqlite":
        return {}
    return {name: connection().exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in WANTED}


def kind() -> str:
    """ "sqlite" or "postgresql"; needs no connection."""
    return db.engine.dialect.name


FOLD_WAIT_MILLISECONDS = 300
"""How long folding waits for a reader to end: writers wait as long."""


def checkpoint() -> None:
    """Fold the write-ahead log back into the database file (SQLite), outside any transaction. One
    who reads keeps it from being emptied; it is tried again at the next tick."""
    if db.engine.dialect.name != "sqlite":
        return
    pooled = db.engine.raw_connection()
    raw: Any = pooled.dbapi_connection
    try:
        # Without keeping anybody waiting, as far as it goes; what is left then is little.
        raw.execute("PRAGMA wal_checkpoint(PASSIVE)")
        raw.wait(FOLD_WAIT_MILLISECONDS)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        pooled.close()


def log_size() -> int:
    """Bytes of SQLite's write-ahead log; 0 where there is none."""
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return 0
    log = Path(f"{url.database}-wal")
    return log.stat().st_size if log.exists() else 0


def columns() -> dict[str, list[str]]:
    """Every table of ours to its columns, as the program knows them."""
    return {
        name: [column.name for column in table.columns]
        for name, table in db.metadata.tables.items()
    }


class Compacting(Enum):
    """What came of it. ELSEWHERE: no file of ours (PostgreSQL, or memory)."""

    DONE = "dipadatkan"
    TOO_LARGE = "terlalu besar"
    NO_ROOM = "cakram kurang lega"
    BUSY = "sedang dipakai"
    ELSEWHERE = "bukan SQLite"


COMPACTED_AT_ONCE = 256 * 1024 * 1024
"""Bytes of a database that is written anew in less time than a writer waits."""
_ROOM = 3


def compact(*, whatever_size: bool = False) -> Compacting:
    """Write SQLite's file anew, without what was erased. `secure_delete` alone is not enough: when
    SQLite moves rows between pages it leaves copies behind in their gaps (measured: 3 to 16 of 600
    erased texts). Nobody writes meanwhile."""
    size = database_size()
    if size == 0:
        return Compacting.ELSEWHERE
    if size > COMPACTED_AT_ONCE and not whatever_size:
        return Compacting.TOO_LARGE
    if shutil.disk_usage(Path(str(here().url.database)).resolve().parent).free < _ROOM * size:
        return Compacting.NO_ROOM
    pooled = here().raw_connection()
    raw: Any = pooled.dbapi_connection
    try:
        raw.wait(BUSY_MILLISECONDS)
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as wrong:
        if wrong.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL):
            raise
        return Compacting.BUSY
    finally:
        pooled.close()
    return Compacting.DONE


def database_size() -> int:
    """Bytes of SQLite's file; 0 where there is none."""
    url = here().url
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return 0
    return Path(str(url.database)).stat().st_size
