"""A sealed case that is no matter of integrity goes on as an ordinary complaint, in the team's
own words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.complaint import entry
from kiosk.domain.complaint.entry import Complaint, InvalidComplaint
from kiosk.domain.complaint.kinds import Category, Channel, Identity, Kind
from kiosk.domain.complaint.named_people import named_people
from kiosk.domain.complaint.receipt import Receipt, spoken_number
from kiosk.domain.complaint.ticket import By, Move
from kiosk.domain.form import Problem
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.session import new_token
from kiosk.flows import arriving, casefiles, cases, receiving, tickets
from kiosk.flows.receiving import Arrival, House, Ready
from kiosk.flows.sealing import Unlocked, case_of
from kiosk.flows.tickets import Doer, Told
from kiosk.store.complaint import tickets as kept
from kiosk.store.engine import transaction
from kiosk.store.people import roster

TOLD = (
    "Laporan Anda diperiksa dan bukan laporan yang perlu dirahasiakan dari unit yang melayani. "
    "Laporan dilanjutkan sebagai pengaduan biasa tanpa nama siapa pun, dengan nomor {number}. "
    "Bukalah dengan nomor itu dan frasa rahasia Anda yang sama."
)


@dataclass(frozen=True)
class Words:
    """As the team writes it: nobody's name, nothing of the sealed case but its matter."""

    title: str
    body: str
    category: Category


def release_case(
    actor: Actor,
    number: str,
    words: Words,
    version: int,
    unlocked: Unlocked | None,
    house: House,
    now: datetime,
) -> str:
    """The new complaint's number, which the same phrase opens; the sealed case is archived. Raises
    `InvalidComplaint`, `UnknownTicket`, `LockedCase`, `StaleTicket`, `ForbiddenMove`."""
    with transaction():
        row = casefiles.held(number, actor, house.keys)
        case = case_of(row, unlocked, actor)
        tickets.check_version(row, version)
        complaint = _complaint(row, words)
        new = receiving.receipt_of(complaint.key, house).number
        _store(row, complaint, new, house, now)
        # Only from this side: the unit's complaint must not say that it came from here.
        told = Told(
            message=TOLD.format(number=spoken_number(new)),
            reason="Bukan kadar pengawasan",
            details={"nomor": new},
        )
        tickets.make_move(row, Move.ARCHIVE, Doer(By.OFFICER, actor.id), now, told, pen=case)
        cases.record(actor.id, "lepas-berkas", row, now)
    return new


def _complaint(row: Any, words: Words) -> Complaint:
    """Nobody's name goes along: a confidential one opens for two other people and a reason, not
    for whoever takes an ordinary complaint on."""
    made = Complaint(
        kind=Kind(row.kind),
        category=words.category,
        title=words.title.strip(),
        body=words.body.strip(),
        place="",
        happened="",
        identity=Identity.ANONYMOUS,
        name="",
        contact="",
        accused="",
        service=None,
        key=new_token()[:40],
    )
    problems = _problems(made)
    if problems:
        raise InvalidComplaint(problems)
    return made


def _problems(made: Complaint) -> list[Problem]:
    """Whatever would have sealed it, and every name of the desk."""
    found = []
    if not made.title or len(made.title) > entry.LENGTHS["judul"]:
        found.append(Problem("judul", "Tulis judul, paling panjang 150 karakter."))
    if not made.body or len(made.body) > entry.LENGTHS["isi"]:
        found.append(Problem("isi", "Tulis isi laporan, paling panjang 8000 karakter."))
    if made.words or made.category.is_integrity:
        told = "Tulisan ini masih menyebut hal berkadar pengawasan: %(words)s."
        found.append(Problem("isi", told, {"words": ", ".join(made.words) or made.category.label}))
    staff_names = [one.name for one in roster.everybody()]
    named = named_people(f"{made.title}\n{made.body}", staff_names)
    if named:
        told = "Hapus nama pegawai dari tulisan ini: %(names)s."
        found.append(Problem("isi", told, {"names": ", ".join(sorted(named))}))
    return found


def _store(row: Any, complaint: Complaint, new: str, house: House, now: datetime) -> None:
    """With the receipt's phrase of the sealed case, and its true receipt: no clock is made
    longer by having been in the wrong lane."""
    key, point = kept.key_of(row.id), arriving.point_of_id(row.origin_id)
    arrival = Arrival(point, complaint, Channel(row.channel), row.received_at, row.lang)
    salt, verifier = bytes(key.salt), bytes(key.verifier)
    ready = Ready(
        kept.new_id(), arrival, Receipt(new, ""), salt, verifier, None, (), key.public_key
    )
    receiving.store(ready, house, now)
    made = kept.by_id(ready.id)
    kept.change(made.id, made.version, service_id=row.service_id, point_id=row.point_id)
