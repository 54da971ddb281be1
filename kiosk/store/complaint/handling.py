"""Counts of handling by the database: no ticket is loaded, however many there are.

Every count is of the same tickets, as they stood at one instant. While that is now, their own row
says it; for a day gone by the history says it: the last move before the day's end. What a `Look`
leaves out is left out of every count, so that no difference of two gives a sealed case away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Subquery, and_, case, exists, func, literal, or_, select

from kiosk.domain.complaint.handling_counts import FINISHED, UNFINISHED, Stage, Standing, Verdict
from kiosk.domain.complaint.handling_profiles import Profile, Reached
from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.limits import Clock
from kiosk.domain.complaint.ticket import STEPS, Ending, Move, State
from kiosk.store.complaint.tables import (
    Ticket,
    TicketAccused,
    TicketDeadline,
    TicketMove,
    TicketPause,
)
from kiosk.store.engine import connection
from kiosk.store.place.tables import Unit
from kiosk.store.types import Instant

_MOVES = [one.value for one in Move]
_HANDED_ON = [Move.FORWARD.value, Move.SEND_BACK.value]
_CLASSES = [one.value for one in TicketClass]
_ENDED = [State.CLOSED.value, State.OUTSIDE.value, State.ARCHIVED.value]
_OPEN = [one.value for one in UNFINISHED]
_FINISHED = [one.value for one in FINISHED]
JOINED, PARTED = "gabung", ("pisahkan", Move.OBJECT.value)
"""Words of the history for a merge and its undoing: who objects goes a way of their own."""


@dataclass(frozen=True)
class Look:
    """Which tickets, and when. ``origins``: ids of units of one zone; received from ``since`` to
    before ``until``. ``end``: of the day looked at; ``moment``: it, or now where that is earlier.
    ``past``: the day is gone by. ``sealed``: origins whose sealed cases are counted, except those
    of ``hidden`` ids."""

    origins: Sequence[int]
    since: datetime
    until: datetime
    end: datetime
    moment: datetime
    past: bool = False
    sealed: Sequence[int] = ()
    hidden: Sequence[int] = ()


@dataclass(frozen=True)
class Kinds:
    """Tickets alike: of one origin (its id), month (yyyymm), class, kind and channel."""

    origin: int
    month: int
    ticket_class: str
    kind: str
    channel: str
    count: int


@dataclass(frozen=True)
class Reclosed:
    """A ticket finished on the day looked at and opened again since: its row no longer knows how
    long that took."""

    origin: int
    received: datetime
    closed: datetime


def offices(unit_ids: Sequence[int]) -> list[Any]:
    """(id, code, name, timezone), by id."""
    query = select(Unit.id, Unit.code, Unit.name, Unit.timezone)
    return list(connection().execute(query.where(Unit.id.in_(unit_ids)).order_by(Unit.id)))


def marks(origins: Sequence[int]) -> list[Any]:
    """(ticket_id, mark) of whom the sealed cases brought there name."""
    query = select(TicketAccused.ticket_id, TicketAccused.mark)
    query = query.join(Ticket, Ticket.id == TicketAccused.ticket_id)
    return list(connection().execute(query.where(Ticket.origin_id.in_(origins))))


def total(look: Look) -> int:
    """Of the tickets' own table alone, so that every other count can be held against it."""
    query = select(func.count()).select_from(Ticket).where(*_which(look))
    return int(connection().scalar(query) or 0)


def profiles(look: Look) -> list[Profile]:
    """Every ticket, in one pass."""
    c = _facts(look).c
    columns = (
        c.origin_id,
        c.state,
        c.ending,
        c.merged,
        c.objected,
        c.reopened,
        c.rating,
        c.verified_at.is_not(None).label("verified"),
        c.verified_days,
        c.verified_met,
        c.answered_at.is_not(None).label("answered"),
        c.answered_days,
        c.answered_met,
        c.closed_days,
        case((c.state.in_(_OPEN), c.day_zero)).label("open_since"),
    )
    inner = select(*columns).subquery()
    query = select(*inner.c, func.count().label("count")).group_by(*inner.c)
    return [_profile(row) for row in connection().execute(query)]


