"""Run what is due, once a job and period, whoever tries."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from kiosk.domain.upkeep.jobs import JOBS, LEASE, LEASE_FOR, Job
from kiosk.store.engine import transaction
from kiosk.store.upkeep import leases

log = logging.getLogger("kiosk.jobs")
Work = dict[str, Callable[[], str]]
LONGEST_RUN = timedelta(hours=1)
"""A run begun before this and never ended belonged to a process that died."""


def hold_lease(owner: str, now: datetime) -> bool:
    """Take or keep the one lease of the jobs."""
    with transaction():
        return leases.take(LEASE, owner, now + LEASE_FOR, now)


def run_due_jobs(work: Work, now: datetime, zone: str) -> list[str]:
    """Names of the jobs run. ``work`` does one job and says what came of it; an error is its
    outcome, and the next job still runs."""
    done = []
    with transaction():
        leases.drop_unfinished(now - LONGEST_RUN)
    for job in JOBS:
        period = job.period(now, zone)
        if period and _claimed(job, period, now):
            outcome = _run(job, work[job.name])
            with transaction():
                leases.end(job.name, period, now, outcome)
            done.append(job.name)
    return done


def _claimed(job: Job, period: str, now: datetime) -> bool:
    with transaction():
        return leases.begin(job.name, period, now)


def _run(job: Job, work: Callable[[], str]) -> str:
    try:
        return work()
    except Exception as error:
        log.exception("job %s failed", job.name)
        return f"gagal: {type(error).__name__}"
