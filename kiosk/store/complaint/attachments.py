"""Rows of attachments: whose they are, what the scanner said, where they lie."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import func, insert, or_, select, update

from kiosk.domain.complaint.attachment import FileState
from kiosk.store.complaint.tables import Ticket, TicketFile
from kiosk.store.engine import connection


class Kept(Protocol):
    """An attachment that lies on disk; its ``name`` plain or ``sealed``."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def digest(self) -> str: ...
    @property
    def thumbnail(self) -> str | None: ...
    @property
    def state(self) -> FileState: ...
    @property
    def name(self) -> str | None: ...
    @property
    def sealed(self) -> bytes | None: ...


def add(
    ticket_id: int,
    kept: Sequence[Kept],
    *,
    at: datetime,
    message: int,
    from_reporter: bool = True,
) -> None:
    """``message``: the seq of the message they came with; 0: the complaint itself."""
    if not kept:
        return
    rows = [
        {
            "id": one.id,
            "ticket_id": ticket_id,
            "seq": seq,
            "message": message,
            "at": at,
            "from_reporter": from_reporter,
            "kind": one.kind,
            "size": one.size,
            "digest": one.digest,
            "thumbnail": one.thumbnail,
            "state": one.state.value,
            "name": one.name,
            "sealed": one.sealed,
        }
        for seq, one in enumerate(kept, count(ticket_id) + 1)
    ]
    if rows:
        connection().execute(insert(TicketFile), rows)


def count(ticket_id: int) -> int:
    query = select(func.count()).where(TicketFile.ticket_id == ticket_id)
    return int(connection().execute(query).scalar_one())


def of(ticket_id: int) -> list[Any]:
    """Every attachment of a ticket, in order."""
    table = TicketFile
    query = select(*table.__table__.c).where(table.ticket_id == ticket_id).order_by(table.seq)
    return list(connection().execute(query))


def by_id(file_id: int) -> Any:
    query = select(*TicketFile.__table__.c).where(TicketFile.id == file_id)
    return connection().execute(query).first()


def mark(file_id: int, state: FileState) -> None:
    connection().execute(
        update(TicketFile).where(TicketFile.id == file_id).values(state=state.value)
    )


def waiting(limit: int, states: Iterable[FileState]) -> list[Any]:
    """(id, digest) of plain files in these states."""
    asked = [one.value for one in states]
    query = (
        select(TicketFile.id, TicketFile.digest)
        .where(TicketFile.state.in_(asked), TicketFile.sealed.is_(None))
        .order_by(TicketFile.id)
        .limit(limit)
    )
    return list(connection().execute(query))


def known(digests: Iterable[str]) -> set[str]:
    """Which of these files some row names."""
    asked = list(digests)
    table = TicketFile
    query = select(table.digest, table.thumbnail).where(
        or_(table.digest.in_(asked), table.thumbnail.in_(asked))
    )
    found = {name for row in connection().execute(query) for name in row if name}
    return found & set(asked)


def of_unit_since(unit_id: int, moment: datetime) -> int:
    """How many its reporters sent after ``moment``."""
    sent = select(func.count()).select_from(TicketFile)
    sent = sent.join(Ticket, Ticket.id == TicketFile.ticket_id)
    mine = (Ticket.unit_id == unit_id, TicketFile.at > moment, TicketFile.from_reporter)
    return int(connection().scalar(sent.where(*mine)) or 0)