def _profile(row: Any) -> Profile:
    reached = {}
    if row.verified:
        reached[Stage.VERIFICATION] = Reached(row.verified_days, row.verified_met)
    if row.answered:
        reached[Stage.ANSWER] = Reached(row.answered_days, row.answered_met)
    if row.closed_days is not None:
        reached[Stage.CLOSING] = Reached(row.closed_days)
    # Read by place: a row has a method of that name.
    return Profile(row.origin_id, _standing(row), reached, row.open_since, row[-1])


def _standing(row: Any) -> Standing:
    return Standing(
        State(row.state),
        Ending(row.ending) if row.ending else None,
        bool(row.answered),
        bool(row.merged),
        bool(row.objected),
        bool(row.reopened),
        row.rating,
    )


def kinds(look: Look) -> list[Kinds]:
    """Of the tickets' own table: what a ticket was brought as does not change with its state."""
    t = Ticket
    columns = (t.origin_id, t.month, t.ticket_class, t.kind, t.channel)
    query = select(*columns, func.count()).where(*_which(look)).group_by(*columns)
    return [Kinds(*row) for row in connection().execute(query)]


def unreached(look: Look, stage: Stage) -> dict[Verdict, int]:
    """Of the tickets that did not reach verification or a first answer: how they stand to it."""
    facts, limit, pause = _facts(look), _limits(look), _pauses(look)
    kinds: Any = [Clock.VERIFICATION.value]
    reached, now = facts.c.verified_at, cast("Any", literal(look.moment, Instant))
    if stage is Stage.ANSWER:
        # Of any class: a ticket has one such limit at a time, and its class may have been another.
        kinds, reached = _CLASSES, facts.c.answered_at
        # While the reporter is awaited the limit stands still, where the wait began.
        now = func.coalesce(pause.c.started_at, now)
    told = (
        select(_verdict(limit.c.due_at, facts.c.ended_at, now).label("verdict"))
        .select_from(facts)
        .outerjoin(limit, and_(limit.c.ticket_id == facts.c.id, limit.c.kind.in_(kinds)))
        .outerjoin(pause, pause.c.ticket_id == facts.c.id)
        .where(reached.is_(None))
        .subquery()
    )
    query = select(told.c.verdict, func.count()).group_by(told.c.verdict)
    return {Verdict(one): count for one, count in connection().execute(query)}


def _verdict(due: Any, ended: Any, now: Any) -> ColumnElement[str]:
    """As `kiosk.domain.complaint.handling_counts.verdict` says it."""
    return case(
        (due.is_(None), Verdict.NONE.value),
        (ended > due, Verdict.LATE.value),
        (ended.is_not(None), Verdict.NONE.value),
        (due < now, Verdict.OVERDUE.value),
        else_=Verdict.PENDING.value,
    )


def reclosed(look: Look) -> list[Reclosed]:
    """Few: only what was opened again after a day gone by."""
    if not look.past:
        return []
    c = _facts(look).c
    query = select(c.origin_id, c.received_at, c.ended_at).where(
        c.ending.in_(_FINISHED), c.closed_days.is_(None)
    )
    return [Reclosed(*row) for row in connection().execute(query)]


def _which(look: Look) -> tuple[ColumnElement[bool], ...]:
    """The tickets of a look; what is sealed only where it may be known of."""
    t = Ticket
    open_to = and_(t.origin_id.in_(look.sealed), t.id.not_in(look.hidden))
    shown = or_(t.sealed.is_(False), open_to) if look.sealed else t.sealed.is_(False)
    received = (t.received_at >= look.since, t.received_at < look.until)
    return (t.origin_id.in_(look.origins), *received, shown)


def _facts(look: Look) -> Subquery:
    """One row a ticket, with the same columns whenever it is looked at."""
    return _as_it_was(look) if look.past else _as_it_is(look)


