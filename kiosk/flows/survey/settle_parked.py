"""What a tablet sent and could not be taken then is tried again, as of when it was pressed."""

from datetime import datetime
from typing import Any

from kiosk.domain.arrival import Arrival, Clock
from kiosk.domain.complaint.attachment import NoSpace
from kiosk.domain.complaint.flood import TooMuch
from kiosk.domain.place.code import tidy
from kiosk.domain.place.device import KnownDevice
from kiosk.domain.place.tablet_watch import SettledItem, StillParked, reason_in_words
from kiosk.domain.refusal import Busy, Full, Refusal
from kiosk.flows import tabletting
from kiosk.flows.delivering import Item, deliver
from kiosk.flows.parking import reason_of
from kiosk.flows.receiving import House
from kiosk.flows.rounds import Round
from kiosk.store.engine import reading, transaction
from kiosk.store.place import parked, points

ITSELF = 0
"""Whoever settles what settles by itself."""


def settle_parked(by: int, code: str, item_id: int, house: House, now: datetime) -> None:
    """``by``: id of a member of staff; ``code``: of the counter its tablet stands at. Nobody sees
    what is in it. Raises `SettledItem`, `StillParked`, `Busy`, `Full`."""
    with reading():
        row = parked.with_box(item_id) if item_id <= tabletting.LARGEST_ID else None
    if row is None or row.point_code != tidy(code):
        raise SettledItem
    _settle(row, by, house, now)


def retry_parked(house: House, now: datetime) -> str:
    """Once a day, the oldest first; what came of it."""
    with reading():
        waiting = [row.id for row in parked.open_ones()]
    done = 0

    def one(item_id: int) -> None:
        nonlocal done
        done += _retried(item_id, house, now)

    Round().each(waiting, one)
    return f"{done} titipan masuk, {len(waiting) - done} masih menunggu"


def _retried(item_id: int, house: House, now: datetime) -> bool:
    with reading():
        row = parked.with_box(item_id)
    if row is None:
        return False
    try:
        _settle(row, ITSELF, house, now)
    except (StillParked, Full):
        return False
    return True


def _settle(row: Any, by: int, house: House, now: datetime) -> None:
    """Delivered first, marked then: should the machine stop between, the next try finds the form
    taken in already, and marks it."""
    with reading():
        point = points.opened(row.point_code)
    arrival = Arrival(row.pressed_at, row.received_at, Clock(row.clock))
    device = KnownDevice(row.device_id, row.name, point)
    try:
        deliver(device, Item(row.seq, point.code, arrival, row.box), house, now)
    except (NoSpace, TooMuch) as later:
        # Its own sentence would say that a complaint is in the box.
        raise StillParked("Kiriman ini belum dapat masuk sekarang. Coba lagi nanti.") from later
    except (Busy, Full):
        raise
    except Refusal as refused:
        reason = reason_of(refused)
        with transaction():
            parked.tell_reason(row.id, reason)
        raise StillParked(
            "Kiriman ini masih belum dapat masuk. %(why)s", why=reason_in_words(reason)
        ) from refused
    with transaction():
        if parked.settle(row.id, by, now):
            details = {"titipan": row.id, "loket": point.code}
            tabletting.record(
                by, "masukkan-titipan", str(row.device_id), point.unit.id, details, now
            )
