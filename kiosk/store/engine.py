"""The one door to the database.

``transaction()`` is one write, whole or not at all; ``reading()`` is one consistent look.
Inside either, `connection()` is the ambient connection every store function uses. On SQLite
every writing transaction begins IMMEDIATE: SQLAlchemy's default there loses updates silently
(8 processes x 200 read-modify-writes ended at 69 of 1,600, without an error).
"""

import errno
import os
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, Table, Transaction, create_engine, event
from sqlalchemy.exc import DBAPIError, InvalidRequestError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.orm.decl_api import DeclarativeAttributeIntercept

from kiosk.domain.refusal import Busy, Damaged, Full, Refusal, TooLong, Unprepared
from kiosk.store import damage, lost_log, postgres, quick_postgres
from kiosk.store.replica import Replica

BUSY_MILLISECONDS = postgres.BUSY_MILLISECONDS
UNREACHED = "Basis data tidak dapat dihubungi. Tunggu sebentar, lalu ulangi."
LOOK_AGAIN = (0.000_5, 0.004)
"""Seconds between two looks of a waiting writer, drawn anew each time."""
LONGEST_LOOK = 5.0
"""Seconds of one `reading()` on SQLite: as long as it lasts the write-ahead log cannot be folded
(one idle reader let it grow to 95 MB in 20,000 commits)."""
STEPS_BETWEEN = 20_000
"""Of SQLite's machine, between two looks at the clock: about a millisecond."""
WAL_KEPT_BYTES = 4 * 1024 * 1024
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class _Named(DeclarativeAttributeIntercept):
    """Of a class that is a table's name and the names of its columns, and nothing else.

    Mapping reads the annotations and makes the table. What it makes beside is for sessions of
    objects, which nobody opens here: 10 MB of each process, and a third of the time that making a
    statement takes. So it is taken back at once."""

    __table__: Table

    def __init__(self, name: str, bases: tuple[type, ...], body: Any, **more: Any) -> None:
        super().__init__(name, bases, body, **more)
        table = self.__dict__.get("__table__")
        if table is None:
            return
        self.registry.dispose()  # type: ignore[attr-defined]
        for key, value in {"__table__": table, **table.columns}.items():
            type.__setattr__(self, key, value)

    def __call__(self, *_values: Any, **_named: Any) -> Any:
        raise TypeError(f"{self.__name__} names a table: a row is no object of it")

    def __clause_element__(self) -> Table:
        """A statement that is told the class means the table."""
        return self.__table__


class Base(DeclarativeBase, metaclass=_Named):
    """Every table. Constraints have names from the first day: batch migrations need them."""

    metadata = MetaData(naming_convention=NAMES)


Model = Base
db = SQLAlchemy(metadata=Base.metadata)


_NOTHING_MORE: AbstractContextManager[None] = nullcontext()


class NestedTransaction(RuntimeError):
    """A flow opened a second transaction inside its own: one write is one transaction."""


_current: ContextVar[Connection | None] = ContextVar("connection", default=None)
_writes: ContextVar[bool] = ContextVar("writes", default=True)
"""For the driver's beginning: False while that of a look is under way."""
_until: ContextVar[float | None] = ContextVar("until", default=None)
"""When the look this code runs in has lasted too long, on the clock that only runs forward."""
_elsewhere: ContextVar[Engine | None] = ContextVar("elsewhere", default=None)
_may_be_stale: ContextVar[bool] = ContextVar("may_be_stale", default=False)
_age_read: ContextVar[float | None] = ContextVar("age_read", default=None)
_markers: WeakKeyDictionary[Engine, Path] = WeakKeyDictionary()
_followers: WeakKeyDictionary[Engine, Replica] = WeakKeyDictionary()


def connection() -> Connection:
    """The connection of the transaction or look this code runs in. Raises `TooLong`."""
    current = _current.get()
    if current is None:
        raise RuntimeError("Store functions run inside transaction() or reading().")
    until = _until.get()
    if until is not None and time.monotonic() > until:
        raise TooLong
    return current


def transaction() -> AbstractContextManager[None]:
    """One write: committed at the end, rolled back on any error. Raises `Busy`, `Full`,
    `Damaged`."""
    if _current.get() is not None:
        raise NestedTransaction
    _may_be_stale.set(False)
    return _scope(writes=True)


def reading(*, patient: bool = False, stale_ok: bool = False) -> AbstractContextManager[None]:
    """One consistent look; joins the transaction it is called in. Keep it short: an old reader
    pins the write-ahead log, and ends with `TooLong` after `LONGEST_LOOK`. ``patient``: for a
    command that is run while nobody writes; it has no end. ``stale_ok``: of a request from the
    replica, where there is one that keeps up and the request has written nothing; `age_read`."""
    if _current.get() is not None:
        return _NOTHING_MORE
    if stale_ok and _may_be_stale.get() and (replica := follower()) is not None:
        return _followed(replica)
    return _scope(writes=False, patient=patient)


def begin_request() -> None:
    """Whoever asks has written nothing yet, and read nothing that was old."""
    _may_be_stale.set(True)
    _age_read.set(None)


