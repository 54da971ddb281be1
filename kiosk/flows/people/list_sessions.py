"""Where somebody is signed in."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people.session import handle_of
from kiosk.store.engine import reading
from kiosk.store.people import sessions


@dataclass(frozen=True)
class Seat:
    """One session; ``handle`` names it in a form."""

    handle: str
    device: str
    begun_at: datetime
    seen_at: datetime
    is_this: bool


def list_sessions(staff_id: int, this: bytes, now: datetime) -> list[Seat]:
    """Those still alive, latest seen first."""
    with reading():
        limits = sessions.limits_now()
        rows = sessions.of_staff(staff_id)
    return [
        Seat(
            handle_of(bytes(row.token_hash)),
            row.agent,
            row.created_at,
            row.seen_at,
            bytes(row.token_hash) == this,
        )
        for row in rows
        if not limits.is_over(row.created_at, row.seen_at, now)
    ]
