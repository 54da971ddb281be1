"""One tap at the counter, one scan, one answer; and the same again by whoever would rather not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.people import PHONE, TABLET, Citizen, Head
from tests.browser.tablet import Tablet
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


def test_called_to_the_tablet_it_is_that_visit_in_every_language_and_every_look(
    head_of: Callable[..., Head], visit: Callable[..., Tablet]
) -> None:
    """The visitor corrects the officer's choice of language, then asks for larger text."""
    officer, tablet = head_of(PHONE), visit(Tablet, TABLET, has_touch=True)
    tablet.point = officer.site.citizen.rpartition("/")[2]
    tablet.watch.gives_up = True
    tablet.know()
    officer.open(f"/admin/layani/{tablet.point}")
    officer.page.locator(".done button").first.click()
    officer.page.get_by_label("Bahasa", exact=True).select_option("en")
    officer.page.get_by_role("button", name="Kirim ke tablet").click()
    tablet.page.goto(tablet.home)
    tablet.page.wait_for_url("**/nilai?bahasa=en")
    tablet.page.get_by_role("link", name="Bahasa Indonesia").tap()
    tablet.page.wait_for_url("**/nilai")
    served = tablet.step.locator("input:checked")
    expect(served).to_have_count(1)
    tablet.page.get_by_role("link", name="Huruf besar").tap()
    expect(tablet.page.locator("[data-view=besar]")).to_have_count(1)
    expect(served).to_have_count(1)
    before = officer.page.locator(".tally dd").all_inner_texts()[1]
    tablet.to_the_end()
    tablet.send()
    officer.page.reload()
    assert officer.page.locator(".tally dd").all_inner_texts()[1] == str(int(before) + 1)
