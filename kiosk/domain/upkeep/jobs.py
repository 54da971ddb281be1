"""Which jobs there are and which of their periods are due.

Due work follows from the clock and from what has run, never from a timer that fired: a job
missed while the machine slept is due when it wakes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

LEASE = "jobs"
LEASE_FOR = timedelta(seconds=45)
TICK = timedelta(seconds=15)


@dataclass(frozen=True)
class Job:
    """Runs once an ``hour`` (None) or once a day from ``hour`` on, local time."""

    name: str
    hour: int | None = None

    def period(self, now: datetime, zone: str) -> str | None:
        """The newest period that is due, or None before the first hour of the day."""
        local = now.astimezone(ZoneInfo(zone))
        if self.hour is None:
            return local.strftime("%Y-%m-%dT%H")
        due = local if local.hour >= self.hour else local - timedelta(days=1)
        return due.strftime("%Y-%m-%d")


FAULTY = ("gagal", "tidak cocok")
"""How the outcome of a run begins that somebody must look at."""

CHECKPOINT = Job("checkpoint")
CHECK_TALLIES = Job("check-tallies", hour=2)
SIGN_HEADS = Job("sign-heads", hour=1)
PURGE_NOTICES = Job("purge-notices", hour=3)
SWEEP_FILES = Job("sweep-files")
FORGET_NETWORKS = Job("forget-networks")
DROP_DRAFTS = Job("drop-drafts", hour=3)
SWEEP_TABLETS = Job("sweep-tablets", hour=3)
TAKE_OVER_CASES = Job("take-over-cases", hour=4)
RETRY_SCANS = Job("retry-scans", hour=4)
RETRY_PARKED = Job("retry-parked", hour=5)
CHECK_SAMPLES = Job("check-samples", hour=9)
TELL_SIGNALS = Job("tell-signals", hour=6)
JOBS = (
    CHECKPOINT,
    SWEEP_FILES,
    FORGET_NETWORKS,
    SIGN_HEADS,
    CHECK_TALLIES,
    PURGE_NOTICES,
    DROP_DRAFTS,
    SWEEP_TABLETS,
    TAKE_OVER_CASES,
    RETRY_SCANS,
    RETRY_PARKED,
    CHECK_SAMPLES,
    TELL_SIGNALS,
)
