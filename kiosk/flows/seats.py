"""A step that every way into the desk shares: what came of proving who one is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.people import throttle
from kiosk.domain.people.caller import Caller
from kiosk.domain.people.session import hash_of, new_token
from kiosk.store.people import attempts, journal, sessions


@dataclass(frozen=True)
class Entered:
    """A new session's token; ``needs_code``: good only for giving the second factor."""

    token: str
    staff_code: str
    needs_code: bool


def take_seat(row: Any, caller: Caller, now: datetime, how: str, *, whole: bool = False) -> Entered:
    """A new session for ``row``, in the caller's transaction; the one before it ends.

    ``how`` is what the record calls this way in. ``whole``: it proved both factors; otherwise
    whoever has a second factor gets half a session until it is given."""
    token = new_token()
    if caller.session is not None:
        sessions.end(caller.session)
    sessions.sweep(now)
    attempts.sweep(now - throttle.KEPT)
    needs_code = row.totp_sealed is not None and not whole
    if needs_code:
        waiting = {sessions.PENDING_KEY: row.id}
        sessions.begin(hash_of(token), None, caller.device, now, data=waiting)
    else:
        sessions.begin(hash_of(token), row.id, caller.device, now, confirmed_at=now)
        journal.own(row, "masuk", now, {"dengan": how})
    return Entered(token, row.code, needs_code)
