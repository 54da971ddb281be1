"""Steps that ways in share: what a tablet locked away becomes an answer, a complaint or a tap."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.arrival import Arrival
from kiosk.domain.complaint.receipt import Receipt
from kiosk.domain.place.device import KnownDevice
from kiosk.domain.survey import visit_token
from kiosk.domain.survey.source import Source
from kiosk.domain.survey.visit_token import DeadVisit
from kiosk.flows import boxes, visiting
from kiosk.flows.answering import Receipt as Taken
from kiosk.flows.answering import UsedVisit, Way, of_visit, take_answer
from kiosk.flows.boxes import BrokenBox, Letter
from kiosk.flows.filing import take_complaint
from kiosk.flows.receiving import House
from kiosk.flows.tapping import take_tap
from kiosk.store.engine import reading, transaction
from kiosk.store.place import points


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
    letter = _opened(device, item, house)
    lane = _LANES.get(letter.lane)
    if lane is None:
        raise BrokenBox
    return lane(device, item, letter, house, now)


def _opened(device: KnownDevice, item: Item, house: House) -> Letter:
    """Locked with the code the counter's page had then: its QR may have been renewed since."""
    try:
        return boxes.unlock(house.keys, item.box, item.code)
    except BrokenBox:
        with reading():
            old = [code for code, _until in points.old_codes(device.point.id)]
        for code in (device.point.code, *old):
            with suppress(BrokenBox):
                return boxes.unlock(house.keys, item.box, code)
        raise


def _answer(
    device: KnownDevice, item: Item, letter: Letter, house: House, now: datetime
) -> Delivered:
    way = Way(item.arrival, Source.KIOSK, letter.lang, device=device.id)
    number = _visit(device, item, letter, house, now)
    try:
        done = _taken(device, letter, way if number is None else of_visit(way, number))
    except UsedVisit:
        # The visit was answered elsewhere meanwhile. Whoever stood here answered all the same.
        done = _taken(device, letter, way)
    return Delivered(done.again, low=done.low)


def _taken(device: KnownDevice, letter: Letter, way: Way) -> Taken:
    with transaction():
        return take_answer(device.point, letter.fields, way)


def _visit(
    device: KnownDevice, item: Item, letter: Letter, house: House, now: datetime
) -> int | None:
    """The number of a sign of this counter that lived when the answer was pressed. Any other
    counts for nothing, and loses no answer."""
    if not letter.token:
        return None
    try:
        token = visit_token.read(letter.token, house.keys)
        with reading():
            point = visiting.point_of(token, now)
    except DeadVisit:
        return None
    is_good = point.id == device.point.id and item.arrival.taken < token.expires_at
    return token.number if is_good else None


def _complaint(
    device: KnownDevice, item: Item, letter: Letter, house: House, now: datetime
) -> Delivered:
    """Counted by the tablet, not by the network it shares with the whole office."""
    filed = take_complaint(
        device.point,
        letter.fields,
        (),
        house,
        now,
        address=f"tablet-{device.id}",
        lang=letter.lang,
        protected=letter.lane == "integritas",
        received=item.arrival.taken,
    )
    return Delivered(filed.again, filed.receipt)


def _tap(device: KnownDevice, item: Item, letter: Letter, house: House, now: datetime) -> Delivered:
    with transaction():
        _told, fresh = take_tap(device.point, letter.fields, item.arrival, Source.KIOSK)
    return Delivered(not fresh)


Lane = Callable[[KnownDevice, Item, Letter, House, datetime], Delivered]
_LANES: Mapping[str, Lane] = {
    "nilai": _answer,
    "aduan": _complaint,
    "integritas": _complaint,
    "ketuk": _tap,
}
