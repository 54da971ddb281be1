"""What every migration is wrapped in: one transaction, alone, no row lost, no reference broken."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, MetaData, Table, func, inspect, select, text

from kiosk.store.engine import BUSY_MILLISECONDS

_ALONE = 8_031_462_117
"""Any number: of PostgreSQL's advisory lock that migrations of this program take."""

MIGRATIONS = Path(__file__).parents[2] / "migrations"
ENGINE = "engine"
"""Under which name Alembic's entry is told of another database than the application's."""
Counts = Mapping[str, int]


class RowsChanged(RuntimeError):
    """A migration would have lost or added rows of a table that was there, or left a reference
    to none; nothing was changed."""


def upgrade(engine: Engine) -> None:
    """Bring another database than the application's to the newest schema."""
    told = Config(MIGRATIONS / "alembic.ini", attributes={ENGINE: engine})
    told.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(told, "head")


@contextmanager
def whole(opened: Connection) -> Iterator[None]:
    """All migrations of one call, or none of them. Killed at any statement, the database is what
    it was before: SQLite's schema changes are transactional too, where the driver lets them."""
    with _without_foreign_keys(opened), opened.begin():
        if opened.dialect.name == "postgresql":
            _begin_alone(opened)
        before = _counts(opened)
        yield
        _refuse_losses(opened, before)


def _begin_alone(opened: Connection) -> None:
    """Behind another machine's upgrade, however long that takes; an index on a million rows may
    take longer than a page may."""
    opened.execute(text("SET LOCAL statement_timeout = 0"))
    opened.execute(text("SET LOCAL lock_timeout = 0"))
    opened.execute(select(func.pg_advisory_xact_lock(_ALONE)))
    opened.execute(text(f"SET LOCAL lock_timeout = {BUSY_MILLISECONDS}"))


@contextmanager
def _without_foreign_keys(opened: Connection) -> Iterator[None]:
    """SQLite alters a table by copying it and dropping the old one, which deletes by ON DELETE
    CASCADE what refers to it. The switch does nothing inside a transaction; so it is thrown
    by the driver, before one."""
    if opened.dialect.name != "sqlite":
        yield
        return
    cursor = opened.connection.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        cursor.execute("PRAGMA foreign_keys = ON")


def _counts(opened: Connection) -> Counts:
    """Rows of every table there is, but Alembic's own."""
    names = [one for one in inspect(opened).get_table_names() if one != "alembic_version"]
    tables = (Table(name, MetaData()) for name in names)
    query = select(func.count())
    return {one.name: opened.execute(query.select_from(one)).scalar_one() for one in tables}


def _refuse_losses(opened: Connection, before: Counts) -> None:
    after = _counts(opened)
    changed = [name for name in before.keys() & after.keys() if before[name] != after[name]]
    if changed:
        raise RowsChanged(f"rows would change in: {', '.join(sorted(changed))}")
    if opened.dialect.name == "sqlite":
        broken = opened.execute(text("PRAGMA foreign_key_check")).first()
        if broken is not None:
            raise RowsChanged(f"a row of {broken[0]} would refer to none in {broken[2]}")
