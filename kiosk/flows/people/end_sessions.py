"""End one's own other sessions: one of them, or all."""

from datetime import datetime

from kiosk.domain.people.session import handle_of
from kiosk.store.engine import transaction
from kiosk.store.people import journal, sessions, staff


def end_sessions(staff_id: int, this: bytes, handle: str | None, now: datetime) -> int:
    """How many ended. ``handle`` None: all but ``this``. Another's session has no handle here."""
    with transaction():
        others = [
            bytes(row.token_hash)
            for row in sessions.of_staff(staff_id)
            if bytes(row.token_hash) != this
        ]
        chosen = [one for one in others if handle is None or handle_of(one) == handle]
        for one in chosen:
            sessions.end(one)
        if chosen:
            details = {"sesi": len(chosen)}
            journal.own(staff.by_id(staff_id), "akhiri-sesi", now, details)
    return len(chosen)
