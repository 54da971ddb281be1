"""Accounts of those who left long ago: their name and all that opens the account goes, their number
stays, for the record names people by it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from kiosk.domain.upkeep.erasure import Holds
from kiosk.store.complaint.tables import Draft, HandlerKey, SavedFilter, TicketRead
from kiosk.store.engine import connection
from kiosk.store.people.tables import OneTimeLink, Passkey, RecoveryCode, Staff, StaffSession

KEY = Staff.id
_MARK = "@dihapus.invalid"
"""RFC 2606: no mail ever goes there, and nobody can have it."""


def due(before: datetime, _holds: Holds) -> Select[Any]:
    """Whoever was disabled by then and is still named."""
    is_named = Staff.email.not_like(f"%{_MARK}")
    return select(Staff.id).where(Staff.disabled_at < before, is_named)


def every() -> Select[Any]:
    return select(func.count(Staff.id)).where(Staff.email.not_like(f"%{_MARK}"))


def forget(ids: Sequence[int]) -> None:
    for table in (
        HandlerKey,
        SavedFilter,
        TicketRead,
        Draft,
        StaffSession,
        Passkey,
        RecoveryCode,
        OneTimeLink,
    ):
        connection().execute(delete(table).where(table.staff_id.in_(ids)))
    empty = {"password_hash": None, "totp_sealed": None, "totp_step": 0, "oidc_subject": None}
    told = {"name": "Mantan pegawai " + Staff.code, "email": Staff.code + _MARK}
    gone = update(Staff).where(Staff.id.in_(ids)).values(**empty, **told, version=Staff.version + 1)
    connection().execute(gone)
