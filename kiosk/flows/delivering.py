"""Steps that ways in share: what a tablet locked away becomes an answer, a complaint or a tap."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.arrival import Arrival
from kiosk.domain.complaint.receipt import Receipt
from kiosk.domain.form import Fields
from kiosk.domain.place.device import KnownDevice
from kiosk.domain.survey.source import Source
from kiosk.flows import boxes
from kiosk.flows.answering import Way, take_answer
from kiosk.flows.boxes import BrokenBox, Letter
from kiosk.flows.filing import take_complaint
from kiosk.flows.receiving import House
from kiosk.store.engine import transaction


@dataclass(frozen=True)
class Item:
    """One thing a tablet sends. ``code``: of the counter's page that locked it."""

    seq: int
    code: str
    arrival: Arrival
    box: bytes = field(repr=False)


@dataclass(frozen=True)
class Delivered:
    """``again``: it had been taken in before. ``receipt``: of a complaint. ``low``: the unsur an
    answer scored lowest, where it scored something low."""

    again: bool
    receipt: Receipt | None = None
    low: str | None = None


def deliver(device: KnownDevice, item: Item, house: House, now: datetime) -> Delivered:
    """Opens transactions of its own. Raises `BrokenBox`, and what the form's own flow raises."""
    letter = boxes.unlock(house.keys, item.box, item.code)
    lane = _LANES.get(letter.lane)
    if lane is None:
        raise BrokenBox
    return lane(device, item, letter, house, now)


def _answer(
    device: KnownDevice, item: Item, letter: Letter, house: House, now: datetime
) -> Delivered:
    way = Way(item.arrival, Source.KIOSK, letter.lang, device=device.id, seq=item.seq)
    with transaction():
        done = take_answer(device.point, letter.fields, way)
    return Delivered(done.again, low=done.low)


def _complaint(
    device: KnownDevice, item: Item, letter: Letter, house: House, now: datetime
) -> Delivered:
    """Counted by the tablet, not by the network it shares with the whole office."""
    filed = take_complaint(
        device.point,
        _typed(letter.fields),
        (),
        house,
        now,
        address=f"tablet-{device.id}",
        lang=letter.lang,
        protected=letter.lane == "integritas",
        received=item.arrival.taken,
    )
    return Delivered(filed.again, filed.receipt)


def _typed(fields: Fields) -> Fields:
    return {name: values for name, values in fields.items() if name not in ("bahasa", "tampilan")}


Lane = Callable[[KnownDevice, Item, Letter, House, datetime], Delivered]
_LANES: Mapping[str, Lane] = {
    "nilai": _answer,
    "aduan": _complaint,
    "integritas": _complaint,
}
