"""What `kiosk doctor` asks the store."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.config import Config
from kiosk.domain.place.tablet_watch import Tablet
from kiosk.domain.upkeep.jobs import LEASE
from kiosk.domain.upkeep.schema import HEAD
from kiosk.flows import watching
from kiosk.post import ways
from kiosk.store.engine import reading
from kiosk.store.upkeep import ballast, database, leases, notices
from kiosk.store.upkeep.notices import Tally


@dataclass(frozen=True)
class Health:
    """``lease``: who holds the jobs and until when. ``runs``: job to period, end, outcome.
    ``outbox``: None where the schema is not the code's; ``channels``: the ways out set up."""

    kind: str
    schema: str | None
    pragmas: dict[str, object]
    lease: tuple[str, datetime] | None
    runs: dict[str, tuple[str, datetime | None, str | None]]
    outbox: Tally | None
    channels: tuple[str, ...]
    ballast: ballast.State
    tablets: tuple[Tablet, ...] = ()


def list_health(settings: Config, now: datetime) -> Health:
    channels = ways.channels(settings)
    with reading():
        version = database.schema_version()
        return Health(
            kind=database.kind(),
            schema=version,
            pragmas=database.pragmas(),
            lease=leases.holder(LEASE) if version else None,
            runs=leases.last_runs() if version else {},
            outbox=notices.tally(channels, now) if version == HEAD else None,
            channels=tuple(one.value for one in channels),
            ballast=ballast.state(),
            tablets=tuple(watching.tablets(None, now)) if version == HEAD else (),
        )


def wanted_pragmas() -> dict[str, object]:
    return dict(database.WANTED)
