"""A service is looked at, renamed, or set free of charge."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place import edit
from kiosk.flows import edits as steps
from kiosk.store.engine import reading, transaction
from kiosk.store.place import edits, revision
from kiosk.store.place.edits import Kept


def open_service(unit_code: str, code: str) -> Kept:
    """As kept now, with its version; raises `UnknownPlace`."""
    with reading():
        return edits.service(unit_code, code)


def edit_service(
    actor: Actor,
    unit_code: str,
    code: str,
    version: int,
    name: str,
    now: datetime,
    *,
    asks_fee: bool,
) -> None:
    """Raises `InvalidEntry`, `StaleEdit`, `UnknownPlace`."""
    values = {"name": edit.name_of(name), "asks_fee": asks_fee}
    with transaction():
        revision.move()
        steps.save(actor, now, edits.service(unit_code, code), version, values)
