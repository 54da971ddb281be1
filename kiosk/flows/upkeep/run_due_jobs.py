"""Run what is due, once a job and period, whoever tries; what came to nothing is tried again."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Protocol

from kiosk.domain.upkeep.jobs import JOBS, LEASE, LEASE_FOR, LEASE_FURTHEST, Job, in_order
from kiosk.domain.upkeep.retry import FAILED, INTERRUPTED, again_at
from kiosk.store.engine import transaction
from kiosk.store.upkeep import leases, tries

log = logging.getLogger("kiosk.jobs")
Now = Callable[[], datetime]
Work = dict[str, Callable[[], str]]


class Beside(Protocol):
    """Runs slow jobs one after the other, beside the caller."""

    def running(self) -> Collection[str]: ...

    def start(self, name: str, do: Callable[[], None]) -> None: ...


def hold_lease(owner: str, now: datetime) -> bool:
    """Take or keep the one lease of the jobs."""
    with transaction():
        return leases.take(LEASE, owner, now + LEASE_FOR, now, now + LEASE_FURTHEST)


def drop_lease(owner: str) -> bool:
    """Let go of it; False where another holds it."""
    with transaction():
        return leases.release(LEASE, owner)


def run_due_jobs(
    work: Work,
    now: datetime,
    zone: str,
    beside: Beside | None = None,
    *,
    is_doubted: bool = False,
    ticking: Now | None = None,
) -> list[str]:
    """Names of the jobs run or started, in the order in which they were due. Only for the holder
    of the lease: a run that was begun and is not going on here belonged to a process that died.

    ``work`` does one job and says what came of it; an error is its outcome, and the next job
    still runs. ``is_doubted``: the clock cannot be trusted, what deletes waits. ``ticking``: what
    time it is after a run; None where time stands still."""
    _give_back(beside.running() if beside else (), now)
    done = []
    for job in in_order([one for one in JOBS if one.name in work], now, zone):
        if is_doubted and job.deletes:
            continue
        if _claimed(job, period := job.period(now, zone), now):
            _start(job, period, work[job.name], ticking or (lambda: now), beside)
            done.append(job.name)
    return done


def _give_back(going_on: Collection[str], now: datetime) -> None:
    with transaction():
        for job, period in tries.unfinished():
            if job not in going_on:
                log.error("job %s %s was interrupted", job, period)
                _end(job, period, INTERRUPTED, now)


def _claimed(job: Job, period: str, now: datetime) -> bool:
    with transaction():
        is_mine = leases.begin(job.name, period, now) or tries.begin_again(job.name, period, now)
        if is_mine:
            tries.count(job.name, period)
    return is_mine


def _start(
    job: Job, period: str, work: Callable[[], str], ticking: Now, beside: Beside | None
) -> None:
    def do() -> None:
        outcome = _run(job, work)
        with transaction():
            _end(job.name, period, outcome, ticking())

    if beside is not None and job.is_slow:
        beside.start(job.name, do)
    else:
        do()


def _end(job: str, period: str, outcome: str, now: datetime) -> None:
    """What came of it, and when it is tried again where it came to nothing."""
    leases.end(job, period, now, outcome)
    tries.put_again(job, period, again_at(outcome, tries.tried(job, period), now))


def _run(job: Job, work: Callable[[], str]) -> str:
    try:
        return work()
    except Exception as error:
        log.exception("job %s failed", job.name)
        return f"{FAILED}: {type(error).__name__}"
