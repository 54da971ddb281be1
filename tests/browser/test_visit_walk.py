"""One tap at the counter, one scan, one answer; and the same again by whoever would rather not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.people import PHONE, Citizen, Head
from tests.browser.test_axe import objections
from tests.browser.test_qr import read

pytestmark = pytest.mark.browser


def offered(officer: Head, folder: Path) -> str:
    """Tap the first service; the path in the code on the screen."""
    officer.page.locator(".done button").first.click()
    code = officer.page.locator(".visit .qr")
    code.screenshot(path=folder / "code.png")
    return urlsplit(read(folder / "code.png")).path


def test_from_the_officers_phone_to_thanks_and_never_twice(
    head_of: Callable[..., Head], someone: Callable[..., Citizen], tmp_path: Path
) -> None:
    officer, citizen = head_of(PHONE), someone(PHONE, is_mobile=True)
    officer.open("/admin/layani")
    officer.page.locator("a.task").first.click()
    path = offered(officer, tmp_path)
    assert path == path.upper()
    needs, has = officer.widths()
    assert needs <= has
    assert objections(officer.page) == []
    officer.page.get_by_role("link", name="Cetak karcis").click()
    assert objections(officer.page) == []
    officer.page.go_back()
    officer.page.reload()
    again = offered(officer, tmp_path)
    assert again != path

    citizen.open(path)
    assert citizen.question() != "Layanan apa yang Anda terima?"
    assert objections(citizen.page) == []
    citizen.to_the_end()
    assert citizen.page.get_by_label("Saya dibantu petugas").is_visible()
    citizen.send()
    citizen.open(path, 410)
    assert objections(citizen.page) == []

    citizen.open(again)
    citizen.tap(citizen.button("Saya tidak bersedia menilai"))
    expect(citizen.page.locator("h1")).to_have_text("Baik, tidak menilai")
    assert objections(citizen.page) == []
    officer.page.reload()
    expect(officer.page.locator(".tally")).to_contain_text("50,0 %")
