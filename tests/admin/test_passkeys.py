"""Passkeys, with Chromium's own virtual authenticator on the other side."""

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from werkzeug.serving import make_server

from kiosk.domain.people.passkey import site_of
from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

AUDITOR = Grant(Role.AUDITOR, Level.INSTALLATION, 0)


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The application at a name: no passkey belongs to a bare IP address."""
    server = make_server("localhost", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def at_the_desk(app: Flask, context: "BrowserContext", address: str) -> Any:
    """A page signed in as an auditor, with an authenticator that agrees to everything."""
    client = app.test_client()
    who = desk.sign_in(client, app, [AUDITOR])
    cookie = client.get_cookie(desk.cookie_name(app), domain="localhost")
    assert cookie is not None
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return who, page


def add_device(page: "Page", address: str) -> None:
    page.goto(f"{address}/admin/akun/kunci-sandi/")
    page.get_by_label("Nama perangkat ini").fill("Laptop bagian umum")
    page.get_by_role("button", name="Tambahkan perangkat ini").click()
    page.get_by_text("Kunci sandi tersimpan").wait_for()


@pytest.mark.browser
def test_a_device_is_added_signs_its_owner_in_and_is_removed(
    app: Flask, address: str, open_context: Callable[..., "BrowserContext"]
) -> None:
    context = open_context(viewport={"width": 1366, "height": 768})
    who, page = at_the_desk(app, context, address)
    add_device(page, address)
    context.clear_cookies()
    page.goto(f"{address}/admin/masuk")
    page.get_by_role("link", name="Masuk dengan kunci sandi").click()
    page.get_by_role("button", name="Pakai kunci sandi").click()
    page.wait_for_url(lambda url: "/masuk" not in url)
    page.goto(f"{address}/admin/akun/")
    assert page.get_by_text(who.email).is_visible()
    page.goto(f"{address}/admin/akun/kunci-sandi/")
    page.get_by_role("button", name="Hapus").click()
    page.get_by_text("Belum ada kunci sandi").wait_for()
    context.clear_cookies()
    page.goto(f"{address}/admin/masuk/kunci-sandi/")
    page.get_by_role("button", name="Pakai kunci sandi").click()
    page.get_by_text("Kunci sandi tidak diterima").wait_for()


def test_an_answer_to_no_question_of_ours_is_refused(app: Flask) -> None:
    client = app.test_client()
    desk.sign_in(client, app, [AUDITOR])
    for given in ("", "{}", '{"rawId": "AAAA"}', "bukan json", '{"rawId": 5}'):
        form = {"jawaban": given, "csrf_token": desk.csrf(app)}
        found = client.post("/admin/akun/kunci-sandi/", data=form)
        assert found.status_code == 422
        assert "tidak tersimpan" in found.text


def test_only_a_name_with_tls_can_hold_a_passkey() -> None:
    assert site_of("https://skm.contoh.go.id") is not None
    assert site_of("http://localhost:8000/") is not None
    for address in ("http://skm.contoh.go.id", "https://10.0.0.1", "http://127.0.0.1:8000", ""):
        assert site_of(address) is None
