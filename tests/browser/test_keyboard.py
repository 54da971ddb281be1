"""Without a pointer: keys alone, and the names a screen reader says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.installation import COUNTER, SIX
from tests.browser.people import AT_REST, DESK, Citizen, Visitor

pytestmark = pytest.mark.browser

RING = """() => {
  const at = document.activeElement, near = at.nextElementSibling;
  const drawn = e => e && getComputedStyle(e).outlineStyle !== 'none'
    && parseFloat(getComputedStyle(e).outlineWidth) >= 2;
  const box = at.getBoundingClientRect();
  return (drawn(at) || drawn(near)) && box.bottom > 0 && box.top < innerHeight;
}"""


@pytest.fixture
def hurried() -> bool:
    """Who taps twice does so in the pause."""
    return False


@pytest.fixture
def page(visit: Callable[..., Visitor]) -> Page:
    """A desk without a mouse."""
    visitor = visit(Visitor, DESK)
    visitor.open(f"/s/{COUNTER}")
    return visitor.page


def press(page: Page, *keys: str) -> None:
    """Press keys; after each, the focus must be in sight with a ring around it."""
    for key in keys:
        page.keyboard.press(key)
        where = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        assert page.evaluate(RING), f"no focus to be seen after {key}: {where}"


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press ``key`` until the focus is there, and never more often than the page has stops."""
    for _ in range(30):
        press(page, key)
        if page.evaluate("where => document.activeElement.matches(where)", selector):
            return
    raise AssertionError(f"Tab never came to {selector}")


def count(page: Page) -> str:
    return page.locator(".here .count").inner_text()


def test_keys_alone_bring_an_answer_home(page: Page) -> None:
    tab_to(page, "a.rate")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nilai")
    tab_to(page, "#layanan")
    press(page, "Space")
    page.keyboard.press("Enter")
    expect(page.locator(".here .count")).to_have_text("Pertanyaan 1 dari 9")
    press(page, "Tab", "ArrowDown", "ArrowDown", "ArrowDown")
    page.wait_for_function(AT_REST)
    assert count(page) == "Pertanyaan 1 dari 9", "an arrow key passes through answers"
    expect(page.locator("#persyaratan-4")).to_be_checked()
    page.keyboard.press("Enter")
    while page.locator("html.last").count() == 0:
        tab_to(page, "[data-move=skip], [data-move=next]")
        page.keyboard.press("Enter")
    tab_to(page, "[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/terima-kasih")


def test_the_first_tab_skips_to_the_content(page: Page) -> None:
    press(page, "Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_every_answer_says_its_words_and_its_number(citizen: Citizen) -> None:
    citizen.form(COUNTER)
    citizen.pass_over()
    group = citizen.page.get_by_role("group", name="Pertanyaan 1 dari 9")
    names = ["Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"]
    for value, words in enumerate(names, 1):
        name = f"{words}, nilai {value}"
        expect(group.get_by_role("radio", name=name, exact=True)).to_have_count(1)


def test_a_number_on_a_scale_of_six_says_its_words_too(citizen: Citizen) -> None:
    citizen.form(SIX)
    radios = citizen.page.locator(".numbers").first.locator("input").all()
    names = [radio.get_attribute("aria-label") or "" for radio in radios]
    assert [name.rpartition(", ")[2] for name in names] == [f"nilai {n}" for n in range(1, 7)]
    assert all(name.partition(",")[0].strip() for name in names)


def test_a_new_question_is_read_and_progress_is_told(citizen: Citizen) -> None:
    citizen.form(COUNTER)
    citizen.pass_over()
    expect(citizen.step.locator("legend")).to_be_focused()
    progress = citizen.page.get_by_role("progressbar", name="Kemajuan")
    told = progress.evaluate("bar => [bar.value, bar.max]")
    assert told == [2, citizen.page.locator(".step").count()]
