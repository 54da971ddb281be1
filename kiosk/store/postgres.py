"""The manners of PostgreSQL: what a pool, a connection and a transaction are given.

Nothing is ever set on a session: behind a pooler in transaction mode the next transaction may be
on another one, and somebody else on ours. What holds, holds for a transaction; it is told in the
breath that begins it, so it costs no way of its own (14 us of CPU).
"""

import time
from functools import cache
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DisconnectionError, InvalidatePoolError

from kiosk.store.impatience import answered_within

BUSY_MILLISECONDS = 5_000
IDLE_MILLISECONDS = 60_000
"""A transaction that asks nothing for so long is ended."""
LONGEST_MILLISECONDS = 30_000
"""Of one statement."""
POOL = 2
"""As many as a worker has threads (`kiosk serve`)."""
MORE = 8
"""Where more are needed at once: the jobs, whose lease is kept while slow ones run."""
WAIT_SECONDS = 15
TRUSTED_SECONDS = 1.0
"""A connection that did its work so short a while ago is not asked how it is."""
REACHED = {
    "connect_timeout": 3,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""Seconds, the last one milliseconds: a machine that is gone says nothing, and the system's own
patience is two hours. For each host of the address in turn."""
PRIMARY_SECONDS = 5.0
REPLICA_SECONDS = 2.0
"""Of its first answer: a replica that hangs must keep no page waiting."""
_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ"
"""Its default would show a look two states: one of its figures from before somebody's commit, the
next from after it."""
_USED = "used"


@cache
def beginning(*, writes: bool, wait: int = BUSY_MILLISECONDS) -> bytes:
    """Of a transaction. ``wait``: milliseconds for a lock."""
    holds = [
        f"SET LOCAL lock_timeout={wait}",
        f"SET LOCAL statement_timeout={LONGEST_MILLISECONDS}",
        # Whoever forgets to end a transaction keeps others from tidying up, and holds its locks.
        f"SET LOCAL idle_in_transaction_session_timeout={IDLE_MILLISECONDS}",
        "SET LOCAL timezone='UTC'",
        # An acknowledged answer must survive a power cut, whatever the database was told.
        "SET LOCAL synchronous_commit=on",
    ]
    return ";".join(["BEGIN" if writes else _READING, *holds]).encode()


def options(url: str) -> dict[str, Any]:
    """Of an engine; its manners come with `prepare`."""
    known = make_url(url).query
    reached = {name: value for name, value in REACHED.items() if name not in known}
    return {
        # Without prepared statements: PgBouncer 1.18 in transaction mode loses them.
        "connect_args": {"prepare_threshold": None, "application_name": "suara-loket", **reached},
        # An error must not carry what a citizen wrote into a log.
        "hide_parameters": True,
        # It would ask every new connection for a type that is not used here.
        "use_native_hstore": False,
        "pool_size": POOL,
        "max_overflow": MORE,
        "pool_timeout": WAIT_SECONDS,
    }


def prepare(engine: Engine, *, follows: bool = False) -> None:
    """``follows``: of a replica, which is in recovery all its life."""
    event.listen(engine, "connect", _alone)
    event.listen(engine, "checkout", _Look(follows, _driver(engine)))
    event.listen(engine, "checkin", _used)


def _driver(engine: Engine) -> Any:
    """Read by the engine: an office on SQLite has no use for its 9 MB."""
    return engine.dialect.loaded_dbapi


def conninfo(url: URL) -> dict[str, str]:
    """The same address by libpq's own names; several hosts are one text with commas."""
    made = url.get_dialect()().create_connect_args(url)[1]
    return {name: str(value) for name, value in made.items() if name != "context"}


def _alone(raw: Any, _record: object) -> None:
    """The driver begins nothing by itself: the engine does."""
    raw.autocommit = True


def _used(raw: Any, record: Any) -> None:
    if raw is not None:
        record.info[_USED] = time.monotonic()


class _Look:
    """At a connection before it is given out; one that is no good is replaced.

    Who wrote to it yesterday may only follow today: a pooler keeps the connection when the server
    behind it was demoted, and reads there would be of the past. The other way round, whoever kept
    to a replica that was promoted would never find the one that follows now."""

    def __init__(self, follows: bool, driver: Any) -> None:
        self._follows, self._driver = follows, driver

    def __call__(self, raw: Any, record: Any, _proxy: object) -> None:
        if time.monotonic() - record.info.get(_USED, -TRUSTED_SECONDS) < TRUSTED_SECONDS:
            return
        try:
            with answered_within(raw, REPLICA_SECONDS if self._follows else PRIMARY_SECONDS):
                found = raw.execute("SELECT pg_is_in_recovery()").fetchone()[0]
        except self._driver.Error as error:
            raise DisconnectionError from error
        if found != self._follows:
            raise InvalidatePoolError
