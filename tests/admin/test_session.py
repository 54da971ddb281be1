"""Sessions: the cookie, how long they live, and who may have one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import Clock, Place, rows

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from kiosk.config import Config

WHOLE = Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)


def is_in(client: FlaskClient) -> bool:
    return client.get("/admin/akun/").status_code == 200


def test_public_pages_know_no_session(app: Flask, client: FlaskClient, place: Place) -> None:
    desk.sign_in(client, app, [WHOLE])
    for path in ("/", f"/s/{place.point}", f"/s/{place.point}/nilai", "/healthz"):
        answer = client.get(path)
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_stranger_leaves_no_row(app: Flask, clock: Clock, client: FlaskClient) -> None:
    for _ in range(5):
        client.get("/admin/masuk")
        client.get("/admin/")
    assert rows(app, "staff_sessions") == []


def test_the_cookie_is_out_of_reach_of_scripts(app: Flask, clock: Clock) -> None:
    answer = desk.Window(app).raw("/admin/masuk")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("meja=")
    for trait in ("HttpOnly", "Path=/", "SameSite=Lax"):
        assert trait in cookie
    assert "Domain" not in cookie
    assert "Secure" not in cookie, "there is no TLS here to be secure over"


def test_over_tls_the_cookie_is_bound_to_the_host(config: Config) -> None:
    from kiosk.app import create_app
    from tests.services.databases import let_go

    app = create_app(replace(config, public_url="https://skm.contoh.go.id"))
    try:
        window = desk.Window(app, "https://skm.contoh.go.id")
        cookie = window.raw("/admin/masuk").headers["Set-Cookie"]
    finally:
        let_go(app)
    assert cookie.startswith("__Host-meja=")
    for trait in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert trait in cookie
    assert "Domain" not in cookie


def test_the_database_holds_no_token(app: Flask, clock: Clock) -> None:
    ani = desk.make_staff(app, [WHOLE], password=desk.PASSWORD)
    token = desk.enter(app, ani, clock.now()).cookie()
    assert len(token) >= 43, "256 bits"
    assert token not in repr(rows(app, "staff_sessions"))


@pytest.mark.parametrize(("idle", "lives"), [(14.9, True), (15, False)])
def test_an_idle_session_ends(
    app: Flask, client: FlaskClient, clock: Clock, idle: float, lives: bool
) -> None:
    desk.sign_in(client, app, [WHOLE])
    clock.later(minutes=idle)
    assert is_in(client) is lives


def test_a_session_in_use_ends_after_eight_hours(
    app: Flask, client: FlaskClient, clock: Clock
) -> None:
    desk.sign_in(client, app, [WHOLE])
    began = clock.now()
    while clock.now() - began < timedelta(hours=7, minutes=50):
        clock.later(minutes=10)
        assert is_in(client)
    clock.later(minutes=10)
    assert not is_in(client)


def test_both_limits_are_settings(app: Flask, client: FlaskClient, clock: Clock) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.place import settings

    with app.app_context(), transaction():
        settings.put(0, "sesi-menganggur", "5", clock.now())
        settings.put(0, "sesi-paling-lama", "1", clock.now())
    desk.sign_in(client, app, [WHOLE])
    clock.later(minutes=4)
    assert is_in(client)
    clock.later(minutes=5)
    assert not is_in(client)
    desk.sign_in(client, app, [WHOLE])
    for _ in range(14):
        clock.later(minutes=4)
        assert is_in(client)
    clock.later(minutes=4)
    assert not is_in(client)


def test_reading_pages_writes_at_most_once_a_minute(
    app: Flask, client: FlaskClient, clock: Clock
) -> None:
    desk.sign_in(client, app, [WHOLE])
    began = clock.now()
    clock.later(seconds=59)
    assert is_in(client)
    assert rows(app, "staff_sessions")[0]["seen_at"] == began
    clock.later(seconds=1)
    assert is_in(client)
    assert rows(app, "staff_sessions")[0]["seen_at"] == clock.now()


def test_after_the_end_the_door_says_so(app: Flask, clock: Clock) -> None:
    window = desk.Window(app)
    desk.sign_in(window.client, app, [WHOLE])
    clock.later(minutes=20)
    door = window.raw("/admin/akun/sesi?a=1").headers["Location"]
    page = window.get(door)
    assert "Sesi Anda sudah berakhir" in page.seen
    assert page.find("//main//input[@name='lanjut']/@value") == ["/admin/akun/sesi?a=1"]
    assert "sudah berakhir" not in desk.Window(app).get("/admin/masuk").seen


def test_half_a_session_lives_five_minutes(app: Flask, clock: Clock) -> None:
    ani = desk.make_staff(app, [WHOLE], password=desk.PASSWORD)
    window = desk.Window(app)
    window.get("/admin/masuk")
    window.post("/admin/masuk", email=ani.email, password=desk.PASSWORD)
    window.get("/admin/masuk/kode")
    clock.later(minutes=5)
    assert window.raw("/admin/masuk/kode").status_code == 303


def test_a_role_that_ends_ends_at_once(
    app: Flask, client: FlaskClient, clock: Clock, place: Place
) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.people import staff

    head = desk.sign_in(client, app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
    assert "Kepala unit" in client.get("/admin/akun/").text
    with app.app_context(), transaction():
        staff.end_grant(staff.grant_rows(head.id)[0].id, clock.now())
    assert "Kepala unit" not in client.get("/admin/akun/").text


def test_junk_in_the_cookie_is_a_stranger(app: Flask, client: FlaskClient, clock: Clock) -> None:
    for junk in ("~", "~x.y", "x" * 4000, "~" + "é", "null", "~W10.abc"):
        client.set_cookie("meja", junk, domain="localhost")
        assert client.get("/admin/masuk").status_code == 200
        assert not is_in(client)


def test_a_remember_me_cookie_lets_nobody_in(app: Flask, client: FlaskClient, clock: Clock) -> None:
    """Flask-Login would take one signed with our key."""
    from flask_login import encode_cookie

    ani = desk.make_staff(app, [WHOLE])
    with app.app_context():
        client.set_cookie("remember_token", encode_cookie(ani.code), domain="localhost")
    assert not is_in(client)


def test_a_signed_cookie_that_names_somebody_is_a_stranger(
    app: Flask, client: FlaskClient, clock: Clock
) -> None:
    from itsdangerous import URLSafeSerializer

    ani = desk.make_staff(app, [WHOLE])
    forged = URLSafeSerializer(app.config["SECRET_KEY"], salt="meja").dumps({"_user_id": ani.code})
    client.set_cookie("meja", "~" + str(forged), domain="localhost")
    assert not is_in(client)
