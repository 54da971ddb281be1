"""What of each class of the retention schedule is over, and how it is erased.

One query selects for the dry run and for the run itself, so that both speak of the same rows. What
a legal hold stands on is never among them. Ids are text, as they stand in the list people see.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, exists, func, or_, select

from kiosk.domain.complaint.clock import Queue
from kiosk.domain.upkeep.erasure import Holds, Scope
from kiosk.store.complaint.tables import Reporter, Ticket
from kiosk.store.engine import connection
from kiosk.store.people.tables import AuditRecord, AuditText, OneTimeLink
from kiosk.store.place.tables import Point
from kiosk.store.retention import leavers
from kiosk.store.retention.tables import ErasedTicket
from kiosk.store.survey.tables import AnswerOrigin, AnswerText, StoredAnswer, Visit
from kiosk.store.upkeep.check_tables import UpkeepCheck
from kiosk.store.upkeep.tables import JobRun

Asked = Callable[[datetime, Holds], Select[Any]]
_DONE = (Scope.TEXTS.value, Scope.ALL.value)


@dataclass(frozen=True)
class Shelf:
    """One class. ``due``: ids of what is over; ``every``: all there are, for the cap. ``table``:
    whose rows go; None where they are blanked elsewhere (`scope` for tickets, staff)."""

    due: Asked
    every: Callable[[], Select[Any]]
    key: Any
    scope: Scope | None = None
    table: Any = None
    read: Callable[[str], Any] = int


def due(code: str, before: datetime, holds: Holds, only: Sequence[str] | None = None) -> list[str]:
    """In the order of their ids. ``only``: those among these, as they are now."""
    shelf = SHELVES[code]
    query = shelf.due(before, holds).order_by(shelf.key)
    if only is not None:
        query = query.where(shelf.key.in_([shelf.read(one) for one in only]))
    return [_told(one) for one in connection().scalars(query)]


def total(code: str) -> int:
    return int(connection().scalar(SHELVES[code].every()) or 0)


def drop(code: str, ids: Sequence[str]) -> None:
    """Rows of a class that is more than a blanked ticket or account."""
    shelf = SHELVES[code]
    gone = delete(shelf.table).where(shelf.key.in_([shelf.read(one) for one in ids]))
    connection().execute(gone)


def newest_instant() -> datetime | None:
    """The youngest trace of anybody's doing: what a clock is held against before the first run."""
    asked = (
        select(AuditRecord.at).order_by(AuditRecord.seq.desc()).limit(1),
        select(StoredAnswer.at).order_by(StoredAnswer.id.desc()).limit(1),
    )
    found = [at for query in asked if (at := connection().scalar(query)) is not None]
    return max(found, default=None)


