"""A tablet is known no more: lost, stolen, sold, or put elsewhere."""

from datetime import datetime

from kiosk.domain.place.device import UnknownDevice
from kiosk.flows import tabletting
from kiosk.store.engine import reading, transaction
from kiosk.store.place import devices

OPERATOR = 0


def revoke_device(by: int, code: str, device_id: int, now: datetime) -> str:
    """What it was called. From now on its key opens nothing, and there is no way back: it may be
    made known anew. Revoked already: nothing happens. Raises `UnknownPoint`, `UnknownDevice`."""
    with transaction():
        point, row = tabletting.at(code, device_id)
        if devices.revoke(row.id, by, now):
            details = {"nama": [row.name, None], "loket": point.code}
            tabletting.record(by, "cabut-tablet", str(row.id), point.unit.id, details, now)
    return str(row.name)


def revoke_by_number(device_id: int, now: datetime) -> str:
    """By whoever may type commands on the machine. Raises `UnknownDevice`."""
    with reading():
        code = devices.point_of(device_id) if device_id <= tabletting.LARGEST_ID else None
    if code is None:
        raise UnknownDevice
    return revoke_device(OPERATOR, code, device_id, now)
