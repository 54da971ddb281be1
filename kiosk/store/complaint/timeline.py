"""What was said and done about a ticket, each kind in a table of its own."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from kiosk.store.complaint.tables import TicketMessage, TicketMove, TicketNote
from kiosk.store.engine import connection

_ADD_MOVE = insert(TicketMove.__table__)  # type: ignore[arg-type]


def add_move(
    ticket_id: int,
    seq: int,
    at: datetime,
    *,
    by: str,
    move: str,
    state: str,
    actor_id: int | None = None,
    details: Mapping[str, Any] | None = None,
    reason: str | None = None,
    sealed: bytes | None = None,
) -> None:
    """``reason`` in the clear, or ``sealed``: never both."""
    told = json.dumps(details or {}, sort_keys=True, ensure_ascii=False, default=str)
    row = {
        "ticket_id": ticket_id,
        "seq": seq,
        "at": at,
        "by": by,
        "actor_id": actor_id,
        "move": move,
        "state": state,
        "details": told,
        "reason": reason,
        "sealed": sealed,
    }
    connection().execute(_ADD_MOVE, row)


def add_message(
    ticket_id: int,
    seq: int,
    at: datetime,
    *,
    from_reporter: bool,
    actor_id: int | None,
    text: str | None,
    sealed: bytes | None = None,
) -> None:
    connection().execute(
        insert(TicketMessage).values(
            ticket_id=ticket_id,
            seq=seq,
            at=at,
            from_reporter=from_reporter,
            actor_id=actor_id,
            text=text,
            sealed=sealed,
        )
    )


def add_note(
    ticket_id: int,
    seq: int,
    at: datetime,
    *,
    actor_id: int,
    text: str | None,
    sealed: bytes | None = None,
) -> None:
    values = {"at": at, "actor_id": actor_id, "text": text, "sealed": sealed}
    connection().execute(insert(TicketNote).values(ticket_id=ticket_id, seq=seq, **values))


def messages(ticket_id: int) -> list[Any]:
    """Everything the reporter may read, in order."""
    return _all(TicketMessage, ticket_id)


def moves(ticket_id: int) -> list[Any]:
    """The history, in order; for colleagues."""
    return _all(TicketMove, ticket_id)


def notes(ticket_id: int) -> list[Any]:
    """Internal notes, in order; never for the reporter."""
    return _all(TicketNote, ticket_id)


def _all(table: Any, ticket_id: int) -> list[Any]:
    query = select(*table.__table__.c).where(table.ticket_id == ticket_id).order_by(table.seq)
    return list(connection().execute(query))
