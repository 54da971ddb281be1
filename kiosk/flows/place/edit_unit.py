"""A unit's name, zone, address and telephone are looked at and changed."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place.edit import UnitEntry
from kiosk.flows import edits as steps
from kiosk.store.complaint import turns
from kiosk.store.engine import reading, transaction
from kiosk.store.place import edits, revision
from kiosk.store.place.edits import Kept


def open_unit(code: str) -> Kept:
    """As kept now, with its version; raises `UnknownPlace`."""
    with reading():
        return edits.unit(code)


def edit_unit(actor: Actor, code: str, version: int, entry: UnitEntry, now: datetime) -> None:
    """``version``: as opened. Raises `StaleEdit`, `UnknownPlace`."""
    values = {
        "name": entry.name,
        "timezone": entry.timezone,
        "address": entry.address,
        "phone": entry.phone,
    }
    with transaction():
        revision.move()
        kept = edits.unit(code)
        steps.save(actor, now, kept, version, values)
        if kept.values["timezone"] != entry.timezone:
            turns.add(kept.id, None, None, f"zona waktu diubah: {entry.timezone}", now)
