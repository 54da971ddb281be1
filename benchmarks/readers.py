"""Signed-in people of a bench, by the cookie their browser would send."""

from datetime import timedelta

from flask import Flask

from kiosk import clock
from kiosk.domain.people.policy import Grant
from kiosk.domain.people.session import hash_of, new_token
from kiosk.store.people import sessions, staff


def signed_in(app: Flask, code: str, *grants: Grant) -> str:
    """Inside a transaction; somebody made before signs in anew."""
    now, token = clock.now(), new_token()
    known = staff.by_code(code)
    one = known.id if known else staff.add(code, f"{code.lower()}@contoh.go.id", code, now)
    if known is None:
        staff.put(one, totp_sealed=b"x")
        for grant in grants:
            staff.grant(one, grant.role, grant.level, grant.place_id, None, now)
    # Seen an hour ahead: it does not run out while others are measured.
    sessions.begin(
        hash_of(token), one, "Bench", now + timedelta(hours=1), confirmed_at=now, data={}
    )
    return f"{app.session_interface.get_cookie_name(app)}={token}"
