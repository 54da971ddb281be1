"""Two tickets about the same matter are handled as one; each reporter keeps a key of their own.

The one merged follows the other's moves. Its clocks go on as they were: merging lengthens none,
and can be undone (`unmerge_ticket`)."""

from datetime import datetime
from typing import Any

from kiosk.domain.complaint.receipt import spoken_number, tidy_number
from kiosk.domain.complaint.ticket import STEPS, By, Move, State
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Refusal
from kiosk.flows import acting, cases, tellings, tickets
from kiosk.flows.tickets import Doer, Told
from kiosk.store.complaint import relations
from kiosk.store.complaint import tickets as kept
from kiosk.store.engine import transaction

SAID = (
    "Laporan Anda kami tangani bersama laporan lain tentang hal yang sama. Anda tetap membukanya "
    "dengan nomor dan frasa rahasia yang sama, dan jawaban kami sampaikan di sini."
)
"""What the reporter of the merged ticket reads."""


class CannotMerge(Refusal):
    """These two cannot be handled as one."""


def merge_tickets(
    actor: Actor, number: str, into: str, version: int, keys: Keys, now: datetime
) -> None:
    """``number`` is handled within ``into`` from now on. Raises `UnknownTicket`, `NotAllowed`,
    `StaleTicket`, `MergedTicket`, `SealedHere`, `CannotMerge`."""
    with transaction():
        _hold_both(number, into)
        child = acting.take_ordinary(number, actor, keys, version)
        parent = acting.take_ordinary(into, actor, keys, None)
        _check(child.row, parent.row)
        _join(child.row, parent.row, child.doer, now)
        cases.record(actor.id, "gabung-laporan", child.row, now, {"ke": parent.row.number})
        tellings.tell_reporter(child.row, now)


def _hold_both(*numbers: str) -> None:
    """In one order whoever merges what: two who merge each other's do not lock each other."""
    relations.by_numbers([tidy for one in numbers if (tidy := tidy_number(one))])


def _check(child: Any, parent: Any) -> None:
    """A ticket that others were merged into is never merged itself, so there is no cycle."""
    if child.id == parent.id:
        raise CannotMerge("Laporan tidak dapat digabung dengan dirinya sendiri.")
    if child.unit_id != parent.unit_id:
        raise CannotMerge("Kedua laporan harus ada di unit yang sama. Teruskan dahulu.")
    if relations.merged_into(child.id):
        raise CannotMerge(
            "Laporan ini sudah menampung laporan lain. Gabungkan %(other)s ke sini.",
            other=spoken_number(parent.number),
        )
    for one in (child, parent):
        if not State(one.state).is_open:
            raise CannotMerge(
                'Laporan %(number)s berstatus "%(state)s"; hanya yang masih berjalan digabung.',
                number=spoken_number(one.number),
                state=State(one.state).label,
            )


def _join(child: Any, parent: Any, doer: Doer, now: datetime) -> None:
    _catch_up(child, parent, doer, now)
    child = kept.by_id(child.id)
    told = Told(message=SAID, details={"nomor": parent.number})
    tickets.note_change(child, "gabung", doer, now, told, merged_into=parent.id)
    parent = kept.by_id(parent.id)
    tickets.note_change(parent, "tampung", doer, now, Told(details={"nomor": child.number}))


def _catch_up(child: Any, parent: Any, doer: Doer, now: datetime) -> None:
    """To where the moves of the other will be its own: an answer reaches no ticket that was not
    verified, or that waits for its reporter."""
    if child.state == State.WAITING:
        tickets.make_move(child, Move.RESUME, Doer(By.OFFICER, doer.actor_id), now)
    elif child.state == State.RECEIVED and parent.state != State.RECEIVED:
        assert doer.by in STEPS[Move.VERIFY].by
        tickets.make_move(child, Move.VERIFY, doer, now)
