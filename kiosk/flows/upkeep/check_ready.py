"""Is the installation ready to serve: database, schema, jobs."""

from datetime import datetime

from kiosk.domain.upkeep.jobs import LEASE
from kiosk.domain.upkeep.schema import HEAD
from kiosk.store.engine import reading
from kiosk.store.upkeep import database, leases


def check_ready(now: datetime) -> dict[str, object]:
    """``ok`` is about serving; a missing jobs process is told, and does not stop the counter."""
    with reading():
        version = database.schema_version()
        if version != HEAD:
            return {"ok": False, "database": database.kind(), "schema": version, "jobs": None}
        held = leases.holder(LEASE)
    left = round((held[1] - now).total_seconds()) if held else None
    return {"ok": True, "database": database.kind(), "schema": version, "jobs": left}
