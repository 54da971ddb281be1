"""Is the installation ready to serve: database, schema, jobs, outbox, its looks at itself."""

from datetime import datetime

from kiosk.config import Config
from kiosk.domain.upkeep.following import Standing
from kiosk.domain.upkeep.jobs import LEASE, LEASE_FOR
from kiosk.domain.upkeep.schema import HEAD
from kiosk.post import ways
from kiosk.store import damage
from kiosk.store.engine import follower, reading
from kiosk.store.upkeep import checks, database, leases, notices

_UNKNOWN = dict.fromkeys(("jobs", "jobs_age", "outbox", "looks", "replica"))


def check_ready(settings: Config, now: datetime) -> dict[str, object]:
    """``ok`` is about serving; a missing jobs process is told, and does not stop the counter.

    ``jobs``: seconds left of the lease; ``jobs_age``: seconds since it was renewed. ``outbox``:
    seconds since the longest overdue notice should have gone; None where none is overdue.
    ``damaged``: nothing is written (see `kiosk doctor`). ``looks``: kind to seconds since the
    installation last looked at itself, whatever it found. ``replica``: how the copy stands that
    figures may be read from, and how many seconds it is behind; None where none is set up."""
    with reading():
        version = database.schema_version()
        told: dict[str, object] = {"database": database.kind(), "schema": version}
        if version != HEAD:
            return {"ok": False, **told, **_UNKNOWN}
        held, looks = leases.holder(LEASE), checks.newest()
        since = notices.overdue_since(ways.channels(settings), now)
    told["replica"] = _replica()
    is_damaged = damage.found(settings.instance_dir) is not None
    return {
        "ok": not is_damaged,
        "damaged": is_damaged,
        **told,
        "jobs": _seconds(held[1], now) if held else None,
        "jobs_age": _seconds(now, held[1] - LEASE_FOR) if held else None,
        "outbox": _seconds(now, since) if since else None,
        "looks": {kind.value: _seconds(now, one.at) for kind, one in looks.items()},
    }


def _replica() -> dict[str, object] | None:
    known = follower()
    if known is None:
        return None
    found = known.look()
    return {
        "follows": found.standing is Standing.FOLLOWS,
        "age": None if found.age is None else round(found.age),
    }


def _seconds(later: datetime, earlier: datetime) -> int:
    return round((later - earlier).total_seconds())
