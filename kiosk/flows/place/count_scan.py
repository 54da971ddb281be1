"""Somebody opened a counter's page: one more on its local day. Nobody is identified."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.domain.place.point import OpenPoint
from kiosk.store.engine import transaction
from kiosk.store.place import scans


def count_scan(point: OpenPoint, now: datetime) -> None:
    """Raises `Busy`; a page must not fail, nor wait, because of it."""
    day = now.astimezone(ZoneInfo(point.unit.zone)).date()
    with transaction():
        scans.count(point.id, day)
