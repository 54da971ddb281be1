"""The number that moves whenever a place changes."""

from sqlalchemy import select, update

from kiosk.store.engine import connection
from kiosk.store.place.tables import PlaceRevision


def current() -> int:
    return connection().scalar(select(PlaceRevision.number)) or 0


def move() -> None:
    """To be called by every write that changes a place, in its transaction."""
    connection().execute(update(PlaceRevision).values(number=PlaceRevision.number + 1))
