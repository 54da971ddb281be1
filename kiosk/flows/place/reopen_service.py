"""A closed service is offered again."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.flows import edits as steps
from kiosk.store.engine import transaction
from kiosk.store.place import edits, revision


def reopen_service(actor: Actor, unit_code: str, code: str, now: datetime) -> None:
    """Raises `UnknownPlace`."""
    with transaction():
        revision.move()
        steps.reopen(actor, now, edits.service(unit_code, code))
