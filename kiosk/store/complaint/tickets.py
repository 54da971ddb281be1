"""Tickets: made, found by their number, held while they change."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from kiosk.store.complaint.tables import (
    Reporter,
    Ticket,
    TicketAccused,
    TicketKey,
    TicketText,
)
from kiosk.store.engine import connection

_BITS = 62
# Made once: making a statement and its key anew takes longer than the database does.
_ADD = insert(Ticket.__table__)  # type: ignore[arg-type]
_ADD_TEXT = insert(TicketText.__table__)  # type: ignore[arg-type]
_ADD_KEY = insert(TicketKey.__table__)  # type: ignore[arg-type]
_ID_OF = select(Ticket.id).where(Ticket.number == bindparam("number"))
_BY_ID = select(*Ticket.__table__.c).where(Ticket.id == bindparam("id"))


def new_id() -> int:
    """Drawn at random: it follows from nothing and leads to nothing."""
    return secrets.randbits(_BITS) + 1


def add(**values: Any) -> None:
    """A new ticket's row; every column but those that begin empty."""
    connection().execute(_ADD, {"version": 1, "reopened": 0, **values})


def add_text(ticket_id: int, *, sealed: bytes | None = None, **words: str) -> None:
    """``words``: title, body, place, happened; empty for a sealed case."""
    values = {"title": "", "body": "", "place": "", "happened": "", **words}
    connection().execute(_ADD_TEXT, {"ticket_id": ticket_id, "sealed": sealed, **values})


def add_reporter(ticket_id: int, sealed: bytes) -> None:
    connection().execute(insert(Reporter).values(ticket_id=ticket_id, sealed=sealed))


def add_key(ticket_id: int, salt: bytes, verifier: bytes, public_key: bytes | None) -> None:
    values = {"salt": salt, "verifier": verifier, "public_key": public_key}
    connection().execute(_ADD_KEY, {"ticket_id": ticket_id, **values})


def add_accused(ticket_id: int, marks: Sequence[bytes]) -> None:
    rows = [{"ticket_id": ticket_id, "mark": mark} for mark in sorted(set(marks))]
    if rows:
        connection().execute(insert(TicketAccused), rows)


def drop_accused(ticket_id: int, marks: Collection[bytes]) -> None:
    gone = delete(TicketAccused).where(TicketAccused.ticket_id == ticket_id)
    connection().execute(gone.where(TicketAccused.mark.in_(marks)))


def accused(ticket_id: int) -> frozenset[bytes]:
    query = select(TicketAccused.mark).where(TicketAccused.ticket_id == ticket_id)
    return frozenset(bytes(mark) for mark in connection().scalars(query))


def is_taken(number: str) -> bool:
    return connection().scalar(_ID_OF, {"number": number}) is not None


def by_number(number: str) -> Any:
    """The row, or None."""
    query = select(*Ticket.__table__.c).where(Ticket.number == number)
    return connection().execute(query).first()


def hold(number: str) -> Any:
    """The same, kept from others who change it until this transaction ends."""
    query = select(*Ticket.__table__.c).where(Ticket.number == number).with_for_update()
    return connection().execute(query).first()


def hold_id(ticket_id: int) -> Any:
    query = select(*Ticket.__table__.c).where(Ticket.id == ticket_id).with_for_update()
    return connection().execute(query).first()


def by_id(ticket_id: int) -> Any:
    return connection().execute(_BY_ID, {"id": ticket_id}).first()


def key_of(ticket_id: int) -> Any:
    """(salt, verifier, public_key)."""
    query = select(TicketKey.salt, TicketKey.verifier, TicketKey.public_key)
    return connection().execute(query.where(TicketKey.ticket_id == ticket_id)).first()


def text_of(ticket_id: int) -> Any:
    """(title, body, place, happened, sealed)."""
    query = select(*TicketText.__table__.c).where(TicketText.ticket_id == ticket_id)
    return connection().execute(query).first()


def reporter_of(ticket_id: int) -> bytes | None:
    query = select(Reporter.sealed).where(Reporter.ticket_id == ticket_id)
    found = connection().scalar(query)
    return bytes(found) if found is not None else None


def change(ticket_id: int, version: int, **values: Any) -> bool:
    """Write ``values`` if the row still has ``version``; it then has the next one."""
    done = connection().execute(
        update(Ticket)
        .where(Ticket.id == ticket_id, Ticket.version == version)
        .values(version=version + 1, **values)
    )
    return done.rowcount == 1


def children(ticket_id: int) -> list[Any]:
    """Tickets merged into this one, oldest first."""
    query = (
        select(*Ticket.__table__.c)
        .where(Ticket.merged_into == ticket_id)
        .order_by(Ticket.received_at, Ticket.id)
        .with_for_update()
    )
    return list(connection().execute(query))


def lapsed(now: datetime, state: str, limit: int) -> list[Any]:
    """(id, number) of tickets of a state whose watched limit is over. Merged ones too: each
    reporter has a limit of their own."""
    query = (
        select(Ticket.id, Ticket.number)
        .where(Ticket.queue == 2, Ticket.state == state, Ticket.due_at < now)
        .order_by(Ticket.due_at, Ticket.id)
        .limit(limit)
    )
    return list(connection().execute(query))
