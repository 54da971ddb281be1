"""F30 in Chromium: what reporters typed is shown as they typed it, in the queue, on the ticket's
page and on their own, and not one character of it is a script or markup."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Dialog, expect

from tests.browser.installation import COUNTER, Site
from tests.browser.people import Citizen, Visitor
from tests.browser.test_polyglots import sit_down
from tests.media.samples import drawn, saved

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAYLOADS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'><svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>", "</title><script>alert(1)</script>", "<!--",
    '" autofocus onfocus="alert(1)', "<iframe src=javascript:alert(1)>", "{{7*7}}",
    "javascript:alert(1)", "<plaintext>", "<a href=//evil.example>klik</a>",
)  # fmt: skip
FIELDS = ("judul", "tempat", "waktu_kejadian", "nama", "kontak")
FILE = "<img src=x onerror=alert(1)>'\".jpg"


class Alarm(list[str]):
    """Every dialog that a page opens."""

    def over(self, visitor: Visitor) -> None:
        def heard(box: Dialog) -> None:
            self.append(box.message)
            box.dismiss()

        visitor.page.context.on("dialog", heard)


def filed(citizen: Citizen, payload: str, *, with_file: bool) -> str:
    """Every field says it; the number. Fields that a tap would unfold are typed all the same."""
    page = citizen.page
    citizen.open(f"/s/{COUNTER}/aduan")
    page.locator("#uraian").fill(payload)
    page.locator("input[name=identitas][value=terbuka]").check(force=True)
    for name in FIELDS:
        page.locator(f"main [name={name}]").evaluate("(e, v) => { e.value = v }", payload)
    if with_file:
        picture: Any = {"name": FILE, "mimeType": "image/jpeg", "buffer": saved(drawn(), "JPEG")}
        page.locator("#lampiran").set_input_files([picture])
    citizen.tap(citizen.button("Kirim laporan"))
    expect(page.locator(".qr")).to_be_visible()
    return page.locator("input[name=nomor]").first.get_attribute("value") or ""


def test_a_dozen_payloads_in_every_field_are_words(
    someone: Callable[..., Citizen], visit: Callable[..., Visitor], site: Site
) -> None:
    citizen, officer = someone(), sit_down(visit, site)
    dialogs = Alarm()
    for one in (citizen, officer):
        dialogs.over(one)
    for payload in PAYLOADS:
        with_file = payload == PAYLOADS[0]  # whose name is the same each time
        number = filed(citizen, payload, with_file=with_file)
        citizen.tap(citizen.button("Lihat laporan saya"))
        expect(citizen.page.locator("dd.said")).to_have_text(payload)
        officer.open(f"/admin/laporan/{number}")
        expect(officer.page.locator(".told", has_text=payload).first).to_be_visible()
        expect(officer.page.locator("dl.about b", has_text=payload)).to_be_visible()
        if with_file:
            assert "onerror" in officer.page.locator(".files").inner_text()
    officer.open("/admin/laporan?tab=baru")
    shown = officer.page.locator(".row-words a").all_inner_texts()
    assert set(PAYLOADS) <= set(shown)
    assert dialogs == []
