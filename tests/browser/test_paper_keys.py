"""A pile of paper is keyed without touching the mouse, and what was keyed is plain to see."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.installation import Site
from tests.browser.people import Head
from tests.browser.tablet import app_of
from tests.factories import rows
from tests.paper_forms import sheet
from tests.services.databases import let_go

pytestmark = pytest.mark.browser


def ordered(head: Head, unit: str) -> str:
    """The code of a new run."""
    head.open(f"/admin/kertas/{unit}")
    head.page.get_by_role("button", name="Siapkan nomor seri").click()
    head.page.wait_for_url("**/cetakan/*")
    return head.page.url.rpartition("/")[2]


def test_serial_then_one_key_a_question_then_enter(site: Site, head: Head) -> None:
    from kiosk import clock

    app, page = app_of(site), head.page
    batch = ordered(head, site.inside.unit)
    head.open(f"/admin/kertas/{site.inside.unit}/ketik")
    keys, wrong = page.keyboard, sheet(batch, 1)[:-1]
    expect(page.locator("#seri")).to_be_focused()
    keys.type(wrong + ("A" if sheet(batch, 1)[-1] != "A" else "B"))
    keys.press("Enter")
    expect(page.locator("[data-told]")).to_contain_text("Salah ketik")
    keys.type(sheet(batch, 1).lower())
    keys.press("Enter")
    page.wait_for_url("**/ketik?seri=*")
    expect(page.locator("#seri")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#k-tanggal")).to_be_focused()
    keys.type(f"{clock.now().astimezone(ZoneInfo('Asia/Makassar')):%d%m%Y}")
    keys.press("Tab")
    if page.locator("#k-layanan").count():
        keys.type("a" if page.locator("#k-layanan[data-key]").count() else "")
    keys.type("3 2041")
    expect(page.locator("#w-persyaratan .keyed-in")).to_have_text("3 Sesuai")
    expect(page.locator("#w-prosedur .keyed-in")).to_have_text("0 kosong")
    expect(page.locator("#k-perilaku")).to_be_focused()
    keys.type("9")
    expect(page.locator("#k-perilaku"), "no such choice: it stays").to_be_focused()
    keys.press("Backspace")
    expect(page.locator("#k-kompetensi"), "back to the one before, undone").to_be_focused()
    keys.type("144")
    keys.press("Enter")
    expect(page.locator("#k-pengaduan"), "not saved with a box nobody looked at").to_be_focused()
    keys.type("4xa0000")
    keys.press("Enter")
    page.get_by_text("tersimpan, menunggu orang kedua").wait_for()
    assert page.locator("#seri").input_value().replace("-", "") == sheet(batch, 2)
    [entry] = [one for one in rows(app, "paper_entries") if one["serial"] == sheet(batch, 1)]
    assert '"persyaratan":"3","waktu":"2","produk":"4","kompetensi":"1"' in entry["typed"]
    assert "prosedur" not in entry["typed"]
    let_go(app)
