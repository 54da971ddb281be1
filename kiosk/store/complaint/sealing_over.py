"""Plain rows of a ticket turned into sealed ones: nothing readable stays in the tables.

What the database's own log, its free pages and earlier backups hold is not undone by it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from kiosk.store.complaint.tables import (
    Reporter,
    TicketDeadline,
    TicketFile,
    TicketMessage,
    TicketMove,
    TicketNote,
    TicketText,
)
from kiosk.store.engine import connection

Seal = Callable[[int, str], bytes]


def text(ticket_id: int, sealed: bytes) -> None:
    plain = {"title": "", "body": "", "place": "", "happened": ""}
    table = TicketText
    connection().execute(
        update(table).where(table.ticket_id == ticket_id).values(sealed=sealed, **plain)
    )


def reporter(ticket_id: int, sealed: bytes) -> None:
    table = Reporter
    connection().execute(update(table).where(table.ticket_id == ticket_id).values(sealed=sealed))


def messages(ticket_id: int, seal: Seal) -> None:
    _over(TicketMessage, "text", ticket_id, seal)


def notes(ticket_id: int, seal: Seal) -> None:
    _over(TicketNote, "text", ticket_id, seal)


def reasons(ticket_id: int, seal: Seal) -> None:
    _over(TicketMove, "reason", ticket_id, seal)


def _over(table: Any, column: str, ticket_id: int, seal: Seal) -> None:
    plain = table.__table__.c[column]
    query = select(table.seq, plain).where(table.ticket_id == ticket_id, plain.is_not(None))
    for seq, words in list(connection().execute(query)):
        connection().execute(
            update(table)
            .where(table.ticket_id == ticket_id, table.seq == seq)
            .values(**{column: None, "sealed": seal(seq, words)})
        )


def file(file_id: int, digest: str, thumbnail: str | None, sealed: bytes | None) -> None:
    connection().execute(
        update(TicketFile)
        .where(TicketFile.id == file_id)
        .values(digest=digest, thumbnail=thumbnail, name=None, sealed=sealed)
    )


def coarsen(ticket_id: int, received: datetime, coarse: Callable[[datetime], datetime]) -> None:
    """Hours of what an anonymous reporter did become days; ``received``: the hour it came in."""
    _coarsen(TicketMessage, ticket_id, TicketMessage.from_reporter.is_(True), coarse)
    _coarsen(TicketFile, ticket_id, TicketFile.from_reporter.is_(True), coarse)
    _coarsen(TicketMove, ticket_id, TicketMove.by == "pelapor", coarse)
    limits = TicketDeadline
    connection().execute(
        update(limits)
        .where(limits.ticket_id == ticket_id, limits.started_at == received)
        .values(started_at=coarse(received), made_at=coarse(received))
    )


def _coarsen(table: Any, ticket_id: int, mine: Any, coarse: Callable[[datetime], datetime]) -> None:
    query = select(table.seq, table.at).where(table.ticket_id == ticket_id, mine)
    for seq, at in list(connection().execute(query)):
        here = update(table).where(table.ticket_id == ticket_id, table.seq == seq)
        connection().execute(here.values(at=coarse(at)))
