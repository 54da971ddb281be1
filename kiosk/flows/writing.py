"""Steps that a reporter's sending flows share: what was written is stored once, with its files,
and whoever holds the ticket is told."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kiosk.domain.complaint import attachment, flood
from kiosk.domain.complaint.receipt import is_told_in, tidy_phrase
from kiosk.domain.form import KEY, can_be_kept
from kiosk.domain.refusal import Refusal
from kiosk.flows import reporting, room, running, tellings, tickets
from kiosk.flows.limits import check_network
from kiosk.flows.quota import check_quota
from kiosk.flows.receiving import House, StoredFile, Upload
from kiosk.flows.reporting import EmptyMessage, Proof
from kiosk.flows.tickets import Pen
from kiosk.store.complaint import attachments, timeline
from kiosk.store.complaint import tickets as kept
from kiosk.store.complaint.words import words
from kiosk.store.engine import reading, transaction
from kiosk.store.survey import submissions

ONLY_FILES = "(hanya lampiran)"
"""Stands where files came without a word."""


class ChangedMessage(Refusal):
    """The form's key was used for another message, or is none: nothing was stored."""

    def __init__(self) -> None:
        super().__init__(
            "Pesan dari formulir ini sudah terkirim. Tulisan Anda masih ada di bawah: kirim lagi "
            "bila memang pesan yang lain."
        )


class ToldPhrase(Refusal):
    """The secret phrase stands in the text."""

    def __init__(self) -> None:
        super().__init__(
            "Tulisan ini memuat frasa rahasia Anda. Hapus dari tulisan: siapa pun yang membacanya "
            "dapat membuka laporan ini."
        )


@dataclass(frozen=True)
class Letter:
    """What a reporter sends. ``key``: of the form; ``phrase``: as it was typed."""

    text: str = field(repr=False)
    key: str = field(repr=False)
    phrase: str = field(repr=False)
    uploads: Sequence[Upload] = ()

    def mark(self, number: str) -> tuple[bytes, bytes]:
        """Under which it is known when it is sent again, and what tells it from another."""
        name = hashlib.sha256("\0".join(("pesan", number, self.key)).encode()).digest()[:16]
        sums = [hashlib.sha256(one.content).hexdigest() for one in self.uploads]
        told = hashlib.sha256("\0".join([self.key, self.text, *sums]).encode()).digest()[:8]
        return name, told


Say = Callable[[Any, str, Pen], int]
"""Writes the text of a held ticket; the message's place in its timeline."""


def send(proof: Proof, letter: Letter, house: House, now: datetime, address: str, say: Say) -> None:
    """Raises `EmptyMessage`, `ToldPhrase`, `ChangedMessage`, `InvalidAttachment`, `TooMuch`,
    `NoSpace`, `Busy`, and what ``say`` raises. The same letter again does nothing."""
    text = _checked(letter)
    name, told = letter.mark(proof.number)
    if _known(name, told):
        return
    room.check(letter.uploads, house)
    # Apart from complaints: a flood of those must not silence who has a receipt.
    room.for_words(lambda: check_network(address, house, now, flood.MOST, "pesan"), letter.uploads)
    stored = _stored(proof, letter.uploads, house, now)

    def written() -> None:
        with transaction():
            if not submissions.reserve(name, told):
                _same(submissions.digest_of(name), told)
                return
            row = reporting.held(proof)
            if row.sealed and any(one.sealed is None for one in stored):
                # Handed to the protected lane while they were made ready: they lie in the clear.
                tickets.check_version(row, -1)
            place = say(row, text, reporting.pen_for(row, proof))
            reporting.attach(row, stored, _moment(row, now), place)
            tellings.tell_owner(row, house.keys, now)

    room.for_words(written, letter.uploads)


def _checked(letter: Letter) -> str:
    if not KEY.fullmatch(letter.key):
        raise ChangedMessage
    if letter.uploads and not letter.text.strip():
        return ONLY_FILES
    text = reporting.check_message(letter.text)
    phrase = tidy_phrase(letter.phrase, words())
    if phrase is not None and is_told_in(phrase, text):
        raise ToldPhrase
    if not can_be_kept(text):
        raise EmptyMessage("Tulisan berisi karakter yang tidak dapat disimpan; ketik ulang.")
    return text


def _known(name: bytes, told: bytes) -> bool:
    with reading():
        digest = submissions.digest_of(name)
    if digest is None:
        return False
    _same(digest, told)
    return True


def _same(digest: bytes | None, told: bytes) -> None:
    if digest != told:
        raise ChangedMessage


def _stored(
    proof: Proof, uploads: Sequence[Upload], house: House, now: datetime
) -> list[StoredFile]:
    if not uploads:
        return []
    with reading():
        row, before = kept.by_id(proof.ticket_id), attachments.count(proof.ticket_id)
    attachment.check_count([len(one.content) for one in uploads], before)
    check_quota(row.unit_id, uploads, now)
    return reporting.keep_uploads(row, proof, uploads, house)


def _moment(row: Any, now: datetime) -> datetime:
    return tickets.moment_of(row, tickets.REPORTER, running.desk_of(row.origin_id), now)


def say_beside(row: Any, text: str, pen: Pen, now: datetime) -> int:
    """A message that moves nothing. Who had the page open reads it before acting."""
    place: int = row.last_seq + 1
    ink = pen.ink(place, "pesan", text)
    timeline.add_message(row.id, place, _moment(row, now), from_reporter=True, actor_id=None, **ink)
    if not kept.change(row.id, row.version, last_seq=place):
        tickets.check_version(row, -1)
    return place


def last_message(ticket_id: int) -> int:
    """The place of the message that a move has just written."""
    return int(timeline.messages(ticket_id)[-1].seq)
