"""A streaming replica that figures may be read from, as long as it keeps up.

How old its state may be is told by the last commit it has replayed: an upper bound, as the jobs
renew their lease every 15 seconds and so commit even where nobody else does. Without them an idle
primary looks like a replica that hangs: then the primary is read. Both machines' clocks count.
"""

import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from kiosk.domain.upkeep.following import Look, Standing, judged
from kiosk.store import postgres, quick_postgres
from kiosk.store.impatience import answered_within

log = logging.getLogger("kiosk.replica")
SHUNNED_SECONDS = 10.0
"""After it was down or behind: nobody waits for it meanwhile."""
CONNECT_SECONDS = 2
_AGE = text(
    "SELECT CASE WHEN pg_is_in_recovery() THEN greatest(0, extract(epoch FROM "
    "clock_timestamp() - pg_last_xact_replay_timestamp())) END"
)


@dataclass
class Replica:
    """``bound``: the oldest state, in seconds, that is read."""

    engine: Engine
    bound: float
    shunned_until: float = 0.0

    def take(self) -> tuple[Connection, float] | None:
        """A look begun there, and how old its state is; None: not now. The caller closes it."""
        if time.monotonic() < self.shunned_until:
            return None
        opened, found = self._opened()
        if opened is not None and found.standing is Standing.FOLLOWS:
            assert found.age is not None
            return opened, found.age
        if opened is not None:
            opened.close()
        self.shun(found.standing)
        return None

    def shun(self, why: Standing = Standing.AWAY) -> None:
        log.warning("the replica is left alone for a while: %s", why.name.lower())
        self.shunned_until = time.monotonic() + SHUNNED_SECONDS

    def look(self) -> Look:
        """Whether it is left alone or not."""
        opened, found = self._opened()
        if opened is not None:
            opened.close()
        return found

    def _opened(self) -> tuple[Connection | None, Look]:
        """Its address stays out of what is told: it may hold a password."""
        opened = None
        try:
            opened = self.engine.connect()
            raw = opened.connection.dbapi_connection
            with answered_within(raw, postgres.REPLICA_SECONDS):
                age = opened.scalar(_AGE)
        except SQLAlchemyError:
            if opened is not None:
                with suppress(SQLAlchemyError):
                    opened.close()
            return None, Look(Standing.AWAY)
        return opened, judged(None if age is None else float(age), self.bound)


def at(address: str, bound: float) -> Replica:
    """Connects to nothing yet."""
    options = postgres.options(address) | {"pool_timeout": 1}
    if "connect_timeout" not in make_url(address).query:
        options["connect_args"]["connect_timeout"] = CONNECT_SECONDS
    engine = create_engine(address, **options)
    postgres.prepare(engine, follows=True)
    engine.dialect.do_begin = _begin  # type: ignore[method-assign, assignment]
    return Replica(engine, bound)


def _begin(pooled: Any) -> None:
    quick_postgres.say(pooled.dbapi_connection, postgres.beginning(writes=False))
