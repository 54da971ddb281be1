"""The board of the waiting room: read from across the room, on a screen nobody touches."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.everywhere import Everything
from tests.browser.people import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
LYING, UPRIGHT = (1920, 1080), (1080, 1920)
FIVE_MINUTES = 5 * 60 * 1000
SEEN = """() => {
  const page = document.documentElement;
  const texts = [...document.querySelectorAll('body *')].filter(e =>
    [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())
    && e.getClientRects().length);
  const size = e => parseFloat(getComputedStyle(e).fontSize);
  const sizes = texts.map(size);
  return {
    fits: page.scrollHeight <= innerHeight && page.scrollWidth <= innerWidth,
    cut: texts.filter(e => e.scrollWidth > e.clientWidth + 1)
      .filter(e => getComputedStyle(e).display === 'block').map(e => e.textContent),
    smallest: Math.min(...sizes),
    largest: texts[sizes.indexOf(Math.max(...sizes))].className,
  };
}"""


def looked_at(page: Page, size: tuple[int, int]) -> dict[str, object]:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    found: dict[str, object] = page.evaluate(SEEN)
    return found


def test_all_of_it_is_on_the_screen_and_the_figure_is_the_largest(
    visit: Callable[..., Visitor], everything: Everything
) -> None:
    visitor = visit(Visitor, LYING)
    visitor.open(f"/publik/{everything.values['unit']}/papan")
    for size in (LYING, UPRIGHT):
        found = looked_at(visitor.page, size)
        assert found["fits"], size
        assert found["cut"] == [], size
        assert found["largest"] == "value", size
        assert float(str(found["smallest"])) >= 22, size
    assert visitor.page.evaluate("document.getAnimations().length") == 0


def test_it_is_loaded_anew_once_the_server_answers(
    visit: Callable[..., Visitor], everything: Everything
) -> None:
    visitor = visit(Visitor, LYING)
    page = visitor.page
    visitor.watch.gives_up = True
    page.clock.install()
    visitor.open(f"/publik/{everything.values['unit']}/papan")
    page.evaluate("document.body.dataset.before = 'yes'")
    visitor.watch.offline = True
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.clock.run_for(FIVE_MINUTES)
    assert page.locator("body").get_attribute("data-before") == "yes", "the figure stays"
    page.context.set_offline(False)
    with page.expect_navigation():
        page.clock.run_for(FIVE_MINUTES)
    assert page.locator("body").get_attribute("data-before") is None
    assert page.locator(".value").is_visible()
