"""The number that moves whenever a place changes."""

from sqlalchemy import select, update

from kiosk.store.engine import connection
from kiosk.store.place.tables import PlaceRevision
from kiosk.store.statement import Prepared

_number = Prepared(lambda _dialect: select(PlaceRevision.number))


def current() -> int:
    found = _number.run({}).fetchone()
    return int(found[0]) if found else 0


def move() -> None:
    """To be called by every write that changes a place, in its transaction."""
    connection().execute(update(PlaceRevision).values(number=PlaceRevision.number + 1))
