"""Limits and pauses of tickets as they were computed. Rows are ended, never changed back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import case, insert, literal, select, update

from kiosk.domain.complaint.deadline import Deadline
from kiosk.store.complaint.tables import TicketDeadline, TicketPause
from kiosk.store.engine import connection
from kiosk.store.types import Instant

_ADD = insert(TicketDeadline.__table__)  # type: ignore[arg-type]


def add(
    ticket_id: int,
    seq: int,
    kind: str,
    started_at: datetime,
    deadline: Deadline,
    *,
    cause: str,
    at: datetime,
) -> None:
    """A limit with its steps. ``cause``: why it was computed, in words for the history."""
    row = {
        "ticket_id": ticket_id,
        "seq": seq,
        "kind": kind,
        "started_at": started_at,
        "days": deadline.days,
        "due_at": deadline.due,
        "steps": deadline.kept(),
        "cause": cause,
        "made_at": at,
    }
    connection().execute(_ADD, row)


def of(ticket_id: int) -> list[Any]:
    """Every limit ever computed, oldest first."""
    table = TicketDeadline
    query = select(*table.__table__.c).where(table.ticket_id == ticket_id).order_by(table.seq)
    return list(connection().execute(query))


def current(ticket_id: int) -> list[Any]:
    """The newest computation of each limit, met or not."""
    return [one for one in of(ticket_id) if one.replaced_at is None]


def meet(ticket_id: int, kinds: Iterable[str], at: datetime) -> None:
    """Those running limits are over."""
    table = TicketDeadline
    connection().execute(
        update(table)
        .where(table.ticket_id == ticket_id, table.kind.in_(list(kinds)))
        .where(table.met_at.is_(None), table.replaced_at.is_(None))
        .values(met_at=at)
    )


def replace(ticket_id: int, seq: int, at: datetime) -> None:
    """A new computation takes the place of this one."""
    table = TicketDeadline
    connection().execute(
        update(table)
        .where(table.ticket_id == ticket_id, table.seq == seq, table.replaced_at.is_(None))
        .values(replaced_at=at)
    )


def pause(ticket_id: int, seq: int, at: datetime) -> None:
    connection().execute(insert(TicketPause).values(ticket_id=ticket_id, seq=seq, started_at=at))


def resume(ticket_id: int, at: datetime) -> bool:
    """End the pause that runs; False where none does. An anonymous reply is known to the day only
    (F55): on the day of the question it would come before it, and ends the pause at once."""
    table = TicketPause
    done = connection().execute(
        update(table)
        .where(table.ticket_id == ticket_id, table.ended_at.is_(None))
        # Typed by hand: within a CASE a bare instant would be kept as text in SQLite.
        .values(
            ended_at=case((table.started_at > at, table.started_at), else_=literal(at, Instant))
        )
    )
    return done.rowcount > 0


def pauses(ticket_id: int) -> list[Any]:
    """(started_at, ended_at) in order."""
    table = TicketPause
    query = (
        select(table.started_at, table.ended_at)
        .where(table.ticket_id == ticket_id)
        .order_by(table.seq)
    )
    return list(connection().execute(query))
