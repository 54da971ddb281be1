"""The reporter's limit is over: what waited for an answer goes on, what was answered is closed."""

from datetime import datetime
from functools import partial
from typing import Any

from kiosk.domain.complaint.ticket import Move, State
from kiosk.domain.people.keys import Keys
from kiosk.domain.upkeep import notice
from kiosk.flows import cases, tellings
from kiosk.flows.rounds import Round
from kiosk.flows.tickets import SYSTEM, make_move
from kiosk.store.complaint import tickets, turns
from kiosk.store.engine import reading, transaction

MOST = 100
_NOBODY = 0
SILENT: dict[State, Move] = {State.WAITING: Move.RESUME, State.ANSWERED: Move.LAPSE}
"""What silence does: it is never taken for satisfaction, and no rating is written."""


def lapse_replies(keys: Keys, now: datetime) -> bool:
    """One round; True where more waits. While a changed calendar has not reached every limit,
    nobody is closed out by a day that may not count. Tickets merged into another are looked at
    each by itself: their reporters have limits of their own."""
    this = Round()
    with reading():
        if turns.waiting() is not None:
            return False
        found = [
            (one.id, state) for state in SILENT for one in tickets.lapsed(now, state.value, MOST)
        ]
    done = this.each(found, partial(_lapse, keys=keys, now=now))
    return done > 0 and (this.is_over or len(found) >= MOST)


def _lapse(found: tuple[int, State], keys: Keys, now: datetime) -> None:
    number, state = found
    with transaction():
        row = tickets.hold_id(number)
        if row.state != state or row.due_at is None or row.due_at >= now:
            return
        move = SILENT[state]
        target = make_move(row, move, SYSTEM, now)
        changed = {"status": [row.state, target.value]}
        cases.record(_NOBODY, f"{move.value}-laporan", row, now, changed)
        _tell(row, move, keys, now)


def _tell(row: Any, move: Move, keys: Keys, now: datetime) -> None:
    if move is Move.RESUME:
        tellings.tell_owner(row, keys, now, notice.NO_REPLY)
    tellings.tell_reporter(row, now)
