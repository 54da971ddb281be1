"""Requests to know a confidential reporter, and what others decided."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from kiosk.store.complaint.tables import IdentityApproval, IdentityRequest
from kiosk.store.engine import connection

_COLUMNS = IdentityRequest.__table__.c
_WAITS = (IdentityRequest.refused_at.is_(None), IdentityRequest.granted_at.is_(None))


def add(ticket_id: int, asked_by: int, at: datetime) -> int:
    """The reason is written by `put_reason`: where it is sealed, it is bound to this number."""
    made = connection().execute(
        insert(IdentityRequest)
        .values(ticket_id=ticket_id, asked_by=asked_by, asked_at=at)
        .returning(IdentityRequest.id)
    )
    return int(made.scalar_one())


def put_reason(request_id: int, ink: Mapping[str, Any]) -> None:
    """``ink``: reason and sealed, one of them empty."""
    _change(request_id, **ink)


def waiting_for(ticket_id: int) -> Any:
    """The one request nobody has ended yet, or None."""
    query = select(*_COLUMNS).where(IdentityRequest.ticket_id == ticket_id, *_WAITS)
    return connection().execute(query.order_by(IdentityRequest.id)).first()


def newest_of(ticket_id: int, asked_by: int) -> Any:
    query = select(*_COLUMNS).where(
        IdentityRequest.ticket_id == ticket_id, IdentityRequest.asked_by == asked_by
    )
    return connection().execute(query.order_by(IdentityRequest.id.desc())).first()


def waiting() -> list[Any]:
    """All that wait, oldest first; about whose tickets one may know is asked for each."""
    query = select(*_COLUMNS).where(*_WAITS).order_by(IdentityRequest.id)
    return list(connection().execute(query))


def approvals(request_id: int) -> list[Any]:
    """(staff_id, at, agrees)."""
    query = select(IdentityApproval.staff_id, IdentityApproval.at, IdentityApproval.agrees).where(
        IdentityApproval.request_id == request_id
    )
    return list(connection().execute(query.order_by(IdentityApproval.at)))


def add_approval(request_id: int, staff_id: int, at: datetime, *, agrees: bool) -> None:
    values = {"request_id": request_id, "staff_id": staff_id, "at": at, "agrees": agrees}
    connection().execute(insert(IdentityApproval).values(**values))


def refuse(request_id: int, at: datetime) -> None:
    _change(request_id, refused_at=at)


def grant(request_id: int, at: datetime) -> None:
    _change(request_id, granted_at=at)


def _change(request_id: int, **values: Any) -> None:
    connection().execute(
        update(IdentityRequest).where(IdentityRequest.id == request_id).values(**values)
    )
