"""A tablet's key becomes the tablet and its counter."""

from datetime import datetime

from kiosk.domain.place.code import tidy
from kiosk.domain.place.device import KnownDevice, UnknownDevice
from kiosk.store.engine import reading
from kiosk.store.place import devices, points


def know_device(code: str, key: str, now: datetime) -> KnownDevice:
    """The tablet at this counter; the code may be one the counter had until not long ago. Raises
    `UnknownPoint`, `RetiredCode`, `UnknownDevice`."""
    with reading():
        point = points.scanned(tidy(code), now)
        row = devices.by_key(key) if key else None
        if row is None or row.point_code != point.code:
            raise UnknownDevice
        return KnownDevice(row.id, row.name, point)
