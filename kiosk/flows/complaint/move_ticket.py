"""An officer moves a ticket: one step of the table, with its message, files, clocks and record."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from kiosk.domain.complaint import attachment
from kiosk.domain.complaint.reply import finished
from kiosk.domain.complaint.ticket import STEPS, ForbiddenMove, Move, State
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.flows import acting, cases, room, sealing, tellings, tickets
from kiosk.flows.acting import ELSEWHERE, MOST, MissingWords, Taken
from kiosk.flows.receiving import House, StoredFile, Upload, keep_file
from kiosk.flows.sealing import Unlocked, pen_of
from kiosk.flows.tickets import Told
from kiosk.media.reencode import prepare
from kiosk.store.complaint import attachments, drafts
from kiosk.store.engine import reading, transaction

__all__ = ["MOST", "MissingWords", "check_words", "move_ticket"]


def move_ticket(
    actor: Actor,
    number: str,
    move: Move,
    version: int,
    told: Told,
    keys: Keys,
    now: datetime,
    unlocked: Unlocked | None = None,
    *,
    uploads: Sequence[Upload] = (),
    house: House | None = None,
) -> State:
    """The state after it. ``version``: the one the page showed; ``uploads`` go with the message
    and want a ``house``. Raises `UnknownTicket`, `NotAllowed`, `ForbiddenMove`, `StaleTicket`,
    `MissingWords`, `MergedTicket`, `LockedCase`, `InvalidAttachment`, `NoSpace`."""
    told = check_words(move, told)
    stored = _kept(actor, number, uploads, house, unlocked) if house and uploads else []
    with transaction():
        taken = acting.take(number, actor, keys, version)
        state = _moved(taken, move, told, actor, now, unlocked)
        _attach(taken.row, stored, told, now)
        drafts.drop(actor.id, taken.row.id, f"{move.value}:p", f"{move.value}:a")
    return state


def _moved(
    taken: Taken, move: Move, told: Told, actor: Actor, now: datetime, unlocked: Unlocked | None
) -> State:
    row, doer = taken
    owner: Mapping[str, Any] = {} if row.owner_id is not None else {"owner_id": actor.id}
    pen = pen_of(row, unlocked, actor)
    state = tickets.make_move(row, move, doer, now, told, pen=pen, **owner)
    followed = tickets.mirror(row, move, doer, now, told)
    cases.record(actor.id, f"{move.value}-laporan", row, now, {"status": [row.state, state]})
    if told.message:
        for one in (row, *followed):
            tellings.tell_reporter(one, now)
    return state


def _kept(
    actor: Actor, number: str, uploads: Sequence[Upload], house: House, unlocked: Unlocked | None
) -> list[StoredFile]:
    """Before the transaction: counted, made anew, scanned, sealed where the case is, on disk."""
    with reading():
        row = cases.seen(number, actor, house.keys)
        case = sealing.case_of(row, unlocked, actor) if row.sealed else None
        kept = attachments.count(row.id)
    attachment.check_count([len(one.content) for one in uploads], kept)
    room.check(uploads, house)
    return [keep_file(prepare(one.name, one.content), case, house) for one in uploads]


def _attach(row: Any, stored: Sequence[StoredFile], told: Told, now: datetime) -> None:
    """With the message of this move, which stands one place behind it."""
    message = row.last_seq + 2 if told.message else row.last_seq + 1
    attachments.add(row.id, stored, at=now, message=message, from_reporter=False)


def check_words(move: Move, told: Told) -> Told:
    """The texts as they are kept; a page asks before it shows what will be sent. Raises
    `MissingWords`, `MissingValue`, `ForbiddenMove`."""
    step = STEPS[move]
    if move in ELSEWHERE:
        raise ForbiddenMove("Pilih dahulu unit tujuan laporan ini.")
    message, reason = acting.tidy(told.message) or None, acting.tidy(told.reason) or None
    for needed, text, words in (
        (step.says, message, "Tuliskan pesan untuk pelapor"),
        (step.why, reason, "Tuliskan alasan untuk rekan kerja"),
    ):
        if needed and not text:
            raise MissingWords(words + ' sebelum memilih "%(move)s".', move=step.label)
        if len(text or "") > MOST:
            raise MissingWords("Tulisan paling panjang %(most)s karakter.", most=MOST)
    finished(message or "")
    return replace(told, message=message, reason=reason)
