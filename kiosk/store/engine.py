"""The one door to the database.

``transaction()`` is one write, whole or not at all; ``reading()`` is one consistent look.
Inside either, `connection()` is the ambient connection every store function uses. On SQLite
every writing transaction begins IMMEDIATE: SQLAlchemy's default there loses updates silently
(8 processes x 200 read-modify-writes ended at 69 of 1,600, without an error).
"""

import errno
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase

from kiosk.domain.refusal import Busy, Full, Refusal, Unprepared

BUSY_MILLISECONDS = 5_000
LOOK_AGAIN = (0.000_5, 0.004)
"""Seconds between two looks of a waiting writer, drawn anew each time."""
WAL_KEPT_BYTES = 4 * 1024 * 1024
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table. Constraints have names from the first day: batch migrations need them."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base, disable_autonaming=True)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class NestedTransaction(RuntimeError):
    """A flow opened a second transaction inside its own: one write is one transaction."""


_current: ContextVar[Connection | None] = ContextVar("connection", default=None)


def connection() -> Connection:
    """The connection of the transaction or look this code runs in."""
    current = _current.get()
    if current is None:
        raise RuntimeError("Store functions run inside transaction() or reading().")
    return current


@contextmanager
def transaction() -> Iterator[None]:
    """One write: committed at the end, rolled back on any error. Raises `Busy`, `Full`."""
    if _current.get() is not None:
        raise NestedTransaction
    with _scope(writes=True):
        yield


@contextmanager
def reading() -> Iterator[None]:
    """One consistent look; joins the transaction it is called in. Keep it short: an old reader
    pins the write-ahead log."""
    if _current.get() is not None:
        yield
        return
    with _scope(writes=False):
        yield


@contextmanager
def _scope(*, writes: bool) -> Iterator[None]:
    try:
        with db.engine.connect() as opened:
            if not writes:
                opened.execution_options(**_reader(opened))
            with opened.begin():
                token = _current.set(opened)
                try:
                    yield
                finally:
                    _current.reset(token)
    except (DBAPIError, sqlite3.Error, OSError) as error:
        told = _told(error)
        if told is None:
            raise
        raise told from error


def _reader(opened: Connection) -> dict[str, Any]:
    """PostgreSQL's own default would show a look two states: one of its figures from before
    somebody's commit, the next from after it. SQLite's reader has one state by itself."""
    if opened.dialect.name == "sqlite":
        return {"writes": False}
    return {"writes": False, "isolation_level": "REPEATABLE READ"}


_BUSY_STATES = ("55P03", "57014", "57P03", "40P01", "53300")
"""PostgreSQL: lock not available, cancelled, starting, deadlock, too many connections."""


_FULL_STATE = "53100"
_FULL_DISK = (errno.ENOSPC, errno.EDQUOT)


def _told(error: DBAPIError | sqlite3.Error | OSError) -> Refusal | None:
    """What a person can do about it; None for a fault of ours."""
    if isinstance(error, OSError):
        # A key file that a transaction makes beside the database: the same full disk.
        return Full() if error.errno in _FULL_DISK else None
    raw: Any = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(raw, "sqlstate", "")
    if getattr(raw, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL or state == _FULL_STATE:
        return Full()
    if "no such table" in str(raw) or state == "42P01":
        return Unprepared("Basis data belum siap. Jalankan dahulu: kiosk init.")
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    # Without a state nobody answered: psycopg says so of a connection, and of nothing else.
    unreachable = state is None and isinstance(error, OperationalError)
    if lost or unreachable:
        return Busy("Basis data tidak dapat dihubungi. Tunggu sebentar, lalu ulangi.")
    locked = isinstance(raw, sqlite3.OperationalError) and "locked" in str(raw)
    if locked or state in _BUSY_STATES:
        return Busy("Sistem sedang sibuk. Tunggu sebentar, lalu kirim lagi.")
    return None


def prepare(engine: Engine) -> None:
    """Give an engine the manners this project relies on."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_connect)
        event.listen(engine, "begin", _sqlite_begin)


def _sqlite_connect(raw: Any, _record: object) -> None:
    """FULL, not NORMAL: an acknowledged answer must survive a power cut."""
    raw.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_MILLISECONDS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"journal_size_limit = {WAL_KEPT_BYTES}",
    ):
        raw.execute(f"PRAGMA {pragma}")


def _sqlite_begin(opened: Connection) -> None:
    """Immediate unless declared a reader: a read that turns into a write fails at once or loses.

    By the driver, so that what it raises is `sqlite3`'s: SQLAlchemy's way there cost a tenth of
    an answer."""
    cursor = opened.connection.cursor()
    if opened.get_execution_options().get("writes", True):
        _begin_writing(cursor)
    else:
        cursor.execute("BEGIN")


def _begin_writing(cursor: Any) -> None:
    """SQLite's own wait looks ten times a second: between writers that come back at once it
    missed every gap for five seconds (4 of 8 processes on a loaded machine). Ours looks often,
    and at uneven moments, so that two who wait do not wake together."""
    until = time.monotonic() + BUSY_MILLISECONDS / 1000
    cursor.execute("PRAGMA busy_timeout = 0")
    try:
        while not _is_begun(cursor, last=time.monotonic() >= until):
            time.sleep(random.uniform(*LOOK_AGAIN))
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")


def _is_begun(cursor: Any, *, last: bool) -> bool:
    try:
        cursor.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if last or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def engine_options(url: str) -> dict[str, Any]:
    """Pool and driver options for Flask-SQLAlchemy's engine."""
    if url.startswith("sqlite"):
        return {
            "connect_args": {"timeout": BUSY_MILLISECONDS / 1000},
            "hide_parameters": True,
        }
    waits = f"-c lock_timeout={BUSY_MILLISECONDS} -c statement_timeout=30000 -c timezone=UTC"
    # No prepared statements: PgBouncer 1.18 in transaction mode loses them.
    return {
        "connect_args": {"options": waits, "prepare_threshold": None},
        # An error must not carry what a citizen wrote into a log.
        "hide_parameters": True,
        "pool_pre_ping": True,
        "pool_size": 5,
        "max_overflow": 5,
    }