def age_read() -> float | None:
    """Seconds: how old the oldest state was that was read since `begin_request`; None: today's."""
    return _age_read.get()


def follow(engine: Engine, replica: Replica) -> None:
    """Looks at ``engine`` that may be stale are taken there."""
    _followers[engine] = replica


def follower() -> Replica | None:
    """Of the database that transactions are on now."""
    return _followers.get(here())


@contextmanager
def elsewhere(address: str) -> Iterator[Engine]:
    """Inside, every transaction and look is on another database, that of ``address``; also where
    a transaction of the application's own is open, which waits meanwhile."""
    engine = create_engine(address, **engine_options(address))
    prepare(engine)
    there, current, until = _elsewhere.set(engine), _current.set(None), _until.set(None)
    try:
        yield engine
    finally:
        _elsewhere.reset(there)
        _current.reset(current)
        _until.reset(until)
        engine.dispose()


def here() -> Engine:
    """Of the database that transactions are on now."""
    return _elsewhere.get() or db.engine


@contextmanager
def _scope(*, writes: bool, patient: bool = False) -> Iterator[None]:
    try:
        with (
            _connected() as opened,
            _begun(opened, writes),
            _bounded(opened, forever=writes or patient),
        ):
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


def _connected() -> Connection:
    try:
        return here().connect()
    except (PoolTimeout, InvalidRequestError) as error:
        # All are in use; or every one that was tried leads to a server that follows another.
        raise Busy(UNREACHED) from error


@contextmanager
def _followed(replica: Replica) -> Iterator[None]:
    """From the replica; from the primary where it is down or behind. Whatever breaks on the way is
    told as busy: the next time the primary is asked, and says what is wrong, if it is the same."""
    taken = replica.take()
    if taken is None:
        with _scope(writes=False):
            yield
        return
    opened, age = taken
    _age_read.set(max(age, _age_read.get() or 0.0))
    token = _current.set(opened)
    try:
        with opened:
            yield
    except DBAPIError as error:
        replica.shun()
        raise Busy(UNREACHED) from error
    finally:
        _current.reset(token)


def _begun(opened: Connection, writes: bool) -> Transaction:
    token = _writes.set(writes)
    try:
        return opened.begin()
    finally:
        _writes.reset(token)


def looking(opened: Connection) -> Transaction:
    """A look on a connection of one's own: what is raised there stays what the driver said."""
    return _begun(opened, writes=False)


def _bounded(opened: Connection, *, forever: bool) -> AbstractContextManager[None]:
    """PostgreSQL ends its statements by itself."""
    endless = forever or opened.dialect.name != "sqlite"
    return _NOTHING_MORE if endless else _in_time(opened)


@contextmanager
def _in_time(opened: Connection) -> Iterator[None]:
    """A look of SQLite ends in time: between two statements by `connection()`, within one by the
    driver."""
    until = time.monotonic() + LONGEST_LOOK
    raw: Any = opened.connection.dbapi_connection
    raw.set_progress_handler(lambda: time.monotonic() > until, STEPS_BETWEEN)
    token = _until.set(until)
    try:
        yield
    finally:
        _until.reset(token)
        raw.set_progress_handler(None, 0)


_BUSY_STATES = ("55P03", "57014", "57P03", "40P01", "53300", "40001", "57P01", "57P02", "08006")
"""PostgreSQL: lock not available, cancelled, starting, deadlock, too many connections, what a
replica needed was tidied away, stopped, crashed, connection failure."""
_DEMOTED_STATE = "25006"
"""A write where only reading is allowed: this server follows another now."""


_DAMAGED_STATES = ("XX001", "XX002")
_DAMAGED_CODES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_SHUT_CODES = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM)
_FULL_CODES = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE)
"""The second: not even the log's index has room, so the first to open it after a stop is told."""
_FULL_STATE = "53100"
_FULL_DISK = (errno.ENOSPC, errno.EDQUOT)


