"""What `kiosk doctor` asks the store."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.upkeep.jobs import LEASE
from kiosk.store.engine import reading
from kiosk.store.upkeep import database, leases


@dataclass(frozen=True)
class Health:
    """``lease``: who holds the jobs and until when. ``runs``: job to period, end, outcome."""

    kind: str
    schema: str | None
    pragmas: dict[str, object]
    lease: tuple[str, datetime] | None
    runs: dict[str, tuple[str, datetime | None, str | None]]


def list_health() -> Health:
    with reading():
        version = database.schema_version()
        return Health(
            kind=database.kind(),
            schema=version,
            pragmas=database.pragmas(),
            lease=leases.holder(LEASE) if version else None,
            runs=leases.last_runs() if version else {},
        )


def wanted_pragmas() -> dict[str, object]:
    return dict(database.WANTED)
