"""A tablet tells how it is, and hears whether the office is open and what the counter asks."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.complaint.opening import opening
from kiosk.domain.people.keys import Keys
from kiosk.domain.place.device import Beat, KnownDevice
from kiosk.domain.place.opening import Opening
from kiosk.flows import visiting
from kiosk.flows.visiting import Call
from kiosk.store.engine import transaction
from kiosk.store.place import calendars, devices

_LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Heard:
    """``call``: what the counter asks this tablet to show, told once."""

    opening: Opening
    call: Call | None = None


def beat(device: KnownDevice, told: Beat, keys: Keys, now: datetime) -> Heard:
    shift = int((now - told.now).total_seconds())
    with transaction():
        devices.beat(
            device.id,
            now=now,
            waiting=told.waiting,
            battery=told.battery,
            charging=told.charging,
            shift=max(-_LARGEST, min(_LARGEST, shift)),
        )
        calendar = calendars.of_units([device.point.unit.id])[device.point.unit.id]
        call = visiting.take_call(device.point, keys, now)
    return Heard(opening(calendar, now), call)
