"""What a monitor wants to know of the installation, as figures."""

from collections.abc import Iterator
from datetime import datetime

from kiosk.config import Config
from kiosk.domain.upkeep.check import Checked, CheckKind
from kiosk.domain.upkeep.jobs import FAULTY, LEASE
from kiosk.domain.upkeep.metrics import Gauge
from kiosk.domain.upkeep.schema import HEAD
from kiosk.domain.upkeep.trouble import Run
from kiosk.post import ways
from kiosk.store.engine import reading
from kiosk.store.upkeep import backups, checks, database, leases, notices


def list_metrics(settings: Config, now: datetime) -> list[Gauge]:
    """Whoever asks has reached the database; `down` is for whoever did not."""
    with reading():
        version = database.schema_version()
        found = [
            Gauge("database_up", "1 when the database answers.", 1),
            Gauge("schema_is_head", "1 when the schema is the code's.", int(version == HEAD)),
        ]
        if version == HEAD:
            found += [*_outbox(settings, now), *_lease(now)]
            found += [*_runs(leases.last_runs(now), now), *_looks(checks.newest(), now)]
    newest = backups.newest_verified(settings.backup_dir)
    age = (now - newest.made_at).total_seconds() if newest else None
    return [*found, Gauge("backup_age_seconds", "Of the newest verified backup.", age)]


def down() -> list[Gauge]:
    return [Gauge("database_up", "1 when the database answers.", 0)]


def _lease(now: datetime) -> Iterator[Gauge]:
    held = leases.holder(LEASE)
    left = (held[1] - now).total_seconds() if held else None
    yield Gauge("jobs_lease_seconds", "Left of the jobs' lease; below zero: nobody.", left)


def _outbox(settings: Config, now: datetime) -> Iterator[Gauge]:
    channels = ways.channels(settings)
    tally = notices.tally(channels, now)
    late = (now - tally.due_since).total_seconds() if tally.due_since else 0
    yield Gauge("outbox_age_seconds", "Since the longest overdue notice was due.", late)
    yield Gauge("outbox_waiting", "Notices that wait.", tally.waiting)
    yield Gauge("outbox_dead", "Notices that could not be delivered.", tally.dead)


def _runs(runs: dict[str, Run], now: datetime) -> Iterator[Gauge]:
    ended = {job: run for job, run in sorted(runs.items()) if run[1] is not None}
    for job, (_, at, _outcome) in ended.items():
        age = (now - at).total_seconds() if at else None
        yield Gauge("job_age_seconds", "Since a job's last run ended.", age, {"job": job})
    for job, (_, _at, outcome) in ended.items():
        bad = int((outcome or "").startswith(FAULTY))
        yield Gauge("job_failed", "1 when a job's last run failed.", bad, {"job": job})


def _looks(looks: dict[CheckKind, Checked], now: datetime) -> Iterator[Gauge]:
    for kind, one in looks.items():
        age = (now - one.at).total_seconds()
        yield Gauge("look_age_seconds", "Since a look at itself.", age, {"kind": kind.value})
    for kind, one in looks.items():
        yield Gauge("look_ok", "1 when it found nothing wrong.", int(one.ok), {"kind": kind.value})
