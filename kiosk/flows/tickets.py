"""Steps that flows of complaints share: one move of a ticket, with all that follows from it.

A move is the row, its history, the message, the clocks and the milestones together. The caller
holds the row, has asked the policy, and tells whoever must be told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from kiosk.domain.complaint.clock import EFFECTS, Effect, queue_of
from kiosk.domain.complaint.kinds import Identity, TicketClass
from kiosk.domain.complaint.limits import Clock
from kiosk.domain.complaint.moments import coarse
from kiosk.domain.complaint.ticket import STEPS, By, Move, State, moved
from kiosk.domain.refusal import Refusal
from kiosk.flows import running
from kiosk.flows.running import Desk
from kiosk.store.complaint import clocks, tickets, timeline


class StaleTicket(Refusal):
    """Somebody else changed the ticket since it was opened; nothing was changed by this one."""


class Pen(Protocol):
    """How free text is kept: in the clear, or under a case's key."""

    def ink(self, seq: int, kind: str, text: str | None) -> Mapping[str, Any]:
        """``text`` or ``reason`` and ``sealed``, as the table of ``kind`` has them."""


class Plain:
    """An ordinary complaint's."""

    def ink(self, seq: int, kind: str, text: str | None) -> Mapping[str, Any]:
        return {"reason" if kind == "alasan" else "text": text, "sealed": None}


PLAIN = Plain()


@dataclass(frozen=True)
class Doer:
    """Who makes a move."""

    by: By
    actor_id: int | None = None


SYSTEM = Doer(By.SYSTEM)
REPORTER = Doer(By.REPORTER)


@dataclass
class Seq:
    """The next places in a ticket's own timeline."""

    last: int

    def next(self) -> int:
        self.last += 1
        return self.last


@dataclass(frozen=True)
class Told:
    """What goes with a move: ``message`` to or from the reporter, ``reason`` for colleagues."""

    message: str | None = None
    reason: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


NOTHING = Told()


def check_version(row: Any, version: int | None) -> None:
    """Raises `StaleTicket`; None: whoever acts saw no version (the reporter, the system)."""
    if version is not None and row.version != version:
        raise StaleTicket(
            "Laporan %(number)s baru saja diubah orang lain. Tulisan Anda masih ada di bawah; baca "
            "perubahan terakhir, lalu kirim lagi bila masih sesuai.",
            number=row.number,
        )


def make_move(
    row: Any,
    move: Move,
    doer: Doer,
    now: datetime,
    told: Told = NOTHING,
    *,
    pen: Pen = PLAIN,
    **values: Any,
) -> State:
    """The state after it. ``row``: held; ``values``: other columns that change with the move.
    Raises `ForbiddenMove`, `StaleTicket`."""
    target = moved(State(row.state), move, doer.by, objected=row.objected_at is not None)
    desk = running.desk_of(row.origin_id)
    at = moment_of(row, doer, desk, now)
    seq = Seq(row.last_seq)
    _write(row, move, target, doer, at, told, pen, seq)
    effect = EFFECTS[move]
    limits = _turn_clocks(row, effect, desk, at, seq)
    changed = {
        **_milestones(row, effect, desk, at, limits),
        **_ended(row, move, desk, at),
        **values,
    }
    _save(row, target, seq, changed)
    return target


def _save(row: Any, target: State, seq: Seq, changed: Mapping[str, Any]) -> None:
    watched = running.watched_of(row.id, target, TicketClass(row.ticket_class))
    written = tickets.change(
        row.id,
        row.version,
        state=target.value,
        queue=int(queue_of(target)),
        last_seq=seq.last,
        due_at=watched.due if watched else None,
        due_kind=watched.clock.value if watched else None,
        **changed,
    )
    if not written:
        check_version(row, -1)


def moment_of(row: Any, doer: Doer, desk: Desk, now: datetime) -> datetime:
    """What an anonymous reporter of a sealed case does is kept to the day (F55)."""
    hidden = row.sealed and row.identity == Identity.ANONYMOUS and doer.by is By.REPORTER
    return coarse(desk.calendar, now) if hidden else now


def _write(
    row: Any, move: Move, target: State, doer: Doer, at: datetime, told: Told, pen: Pen, seq: Seq
) -> None:
    place = seq.next()
    timeline.add_move(
        row.id,
        place,
        at,
        by=doer.by.value,
        actor_id=doer.actor_id,
        move=move.value,
        state=target.value,
        details=told.details,
        **pen.ink(place, "alasan", told.reason),
    )
    if told.message:
        place = seq.next()
        from_reporter = doer.by is By.REPORTER
        ink = pen.ink(place, "pesan", told.message)
        timeline.add_message(
            row.id, place, at, from_reporter=from_reporter, actor_id=doer.actor_id, **ink
        )


