"""How tickets stand to each other: merged, split, alike; and what is handed to other systems."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from kiosk.store.complaint.tables import Ticket, TicketText
from kiosk.store.engine import connection
from kiosk.store.place.tables import Service


def numbers(ticket_ids: Iterable[int]) -> dict[int, str]:
    """Of the ordinary ones among them: what was sealed since leaves no number beside another."""
    query = select(Ticket.id, Ticket.number).where(Ticket.id.in_(list(ticket_ids)))
    query = query.where(Ticket.sealed.is_(False))
    return {row.id: row.number for row in connection().execute(query)}


def merged_into(ticket_id: int) -> list[str]:
    """Numbers of the tickets merged into this one, oldest first."""
    query = select(Ticket.number).where(Ticket.merged_into == ticket_id)
    return list(connection().scalars(query.order_by(Ticket.received_at, Ticket.id)))


def split_off(ticket_id: int) -> list[str]:
    """Numbers of the ordinary tickets made of a part of this one."""
    query = select(Ticket.number).where(Ticket.split_from == ticket_id, Ticket.sealed.is_(False))
    return list(connection().scalars(query.order_by(Ticket.received_at, Ticket.id)))


def comparable(unit_id: int, since: datetime, most: int) -> list[Any]:
    """(number, title, body, service, received_at, state) of a unit's ordinary tickets that another
    could be merged into, newest first."""
    query = (
        select(
            Ticket.number,
            TicketText.title,
            TicketText.body,
            Service.code.label("service"),
            Ticket.received_at,
            Ticket.state,
        )
        .join(TicketText, TicketText.ticket_id == Ticket.id)
        .outerjoin(Service, Service.id == Ticket.service_id)
        .where(Ticket.unit_id == unit_id, Ticket.sealed.is_(False), Ticket.merged_into.is_(None))
        .where(Ticket.received_at >= since, Ticket.queue > 0)
        .order_by(Ticket.received_at.desc(), Ticket.id)
        .limit(most)
    )
    return list(connection().execute(query))


def by_numbers(wanted: Sequence[str]) -> list[Any]:
    """Rows of these tickets, oldest first, kept from others until the transaction ends."""
    query = (
        select(*Ticket.__table__.c)
        .where(Ticket.number.in_(list(wanted)))
        .order_by(Ticket.id)
        .with_for_update()
    )
    return list(connection().execute(query))


def ordinary(
    unit_ids: Sequence[int],
    since: datetime | None,
    until: datetime | None,
    most: int,
    numbers: Sequence[str] = (),
) -> list[Any]:
    """Ordinary tickets of these units with their texts, oldest first. ``numbers``: only these."""
    columns = [*Ticket.__table__.c, TicketText.title, TicketText.body]
    columns += [TicketText.place, TicketText.happened, Service.name.label("service")]
    query = (
        select(*columns)
        .join(TicketText, TicketText.ticket_id == Ticket.id)
        .outerjoin(Service, Service.id == Ticket.service_id)
        .where(Ticket.unit_id.in_(list(unit_ids)), Ticket.sealed.is_(False))
        .order_by(Ticket.received_at, Ticket.id)
        .limit(most)
    )
    if since is not None:
        query = query.where(Ticket.received_at >= since)
    if until is not None:
        query = query.where(Ticket.received_at < until)
    if numbers:
        query = query.where(Ticket.number.in_(list(numbers)))
    return list(connection().execute(query))
