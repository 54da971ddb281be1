"""Plain rows of a ticket turned into sealed ones: nothing readable stays in the tables.

What the database's own log, its free pages and earlier backups hold is not undone by it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from kiosk.store.complaint.tables import (
    IdentityRequest,
    Reporter,
    Ticket,
    TicketDeadline,
    TicketFile,
    TicketMessage,
    TicketMove,
    TicketNote,
    TicketPause,
    TicketText,
)
from kiosk.store.engine import connection

Seal = Callable[[int, str], bytes]
_MOMENTS: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (TicketDeadline, "ticket_id", ("started_at", "made_at", "met_at", "replaced_at")),
    (TicketPause, "ticket_id", ("ended_at",)),
    (Ticket, "id", ("closed_at", "objected_at", "rated_at")),
)


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


def requests(ticket_id: int, seal: Seal) -> None:
    """Why its reporter's name was asked for; ``seal`` takes the request's number."""
    table = IdentityRequest
    query = select(table.id, table.reason).where(
        table.ticket_id == ticket_id, table.reason.is_not(None)
    )
    for number, words in list(connection().execute(query)):
        here = update(table).where(table.id == number)
        connection().execute(here.values(reason=None, sealed=seal(number, words or "")))


def file(file_id: int, size: int, digest: str, thumbnail: str | None, sealed: bytes | None) -> None:
    connection().execute(
        update(TicketFile)
        .where(TicketFile.id == file_id)
        .values(size=size, digest=digest, thumbnail=thumbnail, name=None, sealed=sealed)
    )


def coarsen(ticket_id: int, received: datetime, coarse: Callable[[datetime], datetime]) -> None:
    """Hours of what an anonymous reporter did become days; ``received``: the hour it came in."""
    _coarsen_clocks(ticket_id, {received, *_acts(ticket_id)}, coarse)
    _coarsen(TicketMessage, ticket_id, TicketMessage.from_reporter.is_(True), coarse)
    _coarsen(TicketFile, ticket_id, TicketFile.from_reporter.is_(True), coarse)
    _coarsen(TicketMove, ticket_id, TicketMove.by == "pelapor", coarse)


def _acts(ticket_id: int) -> list[datetime]:
    """When the reporter did something that moved a clock."""
    table = TicketMove
    query = select(table.at).where(table.ticket_id == ticket_id, table.by == "pelapor")
    return list(connection().scalars(query))


def _coarsen_clocks(
    ticket_id: int, hidden: set[datetime], coarse: Callable[[datetime], datetime]
) -> None:
    """Limits, pauses and milestones name the same moments. What was computed at another time keeps
    it: figures of a day gone by go by which limit ran then."""
    for table, own, names in _MOMENTS:
        columns = table.__table__.c
        for row in connection().execute(select(*columns).where(columns[own] == ticket_id)).all():
            told = {name: getattr(row, name) for name in names}
            fresh = {name: coarse(at) for name, at in told.items() if at in hidden}
            if table is TicketPause and fresh:
                fresh = {"ended_at": max(fresh["ended_at"], row.started_at)}
            if fresh:
                key = [one == getattr(row, one.name) for one in table.__table__.primary_key]
                connection().execute(update(table).where(*key).values(**fresh))


def _coarsen(table: Any, ticket_id: int, mine: Any, coarse: Callable[[datetime], datetime]) -> None:
    query = select(table.seq, table.at).where(table.ticket_id == ticket_id, mine)
    for seq, at in list(connection().execute(query)):
        here = update(table).where(table.ticket_id == ticket_id, table.seq == seq)
        connection().execute(here.values(at=coarse(at)))
