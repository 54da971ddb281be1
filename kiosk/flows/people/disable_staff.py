"""Shut an account, or open it again. Its roles stay as they are; its sessions end at once."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.staffing import check_whole
from kiosk.flows import keyrings, staffing
from kiosk.store.engine import transaction
from kiosk.store.people import journal, links, sessions, staff


def disable_staff(
    actor: Actor | None, staff_code: str, now: datetime, reason: str | None = None
) -> None:
    """Raises `UnknownStaff`, `OwnRole`, `NotAllowed`."""
    with transaction():
        row = staffing.person(actor, staff_code)
        check_whole(actor, staffing.spots_of(row.id))
        if row.disabled_at is not None:
            return
        staff.put(row.id, disabled_at=now, version=row.version + 1)
        sessions.end_all(row.id)
        keyrings.drop_wraps(row.id)
        links.void_all(row.id)
        details = {"dinonaktifkan": [None, now.isoformat()]}
        journal.about(
            staffing.actor_id(actor), row, "nonaktifkan-pegawai", now,
            details=details, reason=reason,
        )  # fmt: skip


def enable_staff(
    actor: Actor | None, staff_code: str, now: datetime, reason: str | None = None
) -> None:
    """Raises `UnknownStaff`, `OwnRole`, `NotAllowed`."""
    with transaction():
        row = staffing.person(actor, staff_code)
        check_whole(actor, staffing.spots_of(row.id))
        if row.disabled_at is None:
            return
        staff.put(row.id, disabled_at=None, version=row.version + 1)
        details = {"dinonaktifkan": [row.disabled_at.isoformat(), None]}
        journal.about(
            staffing.actor_id(actor), row, "aktifkan-pegawai", now, details=details, reason=reason
        )
