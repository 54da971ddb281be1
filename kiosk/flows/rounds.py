"""Steps that flows of the clock share: much work in short rounds, one bad piece losing no other."""

import logging
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from kiosk.domain.refusal import Busy

log = logging.getLogger("kiosk.jobs")
SECONDS = 10.0
"""Of one round: well within the lease of the jobs."""
One = TypeVar("One")


class Round:
    """``is_over``: the rest is for the next one."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._until = time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._until

    def each(self, pieces: Iterable[One], work: Callable[[One], object]) -> int:
        """How many were done in time. An error is told, and its piece comes again; a busy
        database ends the round. Raises `Busy`."""
        done = 0
        for one in pieces:
            if self.is_over:
                break
            done += _is_done(one, work)
        return done


def _is_done(one: One, work: Callable[[One], object]) -> bool:
    try:
        work(one)
    except Busy:
        raise
    except Exception:
        log.exception("%s failed", getattr(work, "__name__", "piece"))
        return False
    return True
