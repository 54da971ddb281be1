"""Sessions of the desk: kept in the database, listed, and ended there.

The cookie of somebody signed in holds a random token and nothing else. A stranger's holds the
stamp of the sign-in form, signed, so that strangers leave no rows behind. Public pages have no
session at all.
"""

from datetime import datetime
from typing import Any

from flask import Flask, Request, Response, current_app, session
from flask.sessions import SessionInterface, SessionMixin
from flask_login import LoginManager, UserMixin
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import CallbackDict

from kiosk import clock
from kiosk.domain.people.actor import Actor
from kiosk.flows.people.open_session import OpenSession, open_session
from kiosk.flows.people.save_session import save_session

DESK = "/admin"
COOKIE, SECURE_COOKIE = "meja", "__Host-meja"
SIGNED = "~"
"""Begins a stranger's cookie; no token begins so."""
SIGNED_IN = "_user_id"
"""Where Flask-Login looks; never kept, always taken from the row."""


class DeskSession(CallbackDict[str, Any], SessionMixin):
    """``kept``: the row behind it, None for a stranger. ``ended``: the cookie named a session
    that is over."""

    def __init__(self, kept: OpenSession | None, data: dict[str, Any], *, ended: bool) -> None:
        def changed(_self: CallbackDict[str, Any]) -> None:
            self.modified = True

        super().__init__(data, changed)
        self.kept = kept
        self.ended = ended
        self.modified = False
        self.accessed = True
        self.successor: str | None = None
        self.leaving = False

    def become(self, token: str) -> None:
        """From this answer on the browser holds ``token``: a new one at every sign-in."""
        self.clear()
        self.successor = token

    def leave(self) -> None:
        self.clear()
        self.leaving = True


class DeskSessions(SessionInterface):
    """Opens and saves them; nothing outside the desk has one."""

    def open_session(self, app: Flask, request: Request) -> DeskSession | None:
        if not _is_desk(request.path):
            return None
        cookie = request.cookies.get(self.get_cookie_name(app), "")
        if not cookie or cookie.startswith(SIGNED):
            return DeskSession(None, _unsigned(app, cookie), ended=False)
        kept = open_session(cookie, clock.now())
        if kept is None:
            return DeskSession(None, {}, ended=True)
        data = dict(kept.data)
        if kept.actor is not None:
            data[SIGNED_IN] = kept.actor.code
        return DeskSession(kept, data, ended=False)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, DeskSession)
        response.headers.add("Vary", "Cookie")
        if session.leaving:
            response.delete_cookie(self.get_cookie_name(app), **self._traits(app))
        elif session.successor is not None:
            self._set(app, response, session.successor)
        elif session.modified and session.kept is not None:
            save_session(session.kept.token_hash, session.kept.pending, _plain(session))
        elif session.modified:
            self._set(app, response, SIGNED + _signer(app).dumps(_plain(session)))

    def get_cookie_name(self, app: Flask) -> str:
        return SECURE_COOKIE if is_https(app) else COOKIE

    def _set(self, app: Flask, response: Response, value: str) -> None:
        response.set_cookie(self.get_cookie_name(app), value, **self._traits(app))

    def _traits(self, app: Flask) -> dict[str, Any]:
        """Lax, not Strict: a link in an e-mail must open signed in. ``Path=/`` is what the name
        `__Host-` demands."""
        return {"secure": is_https(app), "httponly": True, "samesite": "Lax", "path": "/"}


def is_https(app: Flask) -> bool:
    public: str = app.config["KIOSK"].public_url
    return public.startswith("https://")


def _is_desk(path: str) -> bool:
    return path == DESK or path.startswith(DESK + "/")


def _signer(app: Flask) -> URLSafeSerializer:
    return URLSafeSerializer(app.config["SECRET_KEY"], salt="meja")


def _unsigned(app: Flask, cookie: str) -> dict[str, Any]:
    try:
        found = _signer(app).loads(cookie.removeprefix(SIGNED)) if cookie else {}
    except BadData:
        return {}
    return dict(found) if isinstance(found, dict) else {}


def _plain(session: DeskSession) -> dict[str, Any]:
    return {name: value for name, value in session.items() if name != SIGNED_IN}


class DeskUser(UserMixin):
    """Flask-Login's view of whoever is signed in."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def get_id(self) -> str:
        return self.actor.code


def here() -> DeskSession:
    """The session of this request to the desk."""
    found = session._get_current_object()  # type: ignore[attr-defined]
    assert isinstance(found, DeskSession)
    return found


def confirmed_at() -> datetime | None:
    kept = here().kept
    return kept.confirmed_at if kept is not None else None


def seconds_left(now: datetime) -> dict[str, int] | None:
    """Until this page locks without another request, and until it does in any case."""
    kept = here().kept
    if kept is None or kept.actor is None:
        return None
    return {
        "idle": int(kept.idle.total_seconds()),
        "longest": int((kept.ends_at - now).total_seconds()),
    }


def _load(code: str) -> DeskUser | None:
    """Only whom the row names: a session that says otherwise says nothing."""
    kept = here().kept
    if kept is None or kept.actor is None or kept.actor.code != code:
        return None
    return DeskUser(kept.actor)


def connect(app: Flask) -> None:
    """Without `init_app`: that would let a remember-me cookie in, and touch public answers."""
    manager = LoginManager()
    manager.session_protection = None
    manager.user_loader(_load)
    app.login_manager = manager  # type: ignore[attr-defined]
    app.session_interface = DeskSessions()


def secret() -> str:
    key: str = current_app.config["SECRET_KEY"]
    return key