def _told(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _closed(before: datetime, holds: Holds, *, sealed: bool) -> Select[Any]:
    """Tickets that were over by then. One merged into another is over when that one is; one that
    was opened again is not."""
    query = select(Ticket.id).where(Ticket.queue == int(Queue.DONE), Ticket.sealed.is_(sealed))
    query = query.where(func.coalesce(Ticket.closed_at, Ticket.received_at) < before)
    if holds.tickets:
        query = query.where(Ticket.id.not_in(holds.tickets))
    if holds.units:
        units = holds.units
        query = query.where(Ticket.unit_id.not_in(units), Ticket.origin_id.not_in(units))
    return query


def _named(before: datetime, holds: Holds) -> Select[Any]:
    has_name = exists().where(Reporter.ticket_id == Ticket.id)
    return _closed(before, holds, sealed=False).where(has_name)


def _written(before: datetime, holds: Holds, *, sealed: bool) -> Select[Any]:
    is_gone = exists().where(
        ErasedTicket.ticket_id == Ticket.id,
        ErasedTicket.scope == Scope.ALL.value,
        ErasedTicket.seq >= Ticket.last_seq,
    )
    return _closed(before, holds, sealed=sealed).where(~is_gone)


def _every_named() -> Select[Any]:
    """Of ordinary reports: with the others the sum would tell that a sealed one came in."""
    query = select(func.count(Reporter.ticket_id)).join(Ticket, Ticket.id == Reporter.ticket_id)
    return query.where(Ticket.sealed.is_(False))


def _every_written(*, sealed: bool) -> Select[Any]:
    is_gone = exists().where(
        ErasedTicket.ticket_id == Ticket.id, ErasedTicket.scope == Scope.ALL.value
    )
    return select(func.count(Ticket.id)).where(Ticket.sealed.is_(sealed), ~is_gone)


def _of_answers(table: Any) -> Asked:
    def asked(before: datetime, holds: Holds) -> Select[Any]:
        query = select(table.answer_id).join(StoredAnswer, StoredAnswer.id == table.answer_id)
        query = query.where(StoredAnswer.at < before)
        return query.where(_is_free(StoredAnswer.point_id, holds)) if holds.units else query

    return asked


def _visited(before: datetime, holds: Holds) -> Select[Any]:
    query = select(Visit.number).where(Visit.offered_at < before)
    return query.where(_is_free(Visit.point_id, holds)) if holds.units else query


def _is_free(point: Any, holds: Holds) -> Any:
    return point.not_in(select(Point.id).where(Point.unit_id.in_(holds.units)))


def _reasons(before: datetime, holds: Holds) -> Select[Any]:
    query = select(AuditText.seq).join(AuditRecord, AuditRecord.seq == AuditText.seq)
    query = query.where(AuditRecord.at < before)
    if holds.units:
        query = query.where(AuditRecord.unit_id.not_in(holds.units))
    if holds.tickets:
        numbers = select(Ticket.number).where(Ticket.id.in_(holds.tickets))
        free = AuditRecord.object_id.not_in(numbers)
        query = query.where(or_(AuditRecord.object_kind.not_in(("laporan", "berkas")), free))
    return query


def _plain(column: Any, moment: Any) -> Asked:
    return lambda before, _: select(column).where(moment < before)


def _count(column: Any) -> Callable[[], Select[Any]]:
    return lambda: select(func.count(column))


_RUN = JobRun.job + ":" + JobRun.period

SHELVES: Mapping[str, Shelf] = {
    "identitas-pelapor": Shelf(_named, _every_named, Ticket.id, Scope.IDENTITY),
    "laporan": Shelf(
        lambda before, holds: _written(before, holds, sealed=False),
        lambda: _every_written(sealed=False),
        Ticket.id,
        Scope.ALL,
    ),
    "tersegel": Shelf(
        lambda before, holds: _written(before, holds, sealed=True),
        lambda: _every_written(sealed=True),
        Ticket.id,
        Scope.ALL,
    ),
    "saran": Shelf(
        _of_answers(AnswerText),
        _count(AnswerText.answer_id),
        AnswerText.answer_id,
        table=AnswerText,
    ),
    "asal-jawaban": Shelf(
        _of_answers(AnswerOrigin),
        _count(AnswerOrigin.answer_id),
        AnswerOrigin.answer_id,
        table=AnswerOrigin,
    ),
    "kunjungan": Shelf(_visited, _count(Visit.number), Visit.number, table=Visit),
    "teks-audit": Shelf(_reasons, _count(AuditText.seq), AuditText.seq, table=AuditText),
    "pegawai-lama": Shelf(leavers.due, leavers.every, leavers.KEY),
    "tautan": Shelf(
        _plain(OneTimeLink.token_hash, OneTimeLink.expires_at),
        _count(OneTimeLink.token_hash),
        OneTimeLink.token_hash,
        table=OneTimeLink,
        read=bytes.fromhex,
    ),
    "catatan-tugas": Shelf(
        _plain(_RUN, JobRun.started_at), _count(JobRun.job), _RUN, table=JobRun, read=str
    ),
    "catatan-pemeriksaan": Shelf(
        _plain(UpkeepCheck.id, UpkeepCheck.at),
        _count(UpkeepCheck.id),
        UpkeepCheck.id,
        table=UpkeepCheck,
    ),
}
"""By code; a test holds them against the schedule."""
