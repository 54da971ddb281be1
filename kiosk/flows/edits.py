"""Steps that flows of the desk share: saving what was opened, and recording who did."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.stale import StaleEdit
from kiosk.store.people import audit
from kiosk.store.place import edits, revision
from kiosk.store.place.edits import Kept


def record(
    actor: Actor,
    now: datetime,
    action: str,
    kept: Kept,
    details: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """Write down who did what to a place."""
    audit.append(
        at=now,
        actor_id=actor.id,
        action=action,
        object_kind=kept.kind,
        object_id=kept.code,
        instansi_id=kept.instansi_id,
        unit_id=kept.unit_id,
        details=details,
        reason=reason,
    )


def save(
    actor: Actor,
    now: datetime,
    kept: Kept,
    version: int,
    values: Mapping[str, Any],
    beside: Mapping[str, tuple[Any, Any]] | None = None,
) -> bool:
    """Save fields of a place as it was opened at ``version``; whether anything differed.

    ``beside``: what belongs to it outside its row, field to (kept, wanted). Raises `StaleEdit`.
    To be called after `revision.move()`, behind which editors of places queue."""
    others = beside or {}
    before = {**kept.values, **{name: pair[0] for name, pair in others.items()}}
    after = {**values, **{name: pair[1] for name, pair in others.items()}}
    changed = {name: [before[name], new] for name, new in after.items() if before[name] != new}
    if not changed:
        return False
    written = kept.version == version and edits.change(kept, values)
    if not written:
        raise StaleEdit(kept.version, before, after)
    record(actor, now, f"ubah-{kept.kind}", kept, changed)
    return True


def close(actor: Actor, now: datetime, kept: Kept, reason: str) -> None:
    """Closed already: nothing happens."""
    if kept.closed_at is None:
        revision.move()
        _marked(kept, now)
        record(actor, now, f"tutup-{kept.kind}", kept, {"ditutup": [None, now.isoformat()]}, reason)


def reopen(actor: Actor, now: datetime, kept: Kept) -> None:
    """Open already: nothing happens."""
    if kept.closed_at is not None:
        revision.move()
        _marked(kept, None)
        details = {"ditutup": [kept.closed_at.isoformat(), None]}
        record(actor, now, f"buka-{kept.kind}", kept, details)


def _marked(kept: Kept, at: datetime | None) -> None:
    """Somebody renamed it this very moment: the person looks again."""
    if not edits.mark_closed(kept, at):
        raise StaleEdit(kept.version, kept.values, kept.values)
