"""The counter by keys alone: one tap, a visit's survey, the tablet, its question, the officer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests import visits
from tests.browser.everywhere import Everything
from tests.browser.installation import Site
from tests.browser.people import DESK, TABLET, Visitor
from tests.browser.tablet import Tablet, app_of
from tests.browser.test_keyboard import press, tab_to

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

FACES = ("Sangat tidak puas", "Tidak puas", "Puas", "Sangat puas")


def to_the_end(page: Page) -> None:
    """From the question that has the focus, answering only the first."""
    press(page, "Tab", "Space")
    page.keyboard.press("Enter")
    while page.locator("html.last").count() == 0:
        tab_to(page, "[data-move=skip], [data-move=next]")
        page.keyboard.press("Enter")


def test_one_tap_and_then_the_survey_of_a_visit(
    visit: Callable[..., Visitor], everything: Everything, site: Site
) -> None:
    from kiosk import clock
    from tests.services.databases import let_go

    visitor, point = visit(Visitor, DESK), everything.values["point"]
    page = visitor.page
    visitor.open(f"/s/{point}")
    for name in FACES:
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(1)
    tab_to(page, ".tap[value='1']")
    press(page, "Tab", "Tab", "Tab")
    expect(page.locator(".tap[value='4']")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ketuk?wajah=4")
    tab_to(page, "a.button.main")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nilai?wajah=4")
    app = app_of(site)
    token = visits.offer_at(app, point, "ktp", clock.now()).token
    let_go(app)
    visitor.open(f"/t/{token}")
    tab_to(page, ".here input")
    page.keyboard.press("Shift+Tab")
    to_the_end(page)
    tab_to(page, "form:not(.block) [type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/terima-kasih?*")


def test_the_tablet_and_its_question_whether_one_is_there(visit: Callable[..., Tablet]) -> None:
    tablet = visit(Tablet, TABLET)
    tablet.watch.gives_up = True
    tablet.know()
    page = tablet.page
    page.clock.install()
    page.goto(f"{tablet.home}/nilai")
    expect(page.locator(".here")).to_be_visible()
    tab_to(page, ".here input")
    page.clock.run_for("00:46")
    stay = page.locator("dialog [data-stay]")
    expect(stay).to_be_focused()
    expect(page.get_by_role("alertdialog", name="Masih di sini?")).to_be_visible()
    press(page, "Tab")
    expect(page.locator("dialog [data-done]")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main, header') === null"), "out of it"
    page.keyboard.press("Escape")
    expect(page.locator("dialog.still")).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('.here input')"), "not where one was"
    page.clock.run_for("00:46")
    expect(stay).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("dialog.still")).to_be_hidden()
    tab_to(page, "header [data-done]", "Shift+Tab")


def test_the_tablet_takes_a_complaint_by_keys(visit: Callable[..., Tablet]) -> None:
    tablet = visit(Tablet, TABLET)
    tablet.watch.gives_up = True
    tablet.know()
    page = tablet.page
    page.goto(f"{tablet.home}/aduan")
    expect(page.locator(".receipt li")).to_have_count(8)
    tab_to(page, "#uraian")
    page.keyboard.type("Antre tiga jam di loket dua.")
    tab_to(page, "main [type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Laporan Anda kami terima")).to_be_visible()
    tab_to(page, "main [data-done]")
    page.keyboard.press("Enter")
    page.wait_for_url(tablet.home)


def test_an_officer_serves_by_keys(visit: Callable[..., Visitor], everything: Everything) -> None:
    officer, point = visit(Visitor, DESK), everything.values["point"]
    name, value = everything.seats["meja"]
    officer.page.context.add_cookies([{"name": name, "value": value, "url": officer.site.root}])
    officer.watch.gives_up = True
    officer.open(f"/admin/layani/{point}")
    page = officer.page
    tab_to(page, ".done button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/layani/*?kunjungan=*")
    expect(page.get_by_role("img", name="Kode QR satu kunjungan")).to_be_visible()
    officer.open(f"/admin/titik/{point}/tablet")
    tab_to(page, "main input.input")
    page.keyboard.type("Tablet samping")
    page.keyboard.press("Enter")
    expect(page.locator(".code-big")).to_be_visible()
