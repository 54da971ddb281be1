"""Steps that ways in share: a valid complaint becomes a stored ticket.

What is slow or on disk (hashing the phrase, scanning, writing files) is made ready before the
transaction; storing is inserts only. A crash in between leaves files that no row names, and the
sweep takes them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.bucket import Uploads
from kiosk.domain.complaint import entry
from kiosk.domain.complaint import receipt as receipts
from kiosk.domain.complaint.attachment import FileState
from kiosk.domain.complaint.attachment_name import neutral_name
from kiosk.domain.complaint.clock import queue_of
from kiosk.domain.complaint.deadline import day_zero
from kiosk.domain.complaint.entry import Complaint, InvalidComplaint
from kiosk.domain.complaint.kinds import Category, Channel, Identity
from kiosk.domain.complaint.limits import Clock
from kiosk.domain.complaint.moments import coarse
from kiosk.domain.complaint.named_people import named_people
from kiosk.domain.complaint.receipt import Receipt
from kiosk.domain.complaint.ticket import By, State
from kiosk.domain.form import Problem
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Action, Level, Spot
from kiosk.domain.place.point import OpenPoint
from kiosk.flows import running, sealing, tellings
from kiosk.flows.running import Desk
from kiosk.flows.sealing import Case
from kiosk.media import scanner
from kiosk.media.reencode import Prepared
from kiosk.store.complaint import (
    attachments,
    files,
    persons,
    phrases,
    seals,
    search,
    tickets,
    timeline,
)
from kiosk.store.complaint import words as wordlist
from kiosk.store.complaint.persons import Person
from kiosk.store.complaint.seals import Place
from kiosk.store.people import holders, reach, roster


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class House:
    """What an installation lends its flows: keys, where files and secrets lie, the scanner."""

    keys: Keys
    uploads: Uploads
    instance: Path
    scanner: str = ""


@dataclass(frozen=True)
class Arrival:
    """A complaint as it came in. ``actor_id``: whoever entered it for the citizen."""

    point: OpenPoint
    complaint: Complaint
    channel: Channel
    received: datetime
    lang: str = "id"
    actor_id: int | None = None
    split_from: int | None = None


@dataclass(frozen=True)
class StoredFile:
    """An attachment that lies on disk."""

    id: int
    kind: str
    size: int
    digest: str
    thumbnail: str | None
    state: FileState
    name: str | None = field(repr=False)
    sealed: bytes | None = field(repr=False)


@dataclass(frozen=True)
class Ready:
    """Everything slow is done. ``case``: None for an ordinary complaint."""

    id: int
    arrival: Arrival
    receipt: Receipt
    salt: bytes = field(repr=False)
    verifier: bytes = field(repr=False)
    case: Case | None = field(repr=False)
    files: tuple[StoredFile, ...] = ()
    public: bytes | None = field(default=None, repr=False)
    """The reporter's, kept of every ticket: one that is sealed later is theirs to read too."""


def receipt_of(key: str, house: House) -> Receipt:
    """The receipt that belongs to a form's key, the same every time."""
    return receipts.receipt_of(house.keys, key, wordlist.words())


def make_ready(
    arrival: Arrival, prepared: Sequence[Prepared], receipt: Receipt, house: House, now: datetime
) -> Ready:
    """Outside every transaction: about 40 ms for the phrase, and what the files take."""
    number = tickets.new_id()
    salt = phrases.new_salt()
    secret = phrases.hashed(receipt.phrase, salt)
    sealed = arrival.complaint.ticket_class.is_sealed
    case = sealing.begin(number, secret.seed) if sealed else None
    if sealed or arrival.complaint.identity is Identity.ANONYMOUS:
        prepared = nameless(prepared)
    kept = tuple(keep_file(one, case, house) for one in prepared)
    public = seals.public_of(secret.seed)
    return Ready(number, arrival, receipt, salt, secret.verifier, case, kept, public)


def nameless(prepared: Sequence[Prepared], first: int = 1) -> list[Prepared]:
    """Without the names they came with: phones write the second into a picture's, and people
    their own into a letter's."""
    return [
        replace(one, name=neutral_name(number, one.kind.extension))
        for number, one in enumerate(prepared, first)
    ]


def keep_file(one: Prepared, case: Case | None, house: House) -> StoredFile:
    """Scanned, sealed where it belongs to a sealed case, and on disk. Raises `NoSpace`."""
    number = tickets.new_id()
    state = scanner.scan(house.scanner, one.content).state
    content, small = one.content, one.thumbnail
    if case is not None:
        content = case.seal_file(number, Place.FILE, content)
        small = small and case.seal_file(number, Place.THUMBNAIL, small)
    return StoredFile(
        number,
        one.kind.value,
        # As it lies on disk: of a sealed case the true length would say what the padding hides.
        len(content),
        files.keep(house.uploads, content),
        files.keep(house.uploads, small) if small else None,
        state,
        one.name if case is None else None,
        case.seal(number, Place.FILE_NAME, one.name) if case is not None else None,
    )


