"""An ordinary complaint turns out to be a matter of integrity: it goes to the protected lane.

Its words, files and names are sealed where they lie, it leaves the search, and whoever handed it
over cannot open it any more. What older backups and the database's log hold stays there."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kiosk.domain.complaint.attachment import FileKind
from kiosk.domain.complaint.attachment_name import neutral_name
from kiosk.domain.complaint.kinds import Identity, TicketClass
from kiosk.domain.complaint.moments import coarse
from kiosk.domain.complaint.receipt import spoken_number
from kiosk.domain.complaint.ticket import State
from kiosk.domain.people.actor import Actor
from kiosk.flows import acting, cases, reclocking, running, sealing, tellings, tickets
from kiosk.flows.receiving import House, accused_marks
from kiosk.flows.sealing import Case
from kiosk.flows.tickets import Seq, StaleTicket, Told
from kiosk.store.complaint import (
    attachments,
    drafts,
    files,
    persons,
    relations,
    sealing_over,
    seals,
    search,
)
from kiosk.store.complaint import tickets as kept
from kiosk.store.complaint.seals import Place
from kiosk.store.engine import reading, transaction
from kiosk.store.upkeep import notices


@dataclass(frozen=True)
class _SealedFile:
    id: int
    size: int
    digest: str
    thumbnail: str | None
    name: bytes = field(repr=False)


def protect_ticket(
    actor: Actor, number: str, version: int, reason: str, house: House, now: datetime
) -> None:
    """Raises `UnknownTicket`, `NotAllowed`, `StaleTicket`, `MissingWords`, `SealedHere`,
    `MergedTicket`, `NoSpace`, `LostFile`."""
    told = acting.reason(reason)
    with reading():
        row = cases.seen(number, actor, house.keys)
        tickets.check_version(row, version)
        case = _new_case(row)
        plain = [] if row.sealed else attachments.of(row.id)
    sealed_files = [_seal_file(one, case, house) for one in plain]
    with transaction():
        row, doer = acting.take_ordinary(number, actor, house.keys, version)
        _refuse_family(row)
        details = {"kelas": [row.ticket_class, TicketClass.SUPERVISION.value]}
        tickets.note_change(row, "lindungi", doer, now, Told(reason=told, details=details))
        _seal(row, case, sealed_files, house)
        _change(row, now)
        fresh = kept.by_id(row.id)
        cases.record(actor.id, "lindungi-laporan", fresh, now)
        sealing.share(fresh, case, house.keys, house.instance)
        tellings.tell_new(fresh, house.keys, now)


def _new_case(row: Any) -> Case:
    """For the team and, by the public half of the phrase, for the reporter."""
    key = kept.key_of(row.id)
    public = bytes(key.public_key) if key.public_key is not None else None
    return Case(row.id, seals.new_case_key(), public)


def _refuse_family(row: Any) -> None:
    """Of a merged or split one others hold words or numbers in the clear."""
    if relations.merged_into(row.id):
        raise acting.MergedTicket("Pisahkan dahulu laporan lain yang digabung ke sini.")
    whole = relations.numbers([row.split_from] if row.split_from else []).get(row.split_from)
    if whole is not None:
        raise acting.MergedTicket(
            "Laporan ini bagian dari %(number)s, yang masih memuat isinya. Serahkan laporan itu ke "
            "jalur terlindungi dahulu, atau minta unit yang memegangnya.",
            number=spoken_number(whole),
        )


def _seal_file(one: Any, case: Case, house: House) -> _SealedFile:
    content = files.read(house.uploads, one.digest)
    sealed = case.seal_file(one.id, Place.FILE, content)
    digest = files.keep(house.uploads, sealed)
    small = None
    if one.thumbnail:
        drawn = files.read(house.uploads, one.thumbnail)
        small = files.keep(house.uploads, case.seal_file(one.id, Place.THUMBNAIL, drawn))
    name = one.name or neutral_name(one.seq, FileKind(one.kind).extension)
    told = case.seal(one.id, Place.FILE_NAME, name)
    return _SealedFile(one.id, len(sealed), digest, small, told)


def _seal(row: Any, case: Case, sealed_files: list[_SealedFile], house: House) -> None:
    told = kept.text_of(row.id)
    search.remove(row.id)
    words = {
        "judul": told.title,
        "isi": told.body,
        "tempat": told.place,
        "waktu": told.happened,
        "terlapor": "",
    }
    sealing_over.text(row.id, case.seal(0, Place.TEXT, json.dumps(words)))
    sealing_over.messages(row.id, lambda seq, text: case.seal(seq, Place.MESSAGE, text))
    sealing_over.notes(row.id, lambda seq, text: case.seal(seq, Place.NOTE, text))
    sealing_over.reasons(row.id, lambda seq, text: case.seal(seq, Place.MOVE, text))
    sealing_over.requests(row.id, lambda number, text: case.seal(number, Place.IDENTITY, text))
    if {one.id for one in attachments.of(row.id)} != {one.id for one in sealed_files}:
        raise StaleTicket("Lampiran laporan baru saja berubah. Ulangi.")
    for one in sealed_files:
        sealing_over.file(one.id, one.size, one.digest, one.thumbnail, one.name)
    drafts.drop_all(row.id)
    # What waits for its hour would tell the unit, the accused among them, of a number that is gone.
    notices.forget_unsent(row.number)
    _seal_person(row, case, house)
    kept.add_accused(row.id, accused_marks(row.id, f"{told.title}\n{told.body}", house))


def _seal_person(row: Any, case: Case, house: House) -> None:
    sealed = kept.reporter_of(row.id)
    if sealed is not None:
        person = persons.unseal(sealed, house.keys.of("pelapor"), row.id)
        sealing_over.reporter(row.id, persons.seal(person, case.key, row.id))


def _change(row: Any, now: datetime) -> None:
    desk = running.desk_of(row.origin_id)
    fresh = kept.by_id(row.id)
    seq = Seq(fresh.last_seq)
    wanted = TicketClass.SUPERVISION
    reclocking.change_class_clock(row, wanted, desk, now, seq)
    watched = running.watched_of(row.id, State(row.state), wanted)
    values: dict[str, Any] = {"sealed": True, "ticket_class": wanted.value, "owner_id": None}
    values["due_at"] = watched.due if watched else None
    values["due_kind"] = watched.clock.value if watched else None
    values["unit_id"] = row.origin_id
    if row.identity == Identity.ANONYMOUS:
        day = coarse(desk.calendar, row.received_at)
        sealing_over.coarsen(row.id, row.received_at, lambda at: coarse(desk.calendar, at))
        values["received_at"] = day
    kept.change(row.id, fresh.version, last_seq=seq.last, **values)
