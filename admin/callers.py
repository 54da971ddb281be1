"""Who knocks: network, device, and whether somebody signed in here before."""

import secrets
from datetime import timedelta

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from admin import session
from kiosk.domain.people.caller import Caller
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.session import device_of

KNOWN, SECURE_KNOWN = "meja-kenal", "__Host-meja-kenal"
KNOWN_FOR = timedelta(days=90)
MOST_KNOWN = 5
"""People who share a counter's machine."""


def keys() -> Keys:
    return Keys(session.secret())


def caller() -> Caller:
    kept = session.here().kept
    return Caller(
        address=request.remote_addr or "",
        device=device_of(request.headers.get("User-Agent", "")[:500]),
        known=_known(),
        session=kept.token_hash if kept is not None else None,
    )


def remember(answer: Response, staff_code: str) -> Response:
    """From now on tries of this device for this person are counted by themselves. It signs
    nobody in."""
    known = {staff_code: secrets.token_urlsafe(16)} | _known()
    newest = dict(list(known.items())[:MOST_KNOWN])
    answer.set_cookie(
        _name(),
        _signer().dumps(newest),
        max_age=KNOWN_FOR,
        secure=session.is_https(current_app),
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return answer


def _known() -> dict[str, str]:
    try:
        found = _signer().loads(
            request.cookies.get(_name(), ""), max_age=int(KNOWN_FOR.total_seconds())
        )
    except BadData:
        return {}
    return {str(code): str(mark) for code, mark in found.items()}


def _name() -> str:
    return SECURE_KNOWN if session.is_https(current_app) else KNOWN


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(session.secret(), salt="meja-kenal")
