"""Keep the lease of the jobs while a tick is at work: a job may take longer than a lease."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from datetime import datetime
from threading import Event, Thread

from kiosk.domain.upkeep.jobs import LEASE, LEASE_FOR, LEASE_FURTHEST
from kiosk.store.engine import transaction
from kiosk.store.upkeep import leases

log = logging.getLogger("kiosk.jobs")
EVERY = LEASE_FOR.total_seconds() / 4
MOST_BEATS = round(3600 / EVERY)
"""A tick that takes an hour hangs: whoever stands by takes over."""


@contextmanager
def keep_lease(owner: str, now: Callable[[], datetime]) -> Iterator[None]:
    """A thread renews it until the block ends. It dies with the process."""
    over = Event()
    # A copy of the context: the thread finds the same database.
    beat = Thread(target=copy_context().run, args=(_beat, over, owner, now), daemon=True)
    beat.start()
    try:
        yield
    finally:
        over.set()
        beat.join()


def _beat(over: Event, owner: str, now: Callable[[], datetime]) -> None:
    for _ in range(MOST_BEATS):
        if over.wait(EVERY):
            return
        try:
            if not _renewed(owner, now()):
                return
        except Exception:
            log.exception("renewing the lease failed")


def _renewed(owner: str, now: datetime) -> bool:
    with transaction():
        return leases.take(LEASE, owner, now + LEASE_FOR, now, now + LEASE_FURTHEST)
