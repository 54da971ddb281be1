"""A tablet tells how it is, and hears whether the office is open."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.complaint.opening import Opening, opening
from kiosk.domain.place.device import Beat, KnownDevice
from kiosk.store.engine import transaction
from kiosk.store.place import calendars, devices

_LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Heard:
    opening: Opening


def beat(device: KnownDevice, told: Beat, now: datetime) -> Heard:
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
    return Heard(opening(calendar, now))
