"""Which jobs there are and which of their periods are due.

Due work follows from the clock and from what has run, never from a timer that fired: a job
missed while the machine slept is due when it wakes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

LEASE = "jobs"
LEASE_FOR = timedelta(seconds=40)
TICK = timedelta(seconds=15)
"""A lease and a tick: whoever stands by has taken over from a dead holder within 60 s (F17)."""
LEASE_FURTHEST = 2 * LEASE_FOR
"""A lease that ends later than this was taken when the clock was ahead: it holds nobody off."""


@dataclass(frozen=True)
class Job:
    """Runs once an hour (``hour`` None), once a day from ``hour`` on, or once a week from that hour
    of ``weekday`` (0: Monday) on, local time. ``deletes``: waits while the machine's clock is in
    doubt. ``is_slow``: runs beside the tick, so that limits and mail do not wait for it."""

    name: str
    hour: int | None = None
    weekday: int | None = None
    deletes: bool = False
    is_slow: bool = False

    def due_at(self, now: datetime, zone: str) -> datetime:
        """When the newest period that is due began."""
        local = now.astimezone(ZoneInfo(zone))
        whole = local.replace(minute=0, second=0, microsecond=0)
        if self.hour is None:
            return whole
        due = whole.replace(hour=self.hour)
        if due > local:
            due -= timedelta(days=1)
        if self.weekday is not None:
            due -= timedelta(days=(due.weekday() - self.weekday) % 7)
        return due

    def period(self, now: datetime, zone: str) -> str:
        """The name of the newest period that is due."""
        due = self.due_at(now, zone)
        if self.hour is None:
            return due.strftime("%Y-%m-%dT%H")
        return due.strftime("%Y-%m-%d" if self.weekday is None else "%G-W%V")


FAULTY = ("gagal", "tidak cocok")
"""How the outcome of a run begins that somebody must look at."""

CHECKPOINT = Job("checkpoint")
CHECK_TALLIES = Job("check-tallies", hour=2)
SIGN_HEADS = Job("sign-heads", hour=1)
PURGE_NOTICES = Job("purge-notices", hour=3, deletes=True)
SWEEP_FILES = Job("sweep-files", deletes=True)
FORGET_NETWORKS = Job("forget-networks")
DROP_DRAFTS = Job("drop-drafts", hour=3, deletes=True)
SWEEP_TABLETS = Job("sweep-tablets", hour=3, deletes=True)
TAKE_OVER_CASES = Job("take-over-cases", hour=4)
RETRY_SCANS = Job("retry-scans", hour=4)
MAKE_PARTITIONS = Job("make-partitions")
RETRY_PARKED = Job("retry-parked", hour=5)
CHECK_DATABASE = Job("check-database", hour=2, is_slow=True)
CHECK_FILES = Job("check-files", hour=3, is_slow=True)
CHECK_SAMPLES = Job("check-samples", hour=9)
TELL_SIGNALS = Job("tell-signals", hour=6)
FILL_REGION = Job("fill-region", is_slow=True)
WATCH_BACKUPS = Job("watch-backups")
MAKE_BACKUP = Job("make-backup", hour=1, is_slow=True)
DRILL_RESTORE = Job("drill-restore", hour=2, weekday=6, is_slow=True)
RUN_RETENTION = Job("run-retention", hour=4, deletes=True, is_slow=True)
JOBS = (
    CHECKPOINT,
    SWEEP_FILES,
    FORGET_NETWORKS,
    WATCH_BACKUPS,
    MAKE_PARTITIONS,
    SIGN_HEADS,
    MAKE_BACKUP,
    DRILL_RESTORE,
    CHECK_TALLIES,
    PURGE_NOTICES,
    DROP_DRAFTS,
    SWEEP_TABLETS,
    TAKE_OVER_CASES,
    RETRY_SCANS,
    RETRY_PARKED,
    CHECK_DATABASE,
    CHECK_FILES,
    CHECK_SAMPLES,
    TELL_SIGNALS,
    FILL_REGION,
    RUN_RETENTION,
)


def in_order(jobs: Iterable[Job], now: datetime, zone: str) -> list[Job]:
    """As they were due: what was missed first is made up for first."""
    return sorted(jobs, key=lambda job: job.due_at(now, zone))
