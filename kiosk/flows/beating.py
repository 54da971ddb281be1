"""A step of long work: while it goes on, its row says so."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from datetime import datetime
from threading import Event, Thread

from kiosk.domain.index.document import LEASE, SILENCE, Document
from kiosk.paper.makers import Told
from kiosk.store.engine import transaction
from kiosk.store.index import documents
from kiosk.store.upkeep import leases

log = logging.getLogger("kiosk.jobs")
Now = Callable[[], datetime]
EVERY = 1.0
"""Seconds between two looks at how far the work is."""
IN_ANY_CASE = 10
"""Looks after which the row is told although nothing moved."""


class Beat:
    """``told`` costs nothing: a thread of its own writes, so that work waits for no database."""

    def __init__(self, one: Document, owner: str, now: Now) -> None:
        self._one, self._owner, self._now = one, owner, now
        self._at = (one.step, one.steps)
        self._over = Event()

    def told(self, step: int, steps: int) -> None:
        self._at = (step, steps)

    def end(self) -> None:
        self._over.set()

    def run(self) -> None:
        looks, last = 0, (-1, -1)
        while not self._over.wait(EVERY):
            looks, found = looks + 1, self._at
            if found != last or looks >= IN_ANY_CASE:
                looks, last = 0, found
                self._write(*found)

    def _write(self, step: int, steps: int) -> None:
        now = self._now()
        try:
            with transaction():
                leases.take(LEASE, self._owner, now + SILENCE, now)
                documents.beat(self._one, step, steps, now)
        except Exception:
            log.exception("beat of document %s failed", self._one.id)


@contextmanager
def beating(one: Document, owner: str, now: Now) -> Iterator[Told]:
    """Gives the function the work tells its steps to."""
    beat = Beat(one, owner, now)
    # A copy of the context: the thread finds the same database.
    thread = Thread(target=copy_context().run, args=(beat.run,), daemon=True)
    thread.start()
    try:
        yield beat.told
    finally:
        beat.end()
        thread.join()
