"""Leave the desk."""

from datetime import datetime

from kiosk.store.engine import transaction
from kiosk.store.people import journal, sessions, staff


def sign_out(token_hash: bytes, staff_id: int, now: datetime) -> None:
    """The session is gone from the database, whatever the browser keeps."""
    with transaction():
        if sessions.end(token_hash):
            journal.own(staff.by_id(staff_id), "keluar", now)
