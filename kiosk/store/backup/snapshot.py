"""One consistent state of the database as a file, taken while others write.

SQLite by its own backup in a single step: a look of seconds that nobody waits for. In small steps
it begins anew at every write of somebody else, and at fifty a second never came to its end.
PostgreSQL by its own `pg_dump`, of the very state whose rows are counted.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from kiosk.domain.upkeep.backup import BackupFailed
from kiosk.store.backup import postgres
from kiosk.store.engine import connection, db, reading
from kiosk.store.upkeep.backups import on_disk
from kiosk.store.upkeep.database import schema_version

SQLITE, POSTGRESQL = "sqlite", "postgresql"
NAMES = {SQLITE: "database.sqlite3", POSTGRESQL: "database.pgdump"}
_DAMAGED = (
    "Basis data rusak, jadi tidak dicadangkan di atas cadangan yang baik. Lihat kiosk doctor, lalu "
    "pulihkan cadangan terbaru yang teruji."
)


@dataclass(frozen=True)
class Snapshot:
    """``counts``: rows of each table in this very state."""

    path: Path
    engine: str
    schema: str
    counts: dict[str, int]


def size() -> int:
    """Bytes of the database in use: so much room its copy needs, at the most."""
    query = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    with reading():
        if connection().dialect.name != SQLITE:
            query = "SELECT pg_database_size(current_database())"
        return int(connection().execute(text(query)).scalar_one())


def take(folder: Path) -> Snapshot:
    """Raises `BackupFailed` where what was copied is not sound."""
    if db.engine.dialect.name == SQLITE:
        return _of_sqlite(folder / NAMES[SQLITE])
    return _of_postgresql(folder / NAMES[POSTGRESQL])


def _of_sqlite(target: Path) -> Snapshot:
    source, copy = db.engine.raw_connection(), sqlite3.connect(target)
    target.chmod(0o600)
    try:
        # On the disk before it is read again below, and that once, at the end.
        copy.execute("PRAGMA synchronous = OFF")
        raw: sqlite3.Connection = source.driver_connection  # type: ignore[assignment]
        raw.backup(copy, pages=-1)
        # Alone in its folder it needs no log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
        counts, schema = _looked_at(copy)
    finally:
        copy.close()
        source.close()
    on_disk(target)
    return Snapshot(target, SQLITE, schema, counts)


def _looked_at(copy: sqlite3.Connection) -> tuple[dict[str, int], str]:
    """The engine's own word that every page is sound: a copy of a damaged file is damaged."""
    try:
        said = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as wrong:
        raise BackupFailed(_DAMAGED) from wrong
    if said != "ok":
        raise BackupFailed(_DAMAGED)
    schema = copy.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    names = copy.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return counted(lambda sql: int(copy.execute(sql).fetchone()[0]), [n for (n,) in names]), schema


def counts_of(path: Path) -> dict[str, int]:
    """Of a copy that nobody uses; raises `BackupFailed` where a page of it is not sound."""
    copy = sqlite3.connect(path)
    try:
        return _looked_at(copy)[0]
    finally:
        copy.close()


def counted(ask: "postgres.Ask", names: list[str]) -> dict[str, int]:
    """Rows of each table, the engine's own ones left out."""
    ours = sorted(name for name in names if not name.startswith("sqlite_"))
    return {name: ask(f'SELECT count(*) FROM "{name}"') for name in ours}


def counts_here() -> dict[str, int]:
    """Of the database in use, in one look."""
    with reading():
        return _counts()


def _counts() -> dict[str, int]:
    here = connection()
    return counted(lambda sql: int(here.execute(text(sql)).scalar_one()), _tables())


def _tables() -> list[str]:
    query = "SELECT name FROM sqlite_schema WHERE type = 'table'"
    if connection().dialect.name != SQLITE:
        # Parts of a table are its rows.
        query = (
            "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
            "AND relkind IN ('r', 'p') AND NOT relispartition"
        )
    return [str(name) for name in connection().scalars(text(query))]


def _of_postgresql(target: Path) -> Snapshot:
    with reading():
        # It waits here for as long as pg_dump needs the state it shows.
        connection().execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        name = str(connection().scalar(text("SELECT pg_export_snapshot()")))
        postgres.dump(db.engine.url, target, name, _server_major())
        schema, counts = str(schema_version()), _counts()
    on_disk(target)
    return Snapshot(target, POSTGRESQL, schema, counts)


def _server_major() -> int:
    return int(connection().execute(text("SHOW server_version_num")).scalar_one()) // 10_000