def _as_it_is(look: Look) -> Subquery:
    t = Ticket
    finished = t.ending.in_(_FINISHED)
    return (
        select(
            t.id,
            t.origin_id,
            t.ticket_class,
            t.day_zero,
            t.received_at,
            t.state,
            t.ending,
            t.verified_at,
            t.verified_days,
            t.verified_met,
            t.answered_at,
            t.answered_days,
            t.answered_met,
            case((finished, t.closed_days)).label("closed_days"),
            t.closed_at.label("ended_at"),
            t.merged_into.is_not(None).label("merged"),
            t.objected_at.is_not(None).label("objected"),
            (t.reopened > 0).label("reopened"),
            t.rating,
        )
        .where(*_which(look))
        .subquery("facts")
    )


def _as_it_was(look: Look) -> Subquery:
    """The last move before the end of the day gives state and ending; every other fact counts
    from the instant that is kept with it."""
    t, m, last = Ticket, TicketMove, _last_moves(look)
    ending = case(
        *(
            (and_(m.move == step.move.value, m.state == step.target.value), step.ending.value)
            for step in STEPS.values()
            if step.ending is not None
        )
    )
    known = and_(ending.in_(_FINISHED), t.closed_at == m.at)

    def then(at: Any, value: Any) -> Any:
        return case((at < look.end, value))

    return (
        select(
            t.id,
            t.origin_id,
            t.ticket_class,
            t.day_zero,
            t.received_at,
            m.state,
            ending.label("ending"),
            then(t.verified_at, t.verified_at).label("verified_at"),
            then(t.verified_at, t.verified_days).label("verified_days"),
            then(t.verified_at, t.verified_met).label("verified_met"),
            then(t.answered_at, t.answered_at).label("answered_at"),
            then(t.answered_at, t.answered_days).label("answered_days"),
            then(t.answered_at, t.answered_met).label("answered_met"),
            case((known, t.closed_days)).label("closed_days"),
            case((m.state.in_(_ENDED), m.at)).label("ended_at"),
            _was_merged(look).label("merged"),
            func.coalesce(t.objected_at < look.end, False).label("objected"),
            (last.c.reopened > 0).label("reopened"),
            then(t.rated_at, t.rating).label("rating"),
        )
        .join(last, last.c.ticket_id == t.id)
        .join(m, and_(m.ticket_id == t.id, m.seq == last.c.seq))
        .where(*_which(look))
        .subquery("facts")
    )


def _last_moves(look: Look) -> Subquery:
    m = TicketMove
    again = case((m.move == Move.REOPEN.value, 1), else_=0)
    # What was over went along with another to a new unit: that ended nothing.
    moved = or_(m.state.not_in(_ENDED), m.move.not_in(_HANDED_ON))
    return (
        select(m.ticket_id, func.max(m.seq).label("seq"), func.sum(again).label("reopened"))
        .join(Ticket, Ticket.id == m.ticket_id)
        .where(*_which(look), m.at < look.end, m.move.in_(_MOVES), moved)
        .group_by(m.ticket_id)
        .subquery("last_moves")
    )


def _was_merged(look: Look) -> ColumnElement[bool]:
    """Joined to another by then, and not parted from it again by then."""
    first, later = (TicketMove.__table__.alias(name) for name in ("joined", "parted"))
    parted = exists().where(
        later.c.ticket_id == first.c.ticket_id,
        later.c.seq > first.c.seq,
        later.c.move.in_(PARTED),
        later.c.at < look.end,
    )
    return (
        exists()
        .where(
            first.c.ticket_id == Ticket.id,
            first.c.move == JOINED,
            first.c.at < look.end,
            ~parted.correlate(first),
        )
        .correlate(Ticket)
    )


def _limits(look: Look) -> Subquery:
    """The limits as they ran at the instant looked at."""
    d = TicketDeadline
    alive: ColumnElement[bool] = d.replaced_at.is_(None)
    if look.past:
        alive = and_(d.made_at < look.end, or_(alive, d.replaced_at >= look.end))
    return select(d.ticket_id, d.kind, d.due_at).where(alive).subquery("limits")


def _pauses(look: Look) -> Subquery:
    p = TicketPause
    runs: ColumnElement[bool] = p.ended_at.is_(None)
    if look.past:
        runs = and_(p.started_at < look.end, or_(runs, p.ended_at >= look.end))
    return select(p.ticket_id, p.started_at).where(runs).subquery("pauses")
