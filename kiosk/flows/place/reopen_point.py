"""A closed counter takes answers again, under the code its posters show."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.flows import edits as steps
from kiosk.store.engine import transaction
from kiosk.store.place import edits, revision


def reopen_point(actor: Actor, code: str, now: datetime) -> None:
    """Raises `UnknownPlace`."""
    with transaction():
        revision.move()
        steps.reopen(actor, now, edits.point(code))
