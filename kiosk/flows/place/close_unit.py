"""A unit stops: its counters take no more answers, its figures stay."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.refusal import Refusal
from kiosk.flows import edits as steps
from kiosk.store.engine import transaction
from kiosk.store.place import edits, revision, tree


class StillUsed(Refusal):
    """Something below it is open."""


def close_unit(actor: Actor, code: str, reason: str, now: datetime) -> None:
    """Raises `StillUsed` while a unit below is open, `UnknownPlace`."""
    with transaction():
        revision.move()
        kept = edits.unit(code)
        below = [one.name for one in tree.whole().children(kept.id) if one.closed_at is None]
        if below:
            raise StillUsed("Tutup dulu unit di bawahnya: %(units)s.", units=", ".join(below[:5]))
        steps.close(actor, now, kept, reason)
