"""A one-time code with which a tablet becomes known at a counter."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.place.code import ALPHABET, tidy
from kiosk.domain.place.device import CODE_LENGTH, CODE_LIFE, tidy_device_name
from kiosk.domain.place.point import ClosedPoint, OpenPoint
from kiosk.flows import tabletting
from kiosk.store.engine import transaction
from kiosk.store.place import devices, points


@dataclass(frozen=True)
class DeviceCode:
    """``code`` is told here once; only its hash is kept."""

    point: OpenPoint
    name: str
    code: str = field(repr=False)
    expires_at: datetime


def make_device_code(by: int, code: str, name: str, now: datetime) -> DeviceCode:
    """``by``: id of a member of staff, 0 the operator; ``code``: the counter's own. Raises
    `UnknownPoint`, `ClosedPoint`, `InvalidDeviceName`."""
    kept = tidy_device_name(name)
    made = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    with transaction():
        point = points.opened(tidy(code))
        if point.closed:
            raise ClosedPoint("Loket ini sudah ditutup.", unit=point.unit.name)
        until = now + CODE_LIFE
        devices.add_code(point.id, kept, made, by=by, now=now, expires_at=until)
        details = {"nama": [None, kept], "loket": [None, point.code]}
        tabletting.record(by, "buat-kode-tablet", "", point.unit.id, details, now)
    return DeviceCode(point, kept, made, until)
