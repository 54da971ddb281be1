"""Requests of reporters: added, found, answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select, update

from kiosk.domain.complaint.subject_request import SOON, Ground, Outcome, Request, Wish
from kiosk.store.complaint import tickets
from kiosk.store.complaint.subject_tables import SubjectRequest
from kiosk.store.complaint.tables import Reporter
from kiosk.store.engine import connection

_COLUMNS = SubjectRequest.__table__.c


def add(ticket_id: int, one: Request) -> None:
    values = {
        "id": tickets.new_id(),
        "ticket_id": ticket_id,
        "wish": one.wish.value,
        "outcome": one.outcome.value,
        "asked_at": one.asked_at,
        "due_at": one.due_at,
        "answered_at": one.answered_at,
    }
    connection().execute(insert(SubjectRequest).values(**values))


def of(ticket_id: int) -> list[Request]:
    """Oldest first."""
    query = select(*_COLUMNS).where(_COLUMNS.ticket_id == ticket_id)
    return [told(row) for row in connection().execute(query.order_by(_COLUMNS.asked_at))]


def told(row: Any) -> Request:
    return Request(
        Wish(row.wish),
        Outcome(row.outcome),
        row.asked_at,
        row.due_at,
        row.answered_at,
        Ground(row.ground) if row.ground else None,
    )


def is_waiting(ticket_id: int, wish: Wish) -> bool:
    query = select(_COLUMNS.id).where(
        _COLUMNS.ticket_id == ticket_id,
        _COLUMNS.wish == wish.value,
        _COLUMNS.outcome == Outcome.WAITS.value,
    )
    return connection().scalar(query) is not None


def waiting() -> list[Any]:
    """All that wait, what is due first; about whose tickets one may know is asked for each."""
    query = select(*_COLUMNS).where(_COLUMNS.outcome == Outcome.WAITS.value)
    return list(connection().execute(query.order_by(_COLUMNS.due_at, _COLUMNS.id)))


def hold(number: int) -> Any:
    """The row, kept from others until the transaction ends; None where it waits no more."""
    query = select(*_COLUMNS).where(_COLUMNS.id == number)
    waits = query.where(_COLUMNS.outcome == Outcome.WAITS.value)
    return connection().execute(waits.with_for_update()).first()


def answer(number: int, outcome: Outcome, ground: Ground | None, at: datetime) -> None:
    _change(number, outcome=outcome.value, ground=ground and ground.value, answered_at=at)


def unreminded(now: datetime) -> list[Any]:
    """Those that wait, end soon or are late, and of which that was not told yet."""
    soon = _COLUMNS.warned_at.is_(None) & (_COLUMNS.due_at <= now + SOON)
    late = _COLUMNS.late_at.is_(None) & (_COLUMNS.due_at < now)
    query = select(*_COLUMNS).where(_COLUMNS.outcome == Outcome.WAITS.value, or_(soon, late))
    return list(connection().execute(query.order_by(_COLUMNS.due_at)))


def reminded(row: Any, now: datetime) -> None:
    values = {"warned_at": row.warned_at or now}
    if row.due_at < now:
        values["late_at"] = now
    _change(row.id, **values)


def _change(number: int, **values: Any) -> None:
    connection().execute(update(SubjectRequest).where(SubjectRequest.id == number).values(**values))


def replace_reporter(ticket_id: int, sealed: bytes) -> None:
    """The name and contact as the reporter corrected them."""
    one = update(Reporter).where(Reporter.ticket_id == ticket_id)
    connection().execute(one.values(sealed=sealed))
