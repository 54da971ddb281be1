"""Sealed cases for their team's pages: which there are, and whose keys open them."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import exists, func, select

from kiosk.store.complaint.casekeys import Holder
from kiosk.store.complaint.tables import CaseKey, TeamKey, Ticket
from kiosk.store.engine import connection
from kiosk.store.place.tables import Instansi


def listed(units: Sequence[int], *, is_open: bool, limit: int) -> list[Any]:
    """Rows of cases brought at these units: what is due first, or what was done last. Whoever
    asks has still to be asked about each (`flows.cases.may_see`)."""
    query = select(*Ticket.__table__.c).where(Ticket.sealed.is_(True), Ticket.origin_id.in_(units))
    if is_open:
        query = query.where(Ticket.queue > 0).order_by(Ticket.due_at, Ticket.id)
    else:
        query = query.where(Ticket.queue == 0).order_by(Ticket.received_at.desc(), Ticket.id)
    return list(connection().execute(query.limit(limit)))


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


def held_over(instansi_ids: Collection[int] | None = None) -> dict[int, int]:
    """Instansi id to how many cases wait for its team to have keys."""
    query = (
        select(Ticket.instansi_id, func.count())
        .join(CaseKey, CaseKey.ticket_id == Ticket.id)
        .where(CaseKey.holder == Holder.HOLDING.value)
        .group_by(Ticket.instansi_id)
    )
    if instansi_ids is not None:
        query = query.where(Ticket.instansi_id.in_(instansi_ids))
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
