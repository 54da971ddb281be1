"""The key a member unlocked for this session: sealed under the cookie's token, which no row holds.

It ends with the session, when the session idles out, at sign-out, and when somebody locks it.
"""

from flask import current_app, request

from admin import access, session
from kiosk.flows.complaint.unlock_key import held_for, opened_key
from kiosk.flows.sealing import Unlocked

HELD = "kunci-penangan"


def token() -> str:
    """The session's own, as the browser sent it; never kept or logged."""
    name = current_app.session_interface.get_cookie_name(current_app._get_current_object())  # type: ignore[attr-defined]
    return request.cookies.get(name, "")


def unlocked_of_session() -> Unlocked | None:
    """Whoever sits here, with their key; None while it is locked. Every page that shows a sealed
    case hands it on to its flow."""
    held = session.here().get(HELD)
    if not isinstance(held, str):
        return None
    found = opened_key(access.actor(), held, token())
    if found is None:
        lock()
    return found


def keep(held: str) -> None:
    """What `unlock_key` answered, until the session ends."""
    session.here()[HELD] = held


def keep_private(private: bytes) -> None:
    """Of a key made in this request."""
    keep(held_for(private, token()))


def lock() -> None:
    session.here().pop(HELD, None)
