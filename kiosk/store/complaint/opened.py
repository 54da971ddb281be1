"""Whether the name of a confidential reporter was opened."""

from datetime import datetime

from sqlalchemy import func, select

from kiosk.store.complaint.tables import IdentityRequest
from kiosk.store.engine import connection


def opened_at(ticket_id: int) -> datetime | None:
    """The first time, or None."""
    query = select(func.min(IdentityRequest.granted_at))
    return connection().scalar(query.where(IdentityRequest.ticket_id == ticket_id))
