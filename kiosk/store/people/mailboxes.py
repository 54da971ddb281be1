"""Where staff are written to."""

from sqlalchemy import ColumnElement, select

from kiosk.store.engine import connection
from kiosk.store.people.tables import Staff


def email_of(staff_id: int) -> str | None:
    """None for nobody, and for somebody disabled."""
    return connection().scalar(select(Staff.email).where(*_active(staff_id)))


def code_of(staff_id: int) -> str | None:
    """None for nobody, and for somebody disabled."""
    return connection().scalar(select(Staff.code).where(*_active(staff_id)))


def _active(staff_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Staff.id == staff_id, Staff.disabled_at.is_(None)
