"""Two matters in one complaint: the second becomes a ticket of its own, under the same phrase.

Received when the first was, so that nobody wins time by splitting."""

import secrets
from datetime import datetime
from typing import Any

from kiosk.domain.complaint import entry
from kiosk.domain.complaint.entry import Complaint
from kiosk.domain.complaint.kinds import Channel, Identity
from kiosk.domain.complaint.receipt import Receipt, spoken_number
from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.actor import Actor
from kiosk.domain.refusal import Refusal
from kiosk.flows import acting, arriving, cases, receiving, tellings, tickets
from kiosk.flows.receiving import Arrival, House, Ready
from kiosk.flows.tickets import Doer, Told
from kiosk.store.complaint import persons, search
from kiosk.store.complaint import tickets as kept
from kiosk.store.engine import transaction

SAID = (
    'Bagian laporan Anda tentang "%(title)s" kami tangani tersendiri dengan nomor %(number)s. '
    "Anda membukanya dengan frasa rahasia yang sama."
)
"""What the reporter reads in the first ticket."""


class CannotSplit(Refusal):
    """That part cannot become a ticket of its own here."""


def split_ticket(
    actor: Actor, number: str, title: str, body: str, version: int, house: House, now: datetime
) -> str:
    """The new ticket's number. Raises `UnknownTicket`, `NotAllowed`, `StaleTicket`,
    `SealedHere`, `MergedTicket`, `CannotSplit`, `InvalidComplaint`."""
    with transaction():
        row, doer = acting.take_ordinary(number, actor, house.keys, version)
        point = arriving.point_of_id(row.origin_id)
        part = _part(row, title, body, house)
        arrival = Arrival(
            point, part, Channel(row.channel), row.received_at, row.lang, actor.id, row.id
        )
        ready = _ready(row, arrival, part, house)
        receiving.store(ready, house, now)
        _place(row, doer, ready)
        _tell(row, doer, ready, part, now)
        cases.record(actor.id, "pecah-laporan", row, now, {"nomor": ready.receipt.number})
    return ready.receipt.number


def _part(row: Any, title: str, body: str, house: House) -> Complaint:
    """By the same rules as a citizen's form; what touches integrity would be sealed, and its
    number must not stand in a ticket that the unit reads."""
    whole = kept.text_of(row.id)
    fields = {
        "jenis": row.kind,
        "kategori": row.category,
        "judul": title,
        "isi": body,
        "tempat": whole.place,
        "waktu_kejadian": whole.happened,
        "kunci": secrets.token_urlsafe(16),
        **_reporter(row, house),
    }
    made = entry.read({name: [text] for name, text in fields.items()}, ())
    if made.ticket_class.is_sealed:
        raise CannotSplit(
            "Bagian ini menyangkut integritas dan tidak dapat dipecah. Serahkan seluruh laporan ke "
            "jalur terlindungi lewat Ubah kelas."
        )
    return made


def _reporter(row: Any, house: House) -> dict[str, str]:
    sealed = kept.reporter_of(row.id)
    if sealed is None:
        return {"identitas": Identity.ANONYMOUS.value}
    person = persons.unseal(sealed, house.keys.of("pelapor"), row.id)
    return {"identitas": row.identity, "nama": person.name, "kontak": person.contact}


def _ready(row: Any, arrival: Arrival, part: Complaint, house: House) -> Ready:
    """The first ticket's salt and verifier: the reporter's phrase opens this one as well."""
    key = kept.key_of(row.id)
    number = receiving.receipt_of(part.key, house).number
    receipt = Receipt(number, "")
    salt, verifier = bytes(key.salt), bytes(key.verifier)
    return Ready(kept.new_id(), arrival, receipt, salt, verifier, None, (), key.public_key)


def _place(row: Any, doer: Doer, ready: Ready) -> None:
    """Where the first one is handled now, about the same service. Who verified the whole verified
    this part with it: it is not overdue from its first moment."""
    made = kept.by_id(ready.id)
    values = {"unit_id": row.unit_id, "service_id": row.service_id, "point_id": row.point_id}
    kept.change(made.id, made.version, **values)
    search.move(made.id, row.unit_id)
    if row.verified_at is not None:
        tickets.make_move(kept.by_id(made.id), Move.VERIFY, doer, row.verified_at)


def _tell(row: Any, doer: Any, ready: Ready, part: Complaint, now: datetime) -> None:
    number = ready.receipt.number
    said = SAID % {"title": part.title, "number": spoken_number(number)}
    told = Told(message=said, details={"nomor": number})
    tickets.note_change(row, "pecah", doer, now, told)
    tellings.tell_reporter(row, now)