def store(ready: Ready, house: House, now: datetime) -> None:
    """Inside the caller's transaction: the ticket with all that belongs to it. Raises
    `InvalidComplaint` for a number that another ticket has: 1 in 350 million at 100,000."""
    arrival = ready.arrival
    if tickets.is_taken(ready.receipt.number):
        raise InvalidComplaint([Problem("kunci", entry.RELOAD)])
    unit = arrival.point.unit
    desk = running.desk_of(unit.id)
    received = _received(arrival, desk)
    limits = _limits(arrival.complaint)
    seq = 1 + len(limits)
    first = min(
        running.start(ready.id, place, clock, desk, received, cause=running.FIRST)
        for place, clock in enumerate(limits, 2)
    )
    tickets.add(**_row(ready, desk, received, seq, first, limits[0]))
    timeline.add_move(
        ready.id,
        1,
        received,
        by=(By.REPORTER if arrival.actor_id is None else By.OFFICER).value,
        actor_id=arrival.actor_id,
        move="terima",
        state=State.RECEIVED.value,
        details={"saluran": arrival.channel.value},
    )
    _texts(ready, house)
    attachments.add(ready.id, ready.files, at=received, message=0)
    tickets.add_key(ready.id, ready.salt, ready.verifier, ready.public)
    row = tickets.by_id(ready.id)
    if ready.case is not None:
        marks = accused_marks(ready.id, arrival.complaint.accused, house)
        tickets.add_accused(ready.id, marks + _named_in_team(ready, house))
        sealing.share(row, ready.case, house.keys, house.instance)
    tellings.tell_new(row, house.keys, now)


def _received(arrival: Arrival, desk: Desk) -> datetime:
    """An anonymous sealed case came in on a day, not at an hour (F55)."""
    one = arrival.complaint
    hidden = one.ticket_class.is_sealed and one.identity is Identity.ANONYMOUS
    return coarse(desk.calendar, arrival.received) if hidden else arrival.received


def _limits(complaint: Complaint) -> list[Clock]:
    """Verification first: it is the nearest."""
    limits = [Clock.VERIFICATION, Clock(complaint.ticket_class.value)]
    if complaint.category is Category.GRATIFICATION:
        limits.append(Clock.GRATIFICATION)
    return limits


def _row(
    ready: Ready, desk: Desk, received: datetime, seq: int, due: datetime, clock: Clock
) -> dict[str, Any]:
    arrival, point = ready.arrival, ready.arrival.point
    one = arrival.complaint
    local = received.astimezone(ZoneInfo(point.unit.zone))
    spot = reach.spot_of_unit_id(point.unit.id)
    return {
        "id": ready.id,
        "number": ready.receipt.number,
        "instansi_id": spot.instansi_id if spot else 0,
        "unit_id": point.unit.id,
        "origin_id": point.unit.id,
        "point_id": point.id or None,
        "service_id": one.service.id if one.service else None,
        "sealed": ready.case is not None,
        "ticket_class": one.ticket_class.value,
        "kind": one.kind.value,
        "category": one.category.value,
        "channel": arrival.channel.value,
        "identity": one.identity.value,
        "lang": point.language_of(arrival.lang),
        "state": State.RECEIVED.value,
        "queue": int(queue_of(State.RECEIVED)),
        "received_at": received,
        "day_zero": day_zero(desk.calendar, received),
        "month": local.year * 100 + local.month,
        "last_seq": seq,
        "due_at": due,
        "due_kind": clock.value,
        "split_from": arrival.split_from,
    }


def _texts(ready: Ready, house: House) -> None:
    one, case = ready.arrival.complaint, ready.case
    person = Person(one.name, one.contact)
    if case is not None:
        told = {
            "judul": one.title,
            "isi": one.body,
            "tempat": one.place,
            "waktu": one.happened,
            "terlapor": one.accused,
        }
        tickets.add_text(ready.id, sealed=case.seal(0, Place.TEXT, json.dumps(told)))
    else:
        tickets.add_text(
            ready.id, title=one.title, body=one.body, place=one.place, happened=one.happened
        )
        search.add(ready.id, ready.arrival.point.unit.id, one.title, one.body, one.place)
    if one.name or one.contact:
        key = case.key if case is not None else house.keys.of("pelapor")
        tickets.add_reporter(ready.id, persons.seal(person, key, ready.id))


def _named_in_team(ready: Ready, house: House) -> list[bytes]:
    """Members of the team whom title or body may mean: they would be told of the case and read it
    before any colleague could mark them. Of others the team is shown the names."""
    one, unit = ready.arrival.complaint, ready.arrival.point.unit
    team = holders.allowed(Action.HANDLE_SEALED, reach.spot_of_unit_id(unit.id) or Spot(-1))
    meant = named_people(f"{one.title}\n{one.body}", [who.name for who in team])
    return [house.keys.accused(ready.id, "orang", who.id) for who in team if who.name in meant]


def accused_marks(ticket_id: int, text: str, house: House) -> list[bytes]:
    """Marks of the staff that these words may mean, and of the units they serve in. The unit the
    ticket was brought at is concerned without a mark."""
    everybody = roster.everybody() if text else []
    meant = named_people(text, [one.name for one in everybody])
    people = {one.id for one in everybody if one.name in meant}
    grants = roster.grants()
    served = {
        grant.place_id
        for person in people
        for grant in grants.get(person, [])
        if grant.level == Level.UNIT.value
    }
    marks = [house.keys.accused(ticket_id, "orang", one) for one in people]
    return marks + [house.keys.accused(ticket_id, "unit", one) for one in served]
