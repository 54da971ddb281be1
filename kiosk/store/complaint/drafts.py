"""What somebody was typing at a ticket, field by field, and when they last looked at it."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from kiosk.store.complaint.tables import Draft, TicketRead
from kiosk.store.engine import connection


def put(
    staff_id: int, ticket_id: int, field: str, at: datetime, text: str | None, sealed: bytes | None
) -> None:
    """In place of what was kept before. ``text`` in the clear, or ``sealed``."""
    drop(staff_id, ticket_id, field)
    values = {"text": text, "sealed": sealed, "saved_at": at}
    connection().execute(
        insert(Draft).values(staff_id=staff_id, ticket_id=ticket_id, field=field, **values)
    )


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
    mine = (TicketRead.staff_id == staff_id, TicketRead.ticket_id == ticket_id)
    done = connection().execute(update(TicketRead).where(*mine).values(at=at))
    if not done.rowcount:
        values = {"staff_id": staff_id, "ticket_id": ticket_id, "at": at}
        connection().execute(insert(TicketRead).values(**values))
