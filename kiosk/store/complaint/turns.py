"""Changes of a calendar whose open deadlines have yet to be computed anew. Written in the
transaction of the change, so that none is forgotten when a process dies after it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import exists, insert, select, update

from kiosk.store.complaint.tables import CalendarTurn, Ticket, TicketDeadline
from kiosk.store.engine import connection

EVERYWHERE = 0
LONGEST_CAUSE = 160
_A_DAY = timedelta(days=1)
"""On both sides: a local day begins up to half a day before or after that of UTC."""


def add(unit_id: int, first: date | None, last: date | None, cause: str, at: datetime) -> None:
    """``unit_id``: this unit and those below it, or `EVERYWHERE`; ``first`` to ``last``: the days
    that may count differently now; ``cause``: what changed, for the history of every ticket."""
    connection().execute(
        insert(CalendarTurn).values(
            unit_id=unit_id, first=first, last=last, cause=_cut(cause), at=at, reached=0
        )
    )


def waiting() -> Any:
    """The oldest that is not done, or None."""
    query = select(*CalendarTurn.__table__.c).where(CalendarTurn.done_at.is_(None))
    return connection().execute(query.order_by(CalendarTurn.id).limit(1)).first()


def causes(units: Sequence[int]) -> str:
    """What changed for a unit and those above it (``units``) and is not done everywhere, the
    newest first: a calendar is read as it is now, so the oldest turn meets all of them."""
    table = CalendarTurn
    query = (
        select(table.cause)
        .where(table.done_at.is_(None), table.unit_id.in_([EVERYWHERE, *units]))
        .order_by(table.id.desc())
    )
    return _cut("; ".join(dict.fromkeys(connection().scalars(query))))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CAUSE else text[: LONGEST_CAUSE - 1] + "…"


def reach(turn_id: int, ticket_id: int) -> None:
    """Tickets up to this id are done."""
    _put(turn_id, reached=ticket_id)


def done(turn_id: int, at: datetime) -> None:
    _put(turn_id, done_at=at)


def _put(turn_id: int, **values: Any) -> None:
    connection().execute(update(CalendarTurn).where(CalendarTurn.id == turn_id).values(**values))


def touched(turn: Any, units: Sequence[int] | None, limit: int) -> list[int]:
    """Ids of the next open tickets with a running limit that the changed days can touch, by id.
    ``units``: where they were brought; None: anywhere."""
    query = select(Ticket.id).where(Ticket.id > turn.reached, Ticket.queue.in_((1, 2)))
    if units is not None:
        query = query.where(Ticket.origin_id.in_(units))
    query = query.where(exists().where(*_spans(turn)))
    return list(connection().scalars(query.order_by(Ticket.id).limit(limit)))


def _spans(turn: Any) -> list[Any]:
    table = TicketDeadline
    found = [table.ticket_id == Ticket.id, table.met_at.is_(None), table.replaced_at.is_(None)]
    if turn.first is not None:
        found.append(table.due_at >= _midnight(turn.first) - _A_DAY)
    if turn.last is not None:
        found.append(table.started_at <= _midnight(turn.last) + 2 * _A_DAY)
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), UTC)