def _told(error: DBAPIError | sqlite3.Error | OSError) -> Refusal | None:
    """What a person can do about it; None for a fault of ours."""
    if isinstance(error, OSError):
        # A key file that a transaction makes beside the database: the same full disk.
        return Full() if error.errno in _FULL_DISK else None
    raw: Any = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(raw, "sqlstate", "")
    if getattr(raw, "sqlite_errorcode", 0) in _FULL_CODES or state == _FULL_STATE:
        return Full()
    code = getattr(raw, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGED_CODES or state in _DAMAGED_STATES:
        mark_damaged("Basis data melaporkan kerusakan ketika dipakai.")
        return Damaged()
    if code in _SHUT_CODES:
        return Unprepared("Basis data tidak dapat dibuka. Periksa alamat, folder dan izinnya.")
    if code == sqlite3.SQLITE_INTERRUPT:
        return TooLong()
    if "no such table" in str(raw) or state == "42P01":
        return Unprepared("Basis data belum siap. Jalankan dahulu: kiosk init.")
    if state == _DEMOTED_STATE:
        here().dispose()
        return Busy(UNREACHED)
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    # Without a state nobody answered: psycopg says so of a connection, and of nothing else.
    unreachable = state is None and isinstance(error, OperationalError)
    if lost or unreachable:
        return Busy(UNREACHED)
    locked = isinstance(raw, sqlite3.OperationalError) and "locked" in str(raw)
    if locked or state in _BUSY_STATES:
        return Busy("Sistem sedang sibuk. Tunggu sebentar, lalu kirim lagi.")
    return None


def mark_damaged(told: str) -> None:
    """From here on nothing is written, in any process."""
    path = _markers.get(here())
    if path is not None:
        damage.mark(path, told)


def prepare(engine: Engine, marker: Path | None = None) -> None:
    """Give an engine the manners this project relies on. ``marker``: the sign of damage."""
    if marker is not None:
        _markers[engine] = marker
    if engine.dialect.name == "postgresql":
        postgres.prepare(engine)
        engine.dialect.do_begin = partial(_postgres_begin, marker)  # type: ignore[method-assign]
        engine.dialect.do_commit = _postgres_commit  # type: ignore[method-assign, assignment]
    if engine.dialect.name == "sqlite":
        if marker is not None:
            event.listen(engine, "do_connect", _FirstLook(marker))
        event.listen(engine, "connect", _sqlite_connect)
        # Not by an event: with one listener every connection and statement asks for all of them,
        # which cost a third of a transaction.
        engine.dialect.do_begin = partial(_sqlite_begin, marker)  # type: ignore[method-assign]


def _sqlite_connect(raw: Any, _record: object) -> None:
    """FULL, not NORMAL: an acknowledged answer must survive a power cut."""
    raw.isolation_level = None
    raw.wait(BUSY_MILLISECONDS)
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"journal_size_limit = {WAL_KEPT_BYTES}",
        # What was erased by law must not linger in free pages; it costs nothing measurable.
        "secure_delete = ON",
    ):
        raw.execute(f"PRAGMA {pragma}")


def _sqlite_begin(marker: Path | None, pooled: Any) -> None:
    """Immediate unless a look begins: a read that turns into a write fails at once or loses.

    By the driver: SQLAlchemy's way there cost a tenth of an answer."""
    raw: Waiting = pooled.dbapi_connection
    if raw.in_transaction:
        # A commit that failed leaves it open, and nobody between asks.
        raw.rollback()
    if not _writes.get():
        raw.wait(BUSY_MILLISECONDS)
        raw.execute("BEGIN")
        return
    if marker is not None and os.access(marker, os.F_OK):
        # Before SQLite's own beginning: a lock is not even taken.
        raise Damaged
    _begin_writing(raw)


class _FirstLook:
    """At SQLite's files, once a process, before its first connection changes them."""

    def __init__(self, marker: Path) -> None:
        self._marker = marker
        self._is_done = False

    def __call__(self, _dialect: object, _record: object, given: Any, _named: object) -> None:
        if self._is_done or given[0] == ":memory:":
            return
        self._is_done = True
        fault = lost_log.fault_of(Path(given[0]))
        if fault is not None:
            damage.mark(self._marker, fault, lost=fault == lost_log.LOST)


def _postgres_begin(marker: Path | None, pooled: Any) -> None:
    writes = _writes.get()
    if writes and marker is not None and os.access(marker, os.F_OK):
        raise Damaged
    words = postgres.beginning(writes=writes, wait=BUSY_MILLISECONDS)
    quick_postgres.say(pooled.dbapi_connection, words)


def _postgres_commit(pooled: Any) -> None:
    quick_postgres.say(pooled.dbapi_connection, b"COMMIT")


class Waiting(sqlite3.Connection):
    """Knows how long it waits for others' locks: saying so costs as much as a small statement, so
    it is said only where it changes."""

    _waits = -1

    def wait(self, milliseconds: int) -> None:
        if milliseconds != self._waits:
            self.execute(f"PRAGMA busy_timeout = {milliseconds}")
            self._waits = milliseconds


def _begin_writing(raw: Waiting) -> None:
    """SQLite's own wait looks ten times a second: between writers that come back at once it
    missed every gap for five seconds (4 of 8 processes on a loaded machine). Ours looks often,
    and at uneven moments, so that two who wait do not wake together.

    Whoever writes is alone, so nothing in the transaction waits for anybody."""
    raw.wait(0)
    until = time.monotonic() + BUSY_MILLISECONDS / 1000
    while not _is_begun(raw, last=time.monotonic() >= until):
        time.sleep(random.uniform(*LOOK_AGAIN))


def _is_begun(raw: Waiting, *, last: bool) -> bool:
    try:
        raw.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if last or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def engine_options(url: str) -> dict[str, Any]:
    """Pool and driver options for Flask-SQLAlchemy's engine."""
    if url.startswith("sqlite"):
        return {
            "connect_args": {"factory": Waiting},
            "hide_parameters": True,
            # Whatever was begun was ended by `_scope`; to be sure of it once more costs 8 us.
            "pool_reset_on_return": None,
        }
    return postgres.options(url)
