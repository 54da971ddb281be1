"""Sign-in through a real OpenID Connect provider: npm's oidc-provider, on loopback."""

import os
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient

from kiosk.app import create_app
from kiosk.config import Config, InvalidConfig
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.store.engine import transaction
from kiosk.store.people import staff
from tests import desk
from tests.services.databases import let_go
from tests.services.tools import refuse_or_skip, require

FOLDER = Path(__file__).parents[1] / "oidc"
REDIRECT = "http://localhost/admin/masuk/sso/kembali"
AUDITOR = Grant(Role.AUDITOR, Level.INSTALLATION, 0)


class Provider:
    """A process of its own, for one account."""

    def __init__(self, account: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.issuer = f"http://127.0.0.1:{self.port}"
        environment = {**os.environ, "PORT": str(self.port), "REDIRECT": REDIRECT}
        self.process = subprocess.Popen(
            [require("node"), "provider.mjs"],
            cwd=FOLDER,
            env={**environment, "ACCOUNT": account},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert any("ready" in line for line in self.process.stdout)

    def stop(self) -> None:
        self.process.terminate()
        self.process.communicate(timeout=10)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    if not (FOLDER / "node_modules").is_dir():
        refuse_or_skip("oidc-provider is not installed: scripts/test-system.sh does it")
    made = Provider("s-1,kepala@contoh.go.id,true")
    yield made
    made.stop()


def with_sso(config: Config, issuer: str) -> Flask:
    client = {"oidc_client_id": "suara-loket", "oidc_client_secret": "rahasia-uji"}
    return create_app(replace(config, oidc_issuer=issuer, **client))


@pytest.fixture
def sso(config: Config, provider: Provider) -> Iterator[Flask]:
    made = with_sso(config, provider.issuer)
    yield made
    let_go(made)


def walk(client: FlaskClient) -> str:
    """From the sign-in page to the provider and back: the address the browser returns with."""
    found = client.get("/admin/masuk/sso/")
    assert found.status_code == 302
    address, browser = found.location, requests.Session()
    for _ in range(10):
        address = requests.compat.urljoin(
            address, browser.get(address, allow_redirects=False, timeout=10).headers["Location"]
        )
        if address.startswith(REDIRECT):
            parts = urlsplit(address)
            return f"{parts.path}?{parts.query}"
    raise AssertionError("the provider never sent us back")


def test_an_invited_person_comes_in_and_is_the_same_one_from_then_on(sso: Flask) -> None:
    who = desk.make_staff(sso, [AUDITOR], email="kepala@contoh.go.id", enrolled=True)
    client = sso.test_client()
    half = client.get(walk(client))
    assert half.location.startswith("/admin/masuk/kode"), "the second factor is still asked for"
    with sso.app_context(), transaction():
        assert str(staff.by_id(who.id).oidc_subject).endswith(" s-1")
        staff.put(who.id, email="alamat-baru@contoh.go.id")
    again = sso.test_client()
    assert again.get(walk(again)).location.startswith("/admin/masuk/kode")


def test_nobody_comes_in_who_was_not_invited(sso: Flask) -> None:
    desk.make_staff(sso, [AUDITOR], email="orang-lain@contoh.go.id")
    client = sso.test_client()
    refused = client.get(walk(client))
    assert refused.status_code == 403
    assert "belum diundang" in refused.text
    assert client.get("/admin/").status_code in (302, 303)


def test_a_subject_once_pinned_keeps_others_with_the_same_address_out(sso: Flask) -> None:
    who = desk.make_staff(sso, [AUDITOR], email="kepala@contoh.go.id")
    with sso.app_context(), transaction():
        staff.put(who.id, oidc_subject="https://lain.example s-9")
    client = sso.test_client()
    assert client.get(walk(client)).status_code == 403


def test_a_disabled_person_stays_out(sso: Flask) -> None:
    from kiosk import clock

    who = desk.make_staff(sso, [AUDITOR], email="kepala@contoh.go.id")
    with sso.app_context(), transaction():
        staff.put(who.id, disabled_at=clock.now())
    client = sso.test_client()
    assert client.get(walk(client)).status_code == 403


def test_an_answer_that_is_not_ours_is_refused(sso: Flask) -> None:
    desk.make_staff(sso, [AUDITOR], email="kepala@contoh.go.id")
    client, other = sso.test_client(), sso.test_client()
    back = walk(client)
    assert other.get(back).status_code == 400, "another browser's answer"
    assert client.get(back.replace("code=", "code=x")).status_code == 400, "a forged code"


def test_without_the_provider_the_door_says_so(config: Config) -> None:
    found = with_sso(config, "http://127.0.0.1:9").test_client().get("/admin/masuk/sso/")
    assert found.status_code == 503
    assert "kata sandi" in found.text


def test_without_its_settings_there_is_no_such_door(client: FlaskClient) -> None:
    assert client.get("/admin/masuk/sso/").status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        {"KIOSK_OIDC_ISSUER": "https://sso.contoh.go.id"},
        {
            "KIOSK_OIDC_ISSUER": "http://sso.contoh.go.id",
            "KIOSK_OIDC_CLIENT_ID": "a",
            "KIOSK_OIDC_CLIENT_SECRET": "b",
        },
    ],
)
def test_half_a_provider_or_one_in_the_clear_is_refused_by_name(given: dict[str, str]) -> None:
    with pytest.raises(InvalidConfig, match="KIOSK_OIDC_ISSUER"):
        Config.from_env(given)
