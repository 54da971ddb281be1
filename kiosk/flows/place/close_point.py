"""A counter stops taking answers; its answers stay, and its printed QR says where to go."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.flows import edits as steps
from kiosk.store.engine import transaction
from kiosk.store.place import edits, revision


def close_point(actor: Actor, code: str, reason: str, now: datetime) -> None:
    """Raises `UnknownPlace`."""
    with transaction():
        revision.move()
        steps.close(actor, now, edits.point(code), reason)
