"""No time-out without a warning (WCAG 2.2.1): a desk that is about to lock says so."""

from __future__ import annotations

import pytest

from tests.browser.people import Head

pytestmark = pytest.mark.browser

SHOWN = ".stay:not([hidden])"


def test_a_desk_warns_two_minutes_before_it_locks_and_one_key_keeps_it_open(head: Head) -> None:
    page = head.page
    page.clock.install()
    head.open("/admin/akun/kata-sandi")
    page.focus("#old")
    page.clock.run_for("12:55")
    assert page.locator(SHOWN).count() == 0
    page.clock.run_for("00:10")
    assert "1.55" in page.inner_text("#stay-why")
    assert page.evaluate("document.activeElement.hasAttribute('data-stay')")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.hasAttribute('data-stay')"), "out of the dialogue"
    with page.expect_response("**/admin/akun/tetap") as answer:
        page.keyboard.press("Enter")
    assert answer.value.status == 204
    page.wait_for_selector(".stay", state="hidden")
    assert page.evaluate("document.activeElement.id") == "old", "back to where one was typing"
    page.clock.run_for("12:00")
    assert page.locator(SHOWN).count() == 0
    page.clock.run_for("04:00")
    assert "sudah terkunci" in page.inner_text("#stay-why")
    assert not page.locator("[data-stay]").is_visible(), "nothing left to keep open"
    page.keyboard.press("Escape")
    page.clock.run_for("00:05")
    assert page.locator(SHOWN).count() == 0, "what was typed cannot be copied"
    assert page.evaluate("document.activeElement.id") == "old"
