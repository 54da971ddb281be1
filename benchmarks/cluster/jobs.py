"""The holder of the jobs dies: another host takes over by itself."""

import time
from contextlib import suppress
from threading import Thread

import psycopg

from benchmarks.cluster.ground import TooSlow, send, wait_until
from benchmarks.cluster.table import Table, promise
from benchmarks.cluster.town import JOBS, Town

LONGEST, LEASE = 60.0, 40.0
"""Seconds: what is promised (F17); a lease, renewed every 15."""


class TakeOver:
    """Killed at once; whether and when another took over is looked at beside whatever goes on."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._took = 0.0
        self._held = ""
        self._died = 0.0
        self._watch = Thread(target=self._look, daemon=True)

    def begin(self) -> str:
        """Right after a renewal: the worst moment."""
        town = self._town
        wait_until("a holder of the jobs", lambda: _left(town) > 0, LEASE)
        town.start_jobs(JOBS[1])
        wait_until("a fresh lease", lambda: _left(town) > LEASE - 1, LEASE)
        self._held, self._died = _holder(town), time.monotonic()
        send(town.jobs[JOBS[0]].pid)
        self._watch.start()
        return f"{self._held} is dead, with {_left(town):.0f} s of its lease left"

    def end(self) -> str:
        self._watch.join(LONGEST + 30)
        seen = f"taken over after {self._took:.1f} s (a lease of 40 s, a look every 15 s)"
        return promise(0 < self._took <= LONGEST, seen)

    def _look(self) -> None:
        with suppress(TooSlow):
            wait_until("another holder", self._is_another, LONGEST + 20, 0.3)
            self._took = time.monotonic() - self._died

    def _is_another(self) -> bool:
        try:
            return _holder(self._town) not in ("", self._held)
        except psycopg.Error:
            return False


def kill(town: Town, table: Table) -> TakeOver | None:
    """Another host stands by; the holder dies. `taken_over` tells later what came of it."""
    one = TakeOver(town)
    return one if table.add("jobs", "holder killed (-9), another stands by", one.begin) else None


def taken_over(one: TakeOver | None, table: Table) -> None:
    if one is not None:
        table.add("jobs", "the other takes over by itself", one.end)


def _holder(town: Town) -> str:
    found = town.sql("SELECT owner FROM leases WHERE name = 'jobs'")
    return str(found[0][0]) if found else ""


def _left(town: Town) -> float:
    """Seconds of the lease; 0 where nobody holds it."""
    found = town.sql("SELECT extract(epoch FROM until - now()) FROM leases WHERE name = 'jobs'")
    return float(found[0][0]) if found else 0.0
