"""Sealed cases for their team's pages: which there are, and whose keys open them."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import and_, exists, func, or_, select

from kiosk.store.complaint.casekeys import Holder
from kiosk.store.complaint.tables import CaseKey, TeamKey, Ticket, TicketMessage
from kiosk.store.engine import connection
from kiosk.store.place.tables import Instansi

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Of what has no limit: it stands last on both databases."""


def listed(
    units: Sequence[int], *, is_open: bool, limit: int, after: Any | None = None
) -> list[Any]:
    """Rows of cases brought at these units: what is due first, or what was done last. ``after``:
    the row to go on from. Whoever asks has still to be asked about each
    (`flows.cases.may_see`)."""
    query = select(*Ticket.__table__.c).where(Ticket.sealed.is_(True), Ticket.origin_id.in_(units))
    due = func.coalesce(Ticket.due_at, NEVER)
    if is_open:
        query = query.where(Ticket.queue > 0).order_by(due, Ticket.id)
    else:
        query = query.where(Ticket.queue == 0).order_by(Ticket.received_at.desc(), Ticket.id)
    if after is not None:
        behind = due > (after.due_at or NEVER), due == (after.due_at or NEVER)
        if not is_open:
            at = after.received_at
            behind = Ticket.received_at < at, Ticket.received_at == at
        query = query.where(or_(behind[0], and_(behind[1], Ticket.id > after.id)))
    return list(connection().execute(query.limit(limit)))


def facts(units: Sequence[int], hidden: Collection[int]) -> list[Any]:
    """(id, received_at, origin_id, category, state, answered_days, answered_met, came_back) of
    sealed cases brought at these units, but those of ``hidden`` ids."""
    wrote = exists().where(
        TicketMessage.ticket_id == Ticket.id,
        TicketMessage.from_reporter.is_(True),
    )
    query = select(
        Ticket.id,
        Ticket.received_at,
        Ticket.origin_id,
        Ticket.category,
        Ticket.state,
        Ticket.answered_days,
        Ticket.answered_met,
        or_(wrote, Ticket.rated_at.is_not(None)).label("came_back"),
    ).where(Ticket.sealed.is_(True), Ticket.origin_id.in_(units))
    return [row for row in connection().execute(query) if row.id not in hidden]


def count(instansi_id: int, since: datetime, until: datetime) -> int:
    """Sealed cases of a whole instansi, received from ``since`` to before ``until``. Never shown
    as it is."""
    query = (
        select(func.count())
        .select_from(Ticket)
        .where(Ticket.sealed.is_(True), Ticket.instansi_id == instansi_id)
        .where(Ticket.received_at >= since, Ticket.received_at < until)
    )
    return int(connection().scalar(query) or 0)


def without_handler(limit: int) -> list[Any]:
    """Rows of open sealed cases that no handler's key opens."""
    opens = exists().where(CaseKey.ticket_id == Ticket.id, CaseKey.holder == Holder.HANDLER.value)
    query = select(*Ticket.__table__.c).where(Ticket.sealed.is_(True), Ticket.queue > 0, ~opens)
    return list(connection().execute(query.order_by(Ticket.id).limit(limit)))


def handlers(ticket_id: int) -> list[int]:
    """Ids of the staff to whom the case's key is wrapped."""
    query = select(CaseKey.holder_id).where(
        CaseKey.ticket_id == ticket_id, CaseKey.holder == Holder.HANDLER.value
    )
    return list(connection().scalars(query.order_by(CaseKey.holder_id)))


def held_over() -> dict[int, int]:
    """Instansi id to how many cases wait for its team to have keys."""
    query = (
        select(Ticket.instansi_id, func.count())
        .join(CaseKey, CaseKey.ticket_id == Ticket.id)
        .where(CaseKey.holder == Holder.HOLDING.value)
        .group_by(Ticket.instansi_id)
    )
    return {row[0]: row[1] for row in connection().execute(query)}


def instansi(ids: Collection[int]) -> list[Any]:
    """(id, code, name, public_key, made_at) of these; the key is None where the team has not
    set itself up."""
    query = (
        select(Instansi.id, Instansi.code, Instansi.name, TeamKey.public_key, TeamKey.made_at)
        .outerjoin(TeamKey, TeamKey.instansi_id == Instansi.id)
        .where(Instansi.id.in_(ids))
        .order_by(Instansi.name)
    )
    return list(connection().execute(query))


def teams() -> list[Any]:
    """(id, made_at) of every instansi; None where its team has no key."""
    query = select(Instansi.id, TeamKey.made_at).outerjoin(
        TeamKey, TeamKey.instansi_id == Instansi.id
    )
    return list(connection().execute(query))