def _turn_clocks(row: Any, effect: Effect, desk: Desk, at: datetime, seq: Seq) -> Sequence[Any]:
    """Resume before anything is met: what is met must be measured with its pauses. Answers the
    limits as they ran until this move."""
    if effect.resumes and clocks.resume(row.id, at):
        running.recompute(row.id, desk, at, seq.next, cause="jeda berakhir")
    if effect.again:
        running.recompute(row.id, desk, at, seq.next, cause="laporan dibuka lagi")
    limits = clocks.current(row.id)
    met = [one.value for one in effect.meets]
    if effect.answers:
        met += [Clock(row.ticket_class).value, Clock.GRATIFICATION.value]
    clocks.meet(row.id, met, at)
    if effect.pauses:
        clocks.pause(row.id, seq.next(), at)
    if effect.starts:
        _start(row.id, effect.starts, desk, at, seq)
    return limits


def _start(ticket_id: int, clock: Clock, desk: Desk, at: datetime, seq: Seq) -> None:
    """An earlier limit of this kind gives way: asked twice, the reporter has two terms."""
    for one in clocks.current(ticket_id):
        if one.kind == clock.value:
            clocks.replace(ticket_id, one.seq, at)
    running.start(ticket_id, seq.next(), clock, desk, at)


def _milestones(
    row: Any, effect: Effect, desk: Desk, at: datetime, limits: Sequence[Any]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if Clock.VERIFICATION in effect.meets and row.verified_at is None:
        found |= {"verified_at": at, "verified_days": desk.days_since(row.received_at, at)}
        found["verified_met"] = _is_met(limits, Clock.VERIFICATION.value, at)
    if effect.answers and row.answered_at is None:
        found |= {"answered_at": at, "answered_days": desk.days_since(row.received_at, at)}
        found["answered_met"] = _is_met(limits, row.ticket_class, at)
    return found


def _is_met(limits: Sequence[Any], kind: str, at: datetime) -> bool | None:
    due = next((one.due_at for one in limits if one.kind == kind), None)
    return None if due is None else at <= due


def _ended(row: Any, move: Move, desk: Desk, at: datetime) -> dict[str, Any]:
    if move is Move.REOPEN:
        again = {"closed_at": None, "closed_days": None, "ending": None}
        return {**again, "reopened": row.reopened + 1}
    if move is Move.OBJECT:
        return {"objected_at": at, "closed_at": None, "closed_days": None, "ending": None}
    if not EFFECTS[move].ends:
        return {}
    ending = STEPS[move].ending
    return {
        "closed_at": at,
        "closed_days": desk.days_since(row.received_at, at),
        "ending": ending.value if ending else None,
    }


def note_change(
    row: Any,
    what: str,
    doer: Doer,
    now: datetime,
    told: Told = NOTHING,
    *,
    pen: Pen = PLAIN,
    seq: Seq | None = None,
    **values: Any,
) -> None:
    """A change that is no move: an owner, a note beside, a merge. ``what`` is its word in the
    history; ``seq``: where the caller has taken places already. Raises `StaleTicket`."""
    seq = seq or Seq(row.last_seq)
    place = seq.next()
    timeline.add_move(
        row.id,
        place,
        now,
        by=doer.by.value,
        actor_id=doer.actor_id,
        move=what,
        state=row.state,
        details=told.details,
        **pen.ink(place, "alasan", told.reason),
    )
    if told.message:
        place = seq.next()
        ink = pen.ink(place, "pesan", told.message)
        timeline.add_message(row.id, place, now, from_reporter=False, actor_id=doer.actor_id, **ink)
    if not tickets.change(row.id, row.version, last_seq=seq.last, **values):
        check_version(row, -1)


MIRRORED = frozenset({Move.VERIFY, Move.PROCESS, Move.ANSWER, Move.REDIRECT, Move.ARCHIVE})
"""What is done to a ticket is done to those merged into it: each reporter hears of it under the
own key."""


def mirror(row: Any, move: Move, doer: Doer, now: datetime, told: Told) -> list[Any]:
    """The same move for every merged child whose state allows it; those that made it. Where the
    move ends the ticket, the others are let go."""
    if move not in MIRRORED:
        return []
    able = [one for one in tickets.children(row.id) if State(one.state) in STEPS[move].sources]
    for child in able:
        make_move(child, move, doer, now, told)
    if EFFECTS[move].ends:
        let_go(row, now)
    return able


def let_go(row: Any, now: datetime) -> None:
    """Nobody answers within a ticket that is over: what was merged into it and is still open goes
    its own way again, and its office is reminded of it."""
    for child in tickets.children(row.id):
        if State(child.state).is_open:
            told = Told(details={"nomor": row.number})
            note_change(child, "pisahkan", SYSTEM, now, told, merged_into=None)
