"""A calendar changed: the running limits of every open ticket it touches are computed anew."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kiosk.domain.complaint.clock import Queue
from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.ticket import State
from kiosk.domain.refusal import Busy, Refusal
from kiosk.flows import running
from kiosk.flows.rounds import Round
from kiosk.flows.running import Desk, Turned
from kiosk.flows.tickets import SYSTEM, Seq, Told, note_change
from kiosk.store.complaint import tickets, turns
from kiosk.store.engine import reading, transaction
from kiosk.store.place import units

SLICE = 50
"""Tickets in one transaction: others who write wait a fraction of a second for it."""
SETTLING = timedelta(seconds=5)
"""Whoever read the calendar just before it changed has committed by then (the lock timeout)."""
WORD = "hitung-ulang"


@dataclass(frozen=True)
class _Slice:
    turn: Any
    tickets: list[int]

    @property
    def is_last(self) -> bool:
        return len(self.tickets) < SLICE


@dataclass(frozen=True)
class _Changed:
    """What the clocks of a unit go by now, and what changed about it."""

    desk: Desk
    cause: str


def recompute_deadlines(now: datetime) -> bool:
    """One round; True where more waits. A slice is whole or not at all, and computing twice
    changes nothing: a process that is killed is followed where it stopped."""
    this = Round()
    while not this.is_over:
        found = _next(now)
        if found is None:
            return False
        _work(found, this, now)
    return True


def _next(now: datetime) -> _Slice | None:
    """Read before anything is locked: the search for the last few goes through every ticket."""
    with reading():
        turn = turns.waiting()
        if turn is None or timedelta() <= now - turn.at < SETTLING:
            return None
        below = None if turn.unit_id == turns.EVERYWHERE else units.below(turn.unit_id)
        return _Slice(turn, turns.touched(turn, below, SLICE))


def _work(found: _Slice, this: Round, now: datetime) -> None:
    try:
        with transaction():
            _all(found, now)
            _move_on(found, now)
    except Busy:
        raise
    except Refusal:
        _singly(found, this, now)


def _singly(found: _Slice, this: Round, now: datetime) -> None:
    """One of them cannot be computed (an office that is never open): it keeps the limit it has,
    and holds up no other."""

    def recompute_one(ticket_id: int) -> None:
        with transaction():
            _recompute(ticket_id, {}, now)

    this.each(found.tickets, recompute_one)
    with transaction():
        _move_on(found, now)


def _all(found: _Slice, now: datetime) -> None:
    known: dict[int, _Changed] = {}
    for ticket_id in found.tickets:
        _recompute(ticket_id, known, now)


def _move_on(found: _Slice, now: datetime) -> None:
    if found.is_last:
        turns.done(found.turn.id, now)
    else:
        turns.reach(found.turn.id, found.tickets[-1])


def _recompute(ticket_id: int, known: dict[int, _Changed], now: datetime) -> None:
    row = tickets.hold_id(ticket_id)
    if row is None or row.queue == Queue.DONE:
        return
    if row.origin_id not in known:
        known[row.origin_id] = _changed(row.origin_id)
    its = known[row.origin_id]
    seq = Seq(row.last_seq)
    turned = running.recompute(row.id, its.desk, now, seq.next, cause=its.cause)
    if turned:
        _save(row, turned, seq, its.cause, now)


def _changed(unit_id: int) -> _Changed:
    return _Changed(running.desk_of(unit_id), turns.causes(units.upward(unit_id)))


def _save(row: Any, turned: list[Turned], seq: Seq, cause: str, now: datetime) -> None:
    """Where only the explanation reads differently, the history has nothing to tell."""
    moved = {
        one.clock.value: [one.before.isoformat(), one.after.isoformat()]
        for one in turned
        if one.before != one.after
    }
    if not moved:
        tickets.change(row.id, row.version, last_seq=seq.last)
        return
    watched = running.watched_of(row.id, State(row.state), TicketClass(row.ticket_class))
    note_change(
        row,
        WORD,
        SYSTEM,
        now,
        Told(details={**moved, "sebab": cause}),
        seq=seq,
        due_at=watched.due if watched else None,
        due_kind=watched.clock.value if watched else None,
    )
