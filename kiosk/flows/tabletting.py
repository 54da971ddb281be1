"""Steps that flows of tablets share: finding one at its counter, and writing down who did what."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kiosk.domain.place.code import tidy
from kiosk.domain.place.device import UnknownDevice
from kiosk.domain.place.point import OpenPoint
from kiosk.store.people import audit, reach
from kiosk.store.place import devices, points

LARGEST_ID = 2**31 - 1


def at(code: str, device_id: int) -> tuple[OpenPoint, Any]:
    """A counter and a tablet of it, revoked or not. Raises `UnknownPoint`, `UnknownDevice`."""
    point = points.opened(tidy(code))
    row = devices.at_point(device_id, point.id) if device_id <= LARGEST_ID else None
    if row is None:
        raise UnknownDevice
    return point, row


def record(
    by: int, action: str, which: str, unit_id: int, details: Mapping[str, Any], now: datetime
) -> None:
    """``which``: the tablet's number; "" of one that is not known yet. Never a key or a code."""
    spot = reach.spot_of_unit_id(unit_id)
    audit.append(
        at=now,
        actor_id=by,
        action=action,
        object_kind="tablet",
        object_id=which,
        instansi_id=spot.instansi_id if spot else 0,
        unit_id=unit_id,
        details=details,
    )
