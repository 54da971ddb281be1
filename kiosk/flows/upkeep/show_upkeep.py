"""The installation as its keeper sees it: the jobs, its looks at itself, backups, disk, outbox."""

import shutil
from dataclasses import dataclass
from datetime import datetime

from kiosk.config import Config
from kiosk.domain.upkeep.backup import BackupNote
from kiosk.domain.upkeep.check import Checked, CheckKind, Standing, standing
from kiosk.domain.upkeep.jobs import FAULTY, JOBS, LEASE, LEASE_FOR, Job
from kiosk.domain.upkeep.trouble import Run
from kiosk.flows import damaging
from kiosk.post import ways
from kiosk.store import damage
from kiosk.store.engine import reading
from kiosk.store.upkeep import backups, checks, leases, notices, tries
from kiosk.store.upkeep.notices import Tally


@dataclass(frozen=True)
class Holder:
    """``seen``: when it last said that it is there. ``is_late``: nobody holds the jobs now."""

    owner: str
    seen: datetime
    is_late: bool


@dataclass(frozen=True)
class Look:
    kind: CheckKind
    found: Checked | None
    standing: Standing


@dataclass(frozen=True)
class JobState:
    """``run`` None: never. ``waits``: failed, and will be tried again."""

    job: Job
    run: Run | None
    waits: bool

    @property
    def outcome(self) -> str:
        return (self.run[2] or "") if self.run else ""

    @property
    def short(self) -> str:
        """ "gagal", "tidak cocok"."""
        return self.outcome.partition(":")[0]

    @property
    def is_red(self) -> bool:
        return self.outcome.startswith(FAULTY)


@dataclass(frozen=True)
class Upkeep:
    """``free``: bytes on the disk of the installation's folder."""

    holder: Holder | None
    looks: tuple[Look, ...]
    jobs: tuple[JobState, ...]
    backup: BackupNote | None
    free: int
    outbox: Tally


def show_upkeep(settings: Config, now: datetime) -> Upkeep:
    with reading():
        held, since = leases.holder(LEASE), leases.first_run()
        looks, runs, waiting = checks.newest(), leases.last_runs(now), tries.waiting()
        outbox = notices.tally(ways.channels(settings), now)
    looks = dict(looks) | _damaged(settings)
    return Upkeep(
        holder=_holder(held, now),
        looks=tuple(
            Look(kind, looks.get(kind), standing(kind, looks.get(kind), since, now))
            for kind in CheckKind
        ),
        jobs=tuple(_state(job, runs.get(job.name), waiting) for job in JOBS),
        backup=backups.newest_verified(settings.backup_dir),
        free=shutil.disk_usage(settings.instance_dir).free,
        outbox=outbox,
    )


def _damaged(settings: Config) -> dict[CheckKind, Checked]:
    """The look that found damage could not be stored: nothing can."""
    found = damage.found(settings.instance_dir)
    if found is None:
        return {}
    told = f"{found.told} {damaging.advice(settings)}"
    return {CheckKind.DATABASE: Checked(CheckKind.DATABASE, found.at, False, told)}


def _holder(held: tuple[str, datetime] | None, now: datetime) -> Holder | None:
    return Holder(held[0], held[1] - LEASE_FOR, held[1] < now) if held else None


def _state(job: Job, run: Run | None, waiting: set[tuple[str, str]]) -> JobState:
    return JobState(job, run, run is not None and (job.name, run[0]) in waiting)
