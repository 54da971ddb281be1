"""Steps that a reporter's flows share: proving the receipt, and speaking from the other side.

The number and the phrase are the only key there is. A wrong one, an unknown one and a closed one
take the same time and get the same answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kiosk.domain.complaint import flood, receipt
from kiosk.domain.complaint.kinds import Identity
from kiosk.domain.complaint.ticket import Ending
from kiosk.domain.complaint.work import Work
from kiosk.domain.refusal import Refusal
from kiosk.flows import room, sealing
from kiosk.flows.limits import check_network
from kiosk.flows.receiving import House, StoredFile, Upload, keep_file, nameless
from kiosk.flows.tickets import PLAIN, Pen
from kiosk.media.reencode import prepare
from kiosk.store.complaint import attachments, intake, phrases
from kiosk.store.complaint import tickets as kept
from kiosk.store.complaint.words import words
from kiosk.store.engine import reading, transaction

MOST = 8_000
LOOK = "lacak"
"""What tries of receipts are counted as: apart from what is sent."""


class WrongReceipt(Refusal):
    """Number and phrase do not belong together, or there is no such number."""

    def __init__(self) -> None:
        super().__init__(
            "Nomor atau frasa rahasia tidak cocok. Periksa ejaan tiap kata pada tanda terima Anda, "
            "lalu coba lagi."
        )


class EmptyMessage(Refusal):
    """There is nothing to send, or too much."""


@dataclass(frozen=True)
class Key:
    """What a reporter types: the receipt's number and phrase."""

    number: str
    phrase: str = field(repr=False)


@dataclass(frozen=True)
class Proof:
    """The receipt was right. ``seed``: the reporter's half of a sealed case's key."""

    ticket_id: int
    number: str
    seed: bytes = field(repr=False)


def prove(given: Key, house: House, now: datetime, address: str, work: str = "") -> Proof:
    """Raises `WrongReceipt`, `TooMuch`. Slow, and outside every transaction. ``work``: what opens
    the door to whoever waits with others who guessed."""
    # Counted on a full disk as well: else it would be the day to guess, or nobody could look.
    number = receipt.tidy_number(given.number)
    done = Work(f"{LOOK}:{number or ''}", work)
    room.for_words(lambda: check_network(address, house, now, flood.TRIES, LOOK, done))
    phrase = receipt.tidy_phrase(given.phrase, words())
    with reading():
        row = kept.by_number(number) if number else None
        secret = kept.key_of(row.id) if row is not None else None
    salt, verifier = (bytes(secret.salt), bytes(secret.verifier)) if secret else (None, None)
    # A phrase that cannot be one is hashed all the same: it must not be told apart by its time.
    seed = phrases.matches(phrase or "-", salt, verifier)
    if row is None or phrase is None or seed is None:
        raise WrongReceipt
    room.for_words(lambda: _take_back(address, house, now))
    return Proof(row.id, row.number, seed)


def _take_back(address: str, house: House, now: datetime) -> None:
    """Who has the receipt may look as often as they like."""
    with transaction():
        subject = intake.subject(house.instance, address, now.date(), LOOK)
        intake.count(subject, now, flood.WINDOW, add=-1)


def pen_for(row: Any, proof: Proof) -> Pen:
    """How this reporter's words are kept."""
    return sealing.reporters_case(row, proof.seed) if row.sealed else PLAIN


def keep_uploads(
    row: Any, proof: Proof, uploads: Sequence[Upload], house: House
) -> list[StoredFile]:
    """Before the transaction: made anew, sealed where the case is, on disk."""
    with reading():
        case = sealing.reporters_case(row, proof.seed) if row.sealed else None
        first = attachments.count(row.id) + 1
    made = [prepare(one.name, one.content) for one in uploads]
    if row.sealed or row.identity == Identity.ANONYMOUS:
        made = nameless(made, first)
    return [keep_file(one, case, house) for one in made]


def attach(row: Any, stored: Sequence[StoredFile], at: datetime, message: int) -> None:
    attachments.add(row.id, stored, at=at, message=message)


def check_message(text: str) -> str:
    """Raises `EmptyMessage`."""
    told = text.replace("\r\n", "\n").strip()
    if not told:
        raise EmptyMessage("Tuliskan dahulu apa yang ingin Anda sampaikan.")
    if len(told) > MOST:
        raise EmptyMessage("Tulisan paling panjang %(most)s karakter.", most=MOST)
    return told


def held(proof: Proof) -> Any:
    """The reporter's ticket, held until the transaction ends."""
    return kept.hold_id(proof.ticket_id)


def objectable(row: Any) -> bool:
    """Whether there is an answer to object to, and the reporter did not take the report back."""
    return row.answered_at is not None and row.ending != Ending.WITHDRAWN
