"""F35: no page, link, header or QR code is ever made from a host somebody else named."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.app import create_app
from kiosk.config import Config
from kiosk.domain.upkeep.delivery import Undelivered
from kiosk.domain.upkeep.notice import Letter, Recipient
from kiosk.post.mail import as_mail
from tests.factories import Clock, Place, make_place
from tests.faults.conftest import Held
from tests.payloads.headers import ADDRESSES, PAYLOADS
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


def test_a_foreign_host_is_400_on_every_page(app: Flask, place: Place, held: Held) -> None:
    client = app.test_client(use_cookies=False)
    paths = addresses(app, place)
    assert len(paths) >= 8
    for path in paths:
        answer = client.get(path, base_url=f"http://{EVIL}")
        assert answer.status_code == 400, path
        assert EVIL not in answer.get_data(as_text=True) + str(answer.headers), path
    held(tried=f"Host: {EVIL} at {len(paths)} pages", figure=f"400 at {len(paths)}, named nowhere")


def test_a_forwarded_host_appears_on_no_page(app: Flask, place: Place, held: Held) -> None:
    client, found = app.test_client(use_cookies=False), 0
    marks = {"X-Forwarded-Host": EVIL, "Forwarded": f"host={EVIL}", "X-Host": EVIL}
    for path in addresses(app, place):
        answer = client.get(path, base_url="http://127.0.0.1:8000", headers=marks)
        found += (answer.get_data(as_text=True) + str(answer.headers)).count(EVIL)
    assert found == 0
    held(tried="X-Forwarded-Host and its like", figure=f"{found} occurrences in pages and headers")


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
    config: Config, tmp_path: Path, clock: Clock, held: Held
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
    held(tried="QR codes made under three hosts", figure="each holds the public address")


def test_line_breaks_in_what_a_mail_says_of_itself_make_no_second_recipient(held: Held) -> None:
    """A letter whose address or subject holds one is none; all others have one recipient and the
    headers that every letter has."""
    refused = sent = 0
    usual = set(read_back(letter()).keys())
    for one in [letter(subject=text) for text in PAYLOADS] + [letter(to=to) for to in ADDRESSES]:
        try:
            mail = read_back(one)
        except Undelivered:
            refused += 1
            continue
        sent += 1
        assert mail.get_all("To") == ["maria@contoh.go.id"]
        assert set(mail.keys()) == usual
    assert refused >= len(ADDRESSES)
    assert sent + refused == len(PAYLOADS) + len(ADDRESSES)
    held(
        tried=f"{len(PAYLOADS)} subjects and {len(ADDRESSES)} addresses with line breaks",
        figure=f"{refused} refused whole; of the rest each has 1 recipient and 0 headers more",
    )


def letter(subject: str = "Laporan Anda", to: str = "maria@contoh.go.id") -> Letter:
    return Letter("<1@contoh>", "uji", Recipient.REPORTER, to, "id", subject, "Isi\nsurat.")


def read_back(one: Letter) -> EmailMessage:
    """As a mail program reads what leaves."""
    read = message_from_bytes(as_mail(one, "skm@contoh.go.id"), policy=default)
    assert isinstance(read, EmailMessage)
    return read
