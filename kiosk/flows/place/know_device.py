"""A tablet's key becomes the tablet and its counter."""

from datetime import datetime

from kiosk.domain.place.code import tidy
from kiosk.domain.place.device import KnownDevice, UnknownDevice
from kiosk.domain.place.point import OpenPoint, RetiredCode
from kiosk.store.engine import reading
from kiosk.store.place import devices, points


def know_device(code: str, key: str, now: datetime) -> KnownDevice:
    """The tablet at this counter. The code may be any the counter ever had: a tablet that was
    without a line while its QR was renewed still brings what it holds, and hears the new one.
    Raises `UnknownPoint`, `RetiredCode`, `UnknownDevice`."""
    with reading():
        row = devices.by_key(key) if key else None
        point = _point(tidy(code), row.point_code if row else "", now)
        if row is None or row.point_code != point.code:
            raise UnknownDevice
        return KnownDevice(row.id, row.name, point)


def _point(code: str, own: str, now: datetime) -> OpenPoint:
    """``own``: the code of the counter the key belongs to; "" of a stranger."""
    try:
        return points.scanned(code, now)
    except RetiredCode:
        if not own:
            raise
        point = points.opened(own)
        if code not in dict(points.old_codes(point.id)):
            raise
        return point
