"""A granted request opens the name to whoever asked, each time on record; the reporter is told."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.complaint.ticket import By
from kiosk.domain.people.actor import Actor
from kiosk.domain.upkeep import notice
from kiosk.flows import cases, identities, tellings, tickets
from kiosk.flows.identities import NoRequest, is_good
from kiosk.flows.receiving import House
from kiosk.flows.sealing import Case, Unlocked, case_of
from kiosk.flows.tickets import PLAIN, Doer, Told
from kiosk.store.complaint import identities as kept
from kiosk.store.complaint import persons, timeline
from kiosk.store.complaint import tickets as rows
from kiosk.store.complaint.persons import Person
from kiosk.store.complaint.seals import Place
from kiosk.store.engine import reading, transaction

SAID = (
    "Identitas Anda dibuka kepada satu petugas yang menangani laporan ini, atas persetujuan dua "
    "orang lain. Alasannya: {reason}"
)
WORD = "buka-identitas"


@dataclass(frozen=True)
class Standing:
    """Where one's own newest request stands: "", "menunggu", "ditolak", "disetujui"."""

    state: str


def own_request(actor: Actor, number: str, house: House, now: datetime) -> Standing:
    """Raises `UnknownTicket`, `NotAllowed`, `NothingToOpen`."""
    with reading():
        row = identities.asked_about(cases.seen(number, actor, house.keys), actor)
        return Standing(_state(kept.newest_of(row.id, actor.id), now))


def _state(request: Any, now: datetime) -> str:
    if request is None:
        return ""
    if request.refused_at is not None:
        return "ditolak"
    if request.granted_at is None:
        return "menunggu"
    return "disetujui" if is_good(request, now) else ""


def open_identity(
    actor: Actor, number: str, unlocked: Unlocked | None, house: House, now: datetime
) -> Person:
    """Name and contact. The reporter reads of it in the thread, once for each request. Raises
    `UnknownTicket`, `NotAllowed`, `NothingToOpen`, `NoRequest`, `LockedCase`."""
    with transaction():
        row = identities.asked_about(cases.held(number, actor, house.keys), actor)
        case = case_of(row, unlocked, actor) if row.sealed else None
        request = kept.newest_of(row.id, actor.id)
        if request is None or not is_good(request, now):
            raise NoRequest("Belum ada persetujuan dua orang untuk membuka identitas ini.")
        if not _was_told(row, request.id):
            _tell(row, request, case, actor, now)
        cases.record(actor.id, WORD, row, now)
        key = case.key if case else house.keys.of("pelapor")
        return persons.unseal(rows.reporter_of(row.id) or b"", key, row.id)


def _was_told(row: Any, request: int) -> bool:
    moves = (one for one in timeline.moves(row.id) if one.move == WORD)
    return any(json.loads(one.details).get("permintaan") == request for one in moves)


def _tell(row: Any, request: Any, case: Case | None, actor: Actor, now: datetime) -> None:
    reason = request.reason
    if case is not None:
        reason = case.unseal(request.id, Place.IDENTITY, bytes(request.sealed))
    told = Told(message=SAID.format(reason=reason), details={"permintaan": request.id})
    doer = Doer(By.OFFICER, actor.id)
    tickets.note_change(row, WORD, doer, now, told, pen=case or PLAIN)
    tellings.tell_reporter(row, now, notice.IDENTITY_OPENED)
