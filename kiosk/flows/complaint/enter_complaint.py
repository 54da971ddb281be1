"""A complaint from the counter, the telephone or a letter is entered by a colleague, and its
reporter gets a key like anybody else.

What names somebody is sealed on its way in: whoever entered it cannot open it afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.complaint import attachment, entry
from kiosk.domain.complaint.entry import Complaint, InvalidComplaint
from kiosk.domain.complaint.hand_entry import Came, came
from kiosk.domain.complaint.receipt import Receipt
from kiosk.domain.form import Fields, Problem
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action, Spot
from kiosk.domain.place.point import OpenPoint, UnknownUnit
from kiosk.domain.refusal import Refusal
from kiosk.flows import arriving, cases, receiving, room
from kiosk.flows.receiving import Arrival, House, Upload
from kiosk.media.reencode import prepare
from kiosk.store.complaint import tickets
from kiosk.store.engine import reading, transaction
from kiosk.store.people import reach
from kiosk.store.place import units
from kiosk.store.survey import submissions


class ChangedEntry(Refusal):
    """The form's key was used for another complaint: the first one stands."""

    def __init__(self) -> None:
        super().__init__("Formulir ini sudah dipakai untuk laporan lain. Muat ulang halaman ini.")


@dataclass(frozen=True)
class Entered:
    """``again``: this very form had been stored before."""

    receipt: Receipt
    sealed: bool
    again: bool


def list_entry_units(actor: Actor) -> list[tuple[str, str]]:
    """(code, name) of the open units this person enters complaints for."""
    with reading():
        mine = set(reach.unit_ids(actor.grants, Action.ENTER_TICKETS))
        return [(one.code, one.name) for one in units.all_with_parents() if one.id in mine]


def open_entry_unit(actor: Actor, unit_code: str) -> OpenPoint:
    """The unit with its services. Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        spot = reach.spot_of_unit_id(unit.id) or Spot(-1)
        if not actor.may(Action.ENTER_TICKETS, spot):
            raise UnknownUnit("Pilih unit yang dapat Anda catatkan laporannya.")
        return arriving.point_of(unit)


def enter_complaint(
    actor: Actor,
    unit_code: str,
    fields: Fields,
    channel: str,
    received: str,
    uploads: Sequence[Upload],
    house: House,
    now: datetime,
) -> Entered:
    """``fields``: as of the citizen's form; ``received``: local time of the unit. Raises
    `UnknownUnit`, `InvalidComplaint`, `InvalidAttachment`, `ChangedEntry`, `NoSpace`, `Busy`."""
    point = open_entry_unit(actor, unit_code)
    complaint, arrived = _read(fields, point, channel, received, now)
    attachment.check_count([len(one.content) for one in uploads], kept=0)
    room.check(uploads, house)
    receipt = receiving.receipt_of(complaint.key, house)
    prepared = [prepare(one.name, one.content) for one in uploads]
    arrival = Arrival(point, complaint, arrived.channel, arrived.at, "id", actor.id)
    ready = receiving.make_ready(arrival, prepared, receipt, house, now)
    digest = complaint.digest([one.content for one in uploads])
    with transaction():
        fresh = submissions.reserve(complaint.key_bytes, digest)
        if not fresh and submissions.digest_of(complaint.key_bytes) != digest:
            raise ChangedEntry
        if fresh:
            receiving.store(ready, house, now)
            row = tickets.by_id(ready.id)
            cases.record(actor.id, cases.ENTERED, row, now, {"saluran": row.channel})
    return Entered(receipt, complaint.ticket_class.is_sealed, not fresh)


def _read(
    fields: Fields, point: OpenPoint, channel: str, received: str, now: datetime
) -> tuple[Complaint, Came]:
    """Both, or everything that is wrong with either."""
    problems: list[Problem] = []
    complaint, arrived = None, None
    try:
        complaint = entry.read(fields, point.services)
    except InvalidComplaint as why:
        problems += why.problems
    try:
        arrived = came(channel, received, point.unit.zone, now)
    except InvalidComplaint as why:
        problems += why.problems
    if complaint is None or arrived is None:
        raise InvalidComplaint(problems)
    return complaint, arrived
