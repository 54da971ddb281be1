"""What `kiosk doctor` asks the store."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.config import Config
from kiosk.domain.place.tablet_watch import Tablet
from kiosk.domain.upkeep.check import Checked, CheckKind
from kiosk.domain.upkeep.following import of_replica
from kiosk.domain.upkeep.jobs import LEASE
from kiosk.domain.upkeep.schema import HEAD
from kiosk.domain.upkeep.surroundings import Finding
from kiosk.flows import damaging, watching
from kiosk.post import ways
from kiosk.store import damage
from kiosk.store.engine import follower, reading
from kiosk.store.upkeep import (
    ballast,
    checks,
    database,
    integrity,
    leases,
    notices,
)
from kiosk.store.upkeep.notices import Tally


@dataclass(frozen=True)
class Health:
    """``lease``: who holds the jobs and until when. ``runs``: job to period, end, outcome.
    ``looks``: what the installation last found when it looked at itself, ``since``: its first run
    of a job. ``durability``: of PostgreSQL. ``damage``: what is wrong and which backup to take.
    ``replica``: None where none is set up.
    ``outbox``: None where the schema is not the code's; ``channels``: the ways out set up."""

    kind: str
    schema: str | None
    lease: tuple[str, datetime] | None
    runs: dict[str, tuple[str, datetime | None, str | None]]
    outbox: Tally | None
    channels: tuple[str, ...]
    ballast: ballast.State
    looks: dict[CheckKind, Checked]
    since: datetime | None
    durability: dict[str, str]
    damage: str | None
    tablets: tuple[Tablet, ...] = ()
    replica: Finding | None = None


def list_health(settings: Config, now: datetime) -> Health:
    channels = ways.channels(settings)
    with reading():
        version = database.schema_version()
        return Health(
            kind=database.kind(),
            schema=version,
            lease=leases.holder(LEASE) if version else None,
            runs=leases.last_runs(now) if version else {},
            outbox=notices.tally(channels, now) if version == HEAD else None,
            channels=tuple(one.value for one in channels),
            ballast=ballast.state(),
            looks=checks.newest() if version == HEAD else {},
            since=leases.first_run() if version == HEAD else None,
            durability=integrity.durability(),
            damage=_damage(settings),
            tablets=tuple(watching.tablets(None, now)) if version == HEAD else (),
            replica=_replica(settings),
        )


def _replica(settings: Config) -> Finding | None:
    known = follower()
    return of_replica(known.look(), settings.replica_lag) if known else None


def _damage(settings: Config) -> str | None:
    known = damage.found(settings.instance_dir)
    return f"{known.told} {damaging.advice(settings)}" if known else None
