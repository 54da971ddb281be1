"""A guest took a file away: that goes into the audit record."""

from datetime import datetime
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Spot
from kiosk.flows import staffing
from kiosk.store.engine import transaction
from kiosk.store.people import audit, journal

ACTION = "unduh-sebagai-tamu"


def note_download(actor: Actor, endpoint: str, path: str, spot: Spot | None, now: datetime) -> None:
    """``spot``: where the page's object stands; None: the guest's own place. The path names a unit
    and a number, never what is in the file."""
    with transaction():
        place: dict[str, Any] = staffing.where(spot) if spot else dict(journal.home(actor.id))
        audit.append(
            at=now,
            actor_id=actor.id,
            action=ACTION,
            object_kind="unduhan",
            object_id=endpoint.removeprefix("desk.")[:64],
            details={"alamat": path[:200]},
            **place,
        )
