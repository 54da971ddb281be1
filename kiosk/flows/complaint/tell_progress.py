"""An officer tells the reporter how it stands, and nothing moves: no state, no limit, no owner."""

from datetime import datetime
from typing import Any

from kiosk.domain.complaint.clock import Queue
from kiosk.domain.complaint.reply import finished
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Refusal
from kiosk.flows import acting, cases, tellings, tickets
from kiosk.flows.acting import MOST, MissingWords
from kiosk.flows.sealing import Unlocked, pen_of
from kiosk.flows.tickets import PLAIN, Doer, Pen, Told
from kiosk.store.complaint import drafts
from kiosk.store.complaint import tickets as kept
from kiosk.store.engine import transaction

WORD = "kabar"
"""In the history, and of the draft."""


class OverTicket(Refusal):
    """Nobody waits for news of it."""


def check_news(text: str | None) -> str:
    """As it will be sent; a page asks before its preview. Raises `MissingWords`,
    `MissingValue`."""
    told = acting.tidy(text)
    if not told:
        raise MissingWords("Tuliskan kabar untuk pelapor.")
    if len(told) > MOST:
        raise MissingWords("Tulisan paling panjang %(most)s karakter.", most=MOST)
    return finished(told)


def tell_progress(
    actor: Actor,
    number: str,
    version: int,
    text: str,
    keys: Keys,
    now: datetime,
    unlocked: Unlocked | None = None,
) -> None:
    """The reporters of merged tickets read it too, each under the own key. Raises
    `UnknownTicket`, `NotAllowed`, `StaleTicket`, `MergedTicket`, `OverTicket`, `MissingWords`,
    `MissingValue`, `LockedCase`."""
    told = Told(message=check_news(text))
    with transaction():
        row, doer = acting.take(number, actor, keys, version)
        if row.queue == Queue.DONE:
            raise OverTicket("Laporan ini sudah ditutup; kabar baru tidak dibaca lagi di sini.")
        _write(row, doer, told, now, pen_of(row, unlocked, actor))
        for child in kept.children(row.id):
            if child.queue != Queue.DONE:
                _write(child, doer, told, now, PLAIN)
        drafts.drop(actor.id, row.id, f"{WORD}:p")
        cases.record(actor.id, "kabari-pelapor", row, now)


def _write(row: Any, doer: Doer, told: Told, now: datetime, pen: Pen) -> None:
    tickets.note_change(row, WORD, doer, now, told, pen=pen)
    tellings.tell_reporter(row, now)
