"""Sit at the desk in a test, with any roles, without walking through the sign-in.

actor = desk.sign_in(client, app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
client.post("/admin/...", data={"name": "Loket 9", "csrf_token": desk.csrf(app)})
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argon2 import PasswordHasher
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from kiosk.domain.people.actor import Actor
    from kiosk.domain.people.policy import Grant
    from tests.web.page_client import Page

PASSWORD = "sepeda ontel biru di teras"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STAMP = "cap formulir uji"
_numbers = count(1)


def start_audit(app: Flask) -> None:
    """The heads of chains as `kiosk init` makes them; harmless when they are there."""
    from kiosk.store.engine import transaction
    from kiosk.store.index import events
    from kiosk.store.people import audit
    from kiosk.store.upkeep import chains

    with app.app_context(), transaction():
        chains.start_missing(audit.CHAIN)
        chains.start_missing(events.CHAIN)


def _hashed(password: str) -> str:
    from kiosk.store.people import kept

    return _hashed_by(kept._HASHER, password)


@cache
def _hashed_by(hasher: PasswordHasher, password: str) -> str:
    """A test may hash quickly, and the next one as slowly as the system does."""
    return hasher.hash(password)


def make_staff(
    app: Flask,
    grants: Sequence[Grant] = (),
    *,
    name: str = "",
    email: str = "",
    password: str | None = None,
    enrolled: bool = True,
) -> Actor:
    """Somebody with these roles. ``password`` costs a fifth of a second; None: cannot sign in by
    the form. ``enrolled``: has a second factor whose secret is `TOTP_SECRET`."""
    from kiosk import clock
    from kiosk.domain.people.guest import Until
    from kiosk.domain.people.keys import Keys
    from kiosk.domain.people.policy import GUESTS
    from kiosk.store.engine import transaction
    from kiosk.store.people import kept, staff

    far = Until(date(2099, 12, 31), datetime(2100, 1, 1, tzinfo=UTC))

    number = next(_numbers)
    start_audit(app)
    hashed = _hashed(password) if password else None
    with app.app_context(), transaction():
        now = clock.now()
        made = staff.add(
            f"P{number:07d}", email or f"pegawai{number}@contoh.go.id", name or f"Pegawai {number}",
            now,
        )  # fmt: skip
        sealed = kept.seal(TOTP_SECRET, Keys(app.config["SECRET_KEY"]).seal, made)
        staff.put(made, password_hash=hashed, totp_sealed=sealed if enrolled else None)
        for one in grants:
            until = far if one.role in GUESTS else None
            staff.grant(made, one.role, one.level, one.place_id, None, now, until)
        actor = staff.actor(made)
    assert actor is not None
    return actor


def sign_in(
    client: FlaskClient,
    app: Flask,
    grants: Sequence[Grant] = (),
    *,
    actor: Actor | None = None,
    name: str = "",
    enrolled: bool = True,
    fresh: bool = True,
) -> Actor:
    """``client`` now sits at the desk as ``actor``, or as somebody new with these roles.

    ``fresh``: the second factor was given just now, so nothing asks for it again."""
    from kiosk import clock
    from kiosk.domain.people.session import hash_of, new_token
    from kiosk.store.engine import transaction
    from kiosk.store.people import sessions

    who = actor or make_staff(app, grants, name=name, enrolled=enrolled)
    token = new_token()
    with app.app_context(), transaction():
        now = clock.now()
        sessions.begin(
            hash_of(token), who.id, "Uji", now,
            confirmed_at=now if fresh else None, data={"csrf_token": STAMP},
        )  # fmt: skip
    client.set_cookie(cookie_name(app), token, domain="localhost")
    return who


def sign_out(client: FlaskClient, app: Flask) -> None:
    """Forget the cookie; the session itself lives on."""
    client.delete_cookie(cookie_name(app), domain="localhost")


def cookie_name(app: Flask) -> str:
    name: str = app.session_interface.get_cookie_name(app)
    return name


def csrf(app: Flask) -> str:
    """The stamp every form of a desk made by `sign_in` wants, as field ``csrf_token``."""
    from itsdangerous import URLSafeTimedSerializer

    signer = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
    stamp: str = signer.dumps(STAMP)
    return stamp


def code_at(instant: datetime, secret: str = TOTP_SECRET) -> str:
    """The six digits of an authenticator at this moment."""
    import pyotp

    return pyotp.TOTP(secret).at(instant)


class Window:
    """A browser at the desk: keeps its cookies, sends the stamp of the page it stands on, and
    checks every page as `tests.web.page_client` does."""

    def __init__(self, app: Flask, base_url: str = "http://localhost") -> None:
        self.client = app.test_client()
        self._base_url = base_url
        self._stamp = ""

    def raw(self, path: str, method: str = "GET", **how: Any) -> TestResponse:
        return self.client.open(path, method=method, base_url=self._base_url, **how)

    def get(self, path: str, status: int = 200) -> Page:
        return self._seen(self.raw(path), status)

    def post(self, path: str, status: int = 303, **fields: str) -> TestResponse:
        """Send a form; 303 is what a form that was taken answers."""
        given = {"csrf_token": self._stamp, **fields}
        answer = self.raw(path, "POST", data={n.replace("__", "-"): v for n, v in given.items()})
        assert answer.status_code == status, answer.get_data(as_text=True)[:3000]
        if answer.mimetype == "text/html" and status != 303:
            self._seen(answer, status)
        return answer

    def follow(self, path: str, **fields: str) -> Page:
        """Send a form that is taken, and see where it leads."""
        return self.get(self.post(path, **fields).headers["Location"])

    def cookie(self, name: str = "meja") -> str:
        found = self.client.get_cookie(name, domain="localhost")
        return found.value if found is not None else ""

    def _seen(self, answer: TestResponse, status: int) -> Page:
        from tests.web.page_client import Page, check

        assert answer.status_code == status, answer.get_data(as_text=True)[:3000]
        page = Page(answer)
        check(page)
        stamps = page.find("//main//input[@name='csrf_token']/@value")
        stamps += page.find("//input[@name='csrf_token']/@value")
        self._stamp = str(stamps[0]) if stamps else ""
        return page


def enter(app: Flask, actor: Actor, now: datetime, password: str = PASSWORD) -> Window:
    """Sign in through the door, with password and code."""
    window = Window(app)
    window.get("/admin/masuk")
    answer = window.post("/admin/masuk", email=actor.email, password=password)
    if answer.headers["Location"].startswith("/admin/masuk/kode"):
        window.get(answer.headers["Location"])
        window.post("/admin/masuk/kode", code=code_at(now))
    return window


def kind_of(app: Flask) -> str:
    """ "sqlite" or "postgresql"."""
    return str(app.config["KIOSK"].database_url.partition(":")[0].partition("+")[0])
