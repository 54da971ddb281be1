"""What somebody was typing at a ticket, field by field, and when they last looked at it."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.store.complaint.tables import Draft, TicketRead
from kiosk.store.engine import connection


def put(
    staff_id: int, ticket_id: int, field: str, at: datetime, text: str | None, sealed: bytes | None
) -> None:
    """In place of what was kept before. ``text`` in the clear, or ``sealed``."""
    values = {"text": text, "sealed": sealed, "saved_at": at}
    _put(Draft, {"staff_id": staff_id, "ticket_id": ticket_id, "field": field}, values)


def _put(table: Any, key: dict[str, Any], values: dict[str, Any]) -> None:
    """In one statement: two windows of one person may write at the same moment."""
    make = postgresql.insert if connection().dialect.name == "postgresql" else sqlite.insert
    made = make(table).values(**key, **values)
    connection().execute(made.on_conflict_do_update(index_elements=list(key), set_=values))


def of(staff_id: int, ticket_id: int) -> list[Any]:
    """(field, text, sealed, saved_at), by field."""
    query = select(Draft.field, Draft.text, Draft.sealed, Draft.saved_at).where(
        Draft.staff_id == staff_id, Draft.ticket_id == ticket_id
    )
    return list(connection().execute(query.order_by(Draft.field)))


def drop(staff_id: int, ticket_id: int, *fields: str) -> None:
    connection().execute(
        delete(Draft).where(
            Draft.staff_id == staff_id, Draft.ticket_id == ticket_id, Draft.field.in_(fields)
        )
    )


def drop_all(ticket_id: int) -> None:
    """Everybody's, of one ticket."""
    connection().execute(delete(Draft).where(Draft.ticket_id == ticket_id))


def drop_older(than: datetime) -> int:
    """Last saved before then; how many."""
    return int(connection().execute(delete(Draft).where(Draft.saved_at < than)).rowcount)


def last_read(staff_id: int, ticket_id: int) -> datetime | None:
    """When a look of this person was last recorded."""
    mine = (TicketRead.staff_id == staff_id, TicketRead.ticket_id == ticket_id)
    found: datetime | None = connection().scalar(select(TicketRead.at).where(*mine))
    return found


def note_read(staff_id: int, ticket_id: int, at: datetime) -> None:
    _put(TicketRead, {"staff_id": staff_id, "ticket_id": ticket_id}, {"at": at})
