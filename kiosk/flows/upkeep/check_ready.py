"""Is the installation ready to serve: database, schema, jobs, outbox."""

from datetime import datetime

from kiosk.config import Config
from kiosk.domain.upkeep.jobs import LEASE
from kiosk.domain.upkeep.schema import HEAD
from kiosk.post import ways
from kiosk.store.engine import reading
from kiosk.store.upkeep import database, leases, notices


def check_ready(settings: Config, now: datetime) -> dict[str, object]:
    """``ok`` is about serving; a missing jobs process is told, and does not stop the counter.

    ``jobs``: seconds left of the lease. ``outbox``: seconds since the longest overdue notice
    should have gone; None where none is overdue."""
    with reading():
        version = database.schema_version()
        told: dict[str, object] = {"database": database.kind(), "schema": version}
        if version != HEAD:
            return {"ok": False, **told, "jobs": None, "outbox": None}
        held = leases.holder(LEASE)
        since = notices.overdue_since(ways.channels(settings), now)
    left = round((held[1] - now).total_seconds()) if held else None
    late = round((now - since).total_seconds()) if since else None
    return {"ok": True, **told, "jobs": left, "outbox": late}
