"""The database looked at from outside its tables: schema, pragmas, size."""

from typing import Any

from sqlalchemy import inspect, text

from kiosk.store.engine import connection, db

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


def checkpoint() -> None:
    """Fold the write-ahead log back into the database file (SQLite), outside any transaction."""
    if db.engine.dialect.name != "sqlite":
        return
    raw = db.engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
