"""Words and names of tickets taken out of every table that holds one; their rows, days and codes
stay, so that no figure changes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update

from kiosk.domain.upkeep.erasure import ERASED_TITLE, Scope
from kiosk.domain.upkeep.notice import Recipient
from kiosk.store.complaint import search
from kiosk.store.complaint.casekeys import Holder
from kiosk.store.complaint.tables import (
    CaseKey,
    Draft,
    IdentityRequest,
    Reporter,
    Ticket,
    TicketAccused,
    TicketFile,
    TicketKey,
    TicketMessage,
    TicketMove,
    TicketNote,
    TicketRead,
    TicketText,
    TicketWords,
)
from kiosk.store.engine import connection
from kiosk.store.people.tables import AuditRecord, AuditText
from kiosk.store.retention.tables import ErasedTicket
from kiosk.store.upkeep.tables import Notice


def erase(rows: Sequence[Any], scope: Scope) -> None:
    """``rows``: of `tickets`, at most some hundred. The search index keeps traces of an ordinary
    one until `search.rewrite_some` has run."""
    ids = [row.id for row in rows]
    if scope is not Scope.TEXTS:
        _identity(ids)
    if scope is not Scope.IDENTITY:
        _texts(ids)
        _beside_the_record(rows)
    if scope is Scope.ALL:
        _keys(ids)


def _identity(ids: Sequence[int]) -> None:
    connection().execute(delete(Reporter).where(Reporter.ticket_id.in_(ids)))
    waiting = (
        Notice.to_kind == Recipient.REPORTER.value,
        Notice.to_id.in_(ids),
        Notice.sent_at.is_(None),
    )
    connection().execute(delete(Notice).where(*waiting))
    _blank(IdentityRequest, ids, reason=None, sealed=None)


def _texts(ids: Sequence[int]) -> None:
    for found in connection().scalars(
        select(TicketWords.ticket_id).where(TicketWords.ticket_id.in_(ids))
    ):
        search.forget(found)
    plain = {"title": ERASED_TITLE, "body": "", "place": "", "happened": ""}
    _blank(TicketText, ids, **plain, sealed=None)
    _blank(TicketMessage, ids, text=None, sealed=None)
    _blank(TicketNote, ids, text=None, sealed=None)
    _blank(TicketMove, ids, reason=None, sealed=None)
    _blank(IdentityRequest, ids, reason=None, sealed=None)
    for table in (TicketFile, Draft, TicketAccused):
        connection().execute(delete(table).where(table.ticket_id.in_(ids)))
    # Whoever reported may still see where the case stands; nothing is left under the key.
    others = CaseKey.ticket_id.in_(ids), CaseKey.holder != Holder.REPORTER.value
    connection().execute(delete(CaseKey).where(*others))
    _drop_lapor(ids)


def _drop_lapor(ids: Sequence[int]) -> None:
    """The number another system knows the reporter by."""
    gone = update(Ticket).where(Ticket.id.in_(ids)).values(lapor_number=None, lapor_state=None)
    connection().execute(gone)


def _keys(ids: Sequence[int]) -> None:
    for table in (CaseKey, TicketKey, TicketRead):
        connection().execute(delete(table).where(table.ticket_id.in_(ids)))


def _blank(table: Any, ids: Sequence[int], **values: Any) -> None:
    connection().execute(update(table).where(table.ticket_id.in_(ids)).values(**values))


def _beside_the_record(rows: Sequence[Any]) -> None:
    """Reasons beside records about these tickets: the chain holds a salted digest of each."""
    about = (
        select(AuditText.seq)
        .join(AuditRecord, AuditRecord.seq == AuditText.seq)
        .where(AuditRecord.object_kind.in_(("laporan", "berkas")))
        .where(AuditRecord.object_id.in_([row.number for row in rows]))
    )
    found = list(connection().scalars(about))
    if found:
        connection().execute(delete(AuditText).where(AuditText.seq.in_(found)))


def note(rows: Sequence[Any], scope: Scope, day: date, why: str) -> None:
    """That it was done: what was written up to each row's ``last_seq`` is gone."""
    ids = [row.id for row in rows]
    mine = ErasedTicket.ticket_id.in_(ids), ErasedTicket.scope == scope.value
    connection().execute(delete(ErasedTicket).where(*mine))
    made = [
        {"ticket_id": row.id, "scope": scope.value, "day": day, "seq": row.last_seq, "why": why}
        for row in rows
    ]
    if made:
        connection().execute(insert(ErasedTicket), made)


def of(ticket_id: int) -> list[Any]:
    """(scope, day, seq, why) of everything erased of a ticket."""
    columns = ErasedTicket.__table__.c
    query = select(columns.scope, columns.day, columns.seq, columns.why)
    return list(connection().execute(query.where(ErasedTicket.ticket_id == ticket_id)))


def rows_of(ids: Sequence[int]) -> list[Any]:
    """Held until the transaction ends, in the order of their ids."""
    query = select(*Ticket.__table__.c).where(Ticket.id.in_(list(ids))).order_by(Ticket.id)
    return list(connection().execute(query.with_for_update()))


def any_since(day: date) -> bool:
    query = select(ErasedTicket.ticket_id).where(ErasedTicket.day >= day).limit(1)
    return connection().execute(query).first() is not None
