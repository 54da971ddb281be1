"""Reminders and escalations that were given, and tickets that lack one. Made for a million tickets:
every query goes by an index over what waits for the office."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, select
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.store.complaint.tables import Ticket, TicketAlert
from kiosk.store.engine import connection
from kiosk.store.place.tables import Unit


def add(ticket_id: int, kind: str, step: str, at: datetime) -> bool:
    """False where it was given before, whatever the clock said then."""
    make = postgresql.insert if connection().dialect.name == "postgresql" else sqlite.insert
    statement = make(TicketAlert).values(ticket_id=ticket_id, kind=kind, step=step, at=at)
    made = statement.on_conflict_do_nothing().returning(TicketAlert.ticket_id)
    return connection().execute(made).first() is not None


def withdraw(ticket_id: int, kind: str, steps: Iterable[str]) -> None:
    """They told of a day that is no longer the limit's last: the right one will be told of."""
    table = TicketAlert
    connection().execute(
        delete(table).where(
            table.ticket_id == ticket_id, table.kind == kind, table.step.in_(list(steps))
        )
    )


def units(before: datetime) -> list[int]:
    """Units with a limit of the office's own that ends before then. One probe a unit."""
    # Not by `_waits`: SQLite would go through everything that is not merged.
    waits = exists().where(Ticket.unit_id == Unit.id, Ticket.queue == 1, Ticket.due_at < before)
    return list(connection().scalars(select(Unit.id).where(waits).order_by(Unit.id)))


def lacking(
    unit_id: int, step: str, after: datetime | None, before: datetime, limit: int
) -> list[Any]:
    """(id, due_kind) of a unit's tickets that are due from ``after`` and before ``before`` and
    were not given ``step``, the most urgent first. What is merged into another is told of there;
    what waits for its reporter is nobody's to hurry."""
    given = exists().where(
        TicketAlert.ticket_id == Ticket.id,
        TicketAlert.kind == Ticket.due_kind,
        TicketAlert.step == step,
    )
    query = (
        select(Ticket.id, Ticket.due_kind)
        .where(_waits(unit_id), Ticket.due_at < before, ~given)
        .order_by(Ticket.due_at, Ticket.id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(Ticket.due_at >= after)
    return list(connection().execute(query))


def _waits(unit_id: Any) -> ColumnElement[bool]:
    return and_(Ticket.unit_id == unit_id, Ticket.queue == 1, Ticket.merged_into.is_(None))
