"""What a tablet sends is taken in, or parked where it cannot be taken and nobody is there to
put it right. Nothing it sent is ever lost."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.place.device import KnownDevice
from kiosk.domain.place.tablet_watch import TooManyParked
from kiosk.domain.refusal import Refusal
from kiosk.flows.delivering import Delivered, Item, deliver
from kiosk.flows.parking import PASSING, reason_of
from kiosk.flows.receiving import House
from kiosk.store.engine import transaction
from kiosk.store.place import parked

MOST = 1_000
HEAVIEST = 8 * 1024 * 1024
"""Items of one tablet that may wait, and bytes of them: more than an office writes in weeks. Who
stole a tablet's key fills no disk with boxes that nobody can open."""


class State(StrEnum):
    STORED = "tersimpan"
    AGAIN = "sudah"
    PARKED = "dititipkan"


@dataclass(frozen=True)
class Received:
    state: State
    delivered: Delivered | None = None


def receive_box(
    device: KnownDevice, item: Item, house: House, now: datetime, *, left: bool
) -> Received:
    """``left``: the visitor is gone. Else raises what the form's own flow raises: the visitor
    is told. Raises `Busy`, `Full`, `NoSpace`, `TooMuch` either way, and `TooManyParked`."""
    try:
        done = deliver(device, item, house, now)
    except PASSING:
        # The tablet keeps it and sends again.
        raise
    except Refusal as refused:
        if not left:
            raise
        _park(device, item, reason_of(refused))
        return Received(State.PARKED)
    return Received(State.AGAIN if done.again else State.STORED, done)


def _park(device: KnownDevice, item: Item, reason: str) -> None:
    with transaction():
        parked.keep(
            device.id,
            seq=item.seq,
            pressed_at=item.arrival.taken,
            received_at=item.arrival.received,
            clock=int(item.arrival.clock),
            reason=reason,
            box=item.box,
        )
        # Counted with it: what lies there already may be sent again however full it is.
        many, size = parked.weight(device.id)
        if many > MOST or size > HEAVIEST:
            raise TooManyParked
