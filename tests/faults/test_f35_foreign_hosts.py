"""F35: no page, link, header or QR code is ever made from a host somebody else named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.app import create_app
from kiosk.config import Config
from tests.factories import Clock, Place, make_place
from tests.services.databases import let_go, settings
from tests.web.page_client import PageClient

if TYPE_CHECKING:
    from flask import Flask

EVIL = "evil.example"
BREAKS = ("%0d%0aX-Evil:%201", "%0aSet-Cookie:%20a=b", "%0d%0a%0d%0a<h1>evil</h1>")


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """Hosts and headers never reach the store."""
    return sqlite_database


@pytest.fixture
def place(app: Flask, clock: Clock) -> Place:
    return make_place(app)


def addresses(app: Flask, place: Place) -> list[str]:
    """Every page of the installation, from the map of its addresses."""
    values = {
        "code": place.point, "point": place.point, "unit": place.unit, "period": "2026-10",
        "year": "2026",
    }  # fmt: skip
    found = []
    with app.test_request_context(base_url="http://127.0.0.1:8000"):
        from flask import url_for

        for rule in app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.arguments <= values.keys():
                found.append(url_for(rule.endpoint, **{k: values[k] for k in rule.arguments}))
    return found


def test_a_foreign_host_is_400_on_every_page(app: Flask, place: Place) -> None:
    client = app.test_client(use_cookies=False)
    paths = addresses(app, place)
    assert len(paths) >= 8
    for path in paths:
        answer = client.get(path, base_url=f"http://{EVIL}")
        assert answer.status_code == 400, path
        assert EVIL not in answer.get_data(as_text=True) + str(answer.headers), path


def test_a_forwarded_host_appears_on_no_page(app: Flask, place: Place) -> None:
    client = app.test_client(use_cookies=False)
    marks = {"X-Forwarded-Host": EVIL, "Forwarded": f"host={EVIL}", "X-Host": EVIL}
    for path in addresses(app, place):
        answer = client.get(path, base_url="http://127.0.0.1:8000", headers=marks)
        assert EVIL not in answer.get_data(as_text=True) + str(answer.headers), path


@pytest.mark.parametrize("broken", BREAKS)
def test_a_line_break_in_an_address_makes_no_header(app: Flask, place: Place, broken: str) -> None:
    client = PageClient(app)
    for path in (f"/s/{place.point}{broken}", f"{place.form}?bahasa=en{broken}", f"/?kode={broken}",
                 f"/?q={broken}", f"/?kode={place.point}&bahasa={broken}"):  # fmt: skip
        answer = client.raw(path)
        assert answer.status_code in (200, 303, 404)
        assert "X-Evil" not in answer.headers
        assert all("\n" not in value and "\r" not in value for value in answer.headers.values())


def test_a_qr_holds_the_public_address_whatever_host_asked(
    config: Config, tmp_path: Path, clock: Clock
) -> None:
    from admin.points import address

    given = settings(config.database_url, tmp_path) | {
        "KIOSK_PUBLIC_URL": "https://skm.contoh.go.id"
    }
    app = create_app(Config.from_env(given))
    for host in ("127.0.0.1:8000", "localhost", EVIL):
        with app.test_request_context(base_url=f"http://{host}"):
            assert address("7F3K9QWX") == "HTTPS://SKM.CONTOH.GO.ID/S/7F3K9QWX"
    let_go(app)
