"""A tablet becomes known with a one-time code from the desk."""

import secrets
from datetime import datetime

from kiosk.domain.people import throttle
from kiosk.domain.people.keys import Keys
from kiosk.domain.place.code import tidy
from kiosk.domain.place.device import DeadCode, tidy_code
from kiosk.domain.place.point import ClosedPoint, OpenPoint
from kiosk.store.engine import transaction
from kiosk.store.people import attempts, audit, reach
from kiosk.store.place import devices, points


def enrol_device(code: str, typed: str, keys: Keys, address: str, now: datetime) -> str:
    """The key of the new tablet, which is told once and kept nowhere here. ``typed``: the code
    as somebody typed it. Raises `UnknownPoint`, `ClosedPoint`, `DeadCode`, `TooManyTries`."""
    subject = keys.network(address, now.date())
    with transaction():
        attempts.count(subject, throttle.NETWORK, now)
    with transaction():
        point = points.scanned(tidy(code), now)
        if point.closed:
            raise ClosedPoint("Loket ini sudah ditutup.", unit=point.unit.name)
        known = tidy_code(typed)
        used = devices.use_code(known, point.id, now) if known else None
        if used is None:
            raise DeadCode
        key = secrets.token_urlsafe(32)
        made = devices.add(point.id, used.name, key, used.made_by, now)
        attempts.take_back(subject)
        _record(point, made, used.name, used.made_by, now)
    return key


def _record(point: OpenPoint, made: int, name: str, by: int, now: datetime) -> None:
    spot = reach.spot_of_unit_id(point.unit.id)
    audit.append(
        at=now,
        actor_id=by,
        action="daftarkan-tablet",
        object_kind="tablet",
        object_id=str(made),
        instansi_id=spot.instansi_id if spot else 0,
        unit_id=point.unit.id,
        details={"nama": [None, name], "loket": [None, point.code]},
    )
