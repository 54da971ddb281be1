"""F30, the citizen's side: whatever is typed into a complaint, a message or the name of a file is
shown as it was typed and is never markup: on the form that comes back, on the ticket's page."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.factories import Clock, make_place
from tests.web.forms import form
from tests.web.page_client import Page, PageClient

if TYPE_CHECKING:
    from flask import Flask

pytestmark = pytest.mark.usefixtures("quick_hashes")

PAYLOADS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'><svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>", "</title><script>1</script>", "<!--", "-->", "]]>",
    "{{7*7}}", "{% raw %}", "${7*7}", "#{7*7}", "%(name)s %s", "&lt;b&gt;", "javascript:alert(1)",
    '" autofocus onfocus="alert(1)', "<b>tebal</b>", "<iframe src=//evil.example>",
    "\\u003cb\\u003e",
    "<math><mi//xlink:href='data:x,<script>1</script>'>", "=cmd|' /C calc'!A0", "<plaintext>",
)  # fmt: skip
SHORT = ("judul", "tempat", "waktu_kejadian", "nama", "kontak", "terlapor")
SCRIPTS = 1
"""The page's own."""


def is_calm(page: Page) -> bool:
    """Nothing that was typed became an element or a handler; the client looks for the rest."""
    strange = page.find("//img | //iframe | //math | //plaintext | //b[text()='tebal']")
    return strange == [] and len(page.find("//script")) == SCRIPTS


def test_every_field_comes_back_verbatim(app: Flask, clock: Clock) -> None:
    place, citizen = make_place(app), PageClient(app)
    path = f"/s/{place.point}/aduan"
    blank = form(citizen.get(path))
    for payload in PAYLOADS:
        typed = dict.fromkeys(SHORT, payload) | {"isi": payload, "identitas": "rahasia"}
        sent = blank | typed | {"layanan": payload, "kategori": payload}
        back = citizen.post(path, sent, 422)
        assert is_calm(back), payload
        given = form(back)
        assert {name: given[name] for name in typed} == typed


@pytest.mark.parametrize("lane", ["aduan", "integritas"])
def test_the_ticket_shows_it_verbatim(app: Flask, clock: Clock, lane: str) -> None:
    place, citizen = make_place(app), PageClient(app)
    path, story = f"/s/{place.point}/{lane}", "\n".join(PAYLOADS)
    sent: dict[str, Any] = form(citizen.get(path)) | {"isi": story, "judul": PAYLOADS[1]}
    sent |= {"tempat": PAYLOADS[2], "identitas": "terbuka", "nama": PAYLOADS[0]}
    picture = BytesIO()
    Image.new("RGB", (30, 30)).save(picture, "PNG")
    picture.seek(0)
    sent["lampiran"] = (picture, "<img src=x onerror=alert(1)>.png")
    done = citizen.post(path, sent, 200, content_type="multipart/form-data")
    page = citizen.post("/lacak", form(done), 200)
    letter = form(page, "balas") | {"pesan": story}
    page = citizen.post("/lacak", letter, 200)
    assert is_calm(page)
    said = [one.xpath("string()") for one in page.find("//*[contains(@class, 'said')]")]
    assert said == [story, story]
    texts = [one.xpath("string()") for one in page.find("//dd")]
    assert PAYLOADS[1] in texts
    assert PAYLOADS[2] in texts
    assert "img src=x onerror=alert(1)" in page.seen


def test_a_wrong_receipt_comes_back_verbatim(app: Flask, clock: Clock) -> None:
    make_place(app)
    citizen = PageClient(app)
    for payload in PAYLOADS[:6]:
        sent = {"nomor": payload, "frasa": payload, "pesan": payload, "langkah": payload}
        page = citizen.post("/lacak", sent, 422)
        assert is_calm(page)
        given = form(page)
        assert {name: given[name] for name in sent} == sent
