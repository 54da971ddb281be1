"""Joining and squeezing style sheets changes no rule of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from kiosk.web.assets import BUNDLES, squeezed_css
from tests.browser.installation import PROJECT
from tests.browser.people import Visitor

pytestmark = pytest.mark.browser

STATIC = PROJECT / "kiosk" / "static"
SHEETS = [name for name in BUNDLES if name.endswith(".css")]
RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  // The value of a custom property is kept as it was written, spaces and all.
  return [...sheet.cssRules].map(rule => rule.cssText.replace(/, /g, ','));
}"""


@pytest.fixture
def page(visit: Callable[..., Visitor]) -> Page:
    visitor = visit(Visitor)
    visitor.open("/")
    return visitor.page


def test_the_browser_reads_the_same_rules(page: Page) -> None:
    for name in SHEETS:
        parts = [Path(STATIC, part).read_text(encoding="utf-8") for part in BUNDLES[name]]
        written = page.evaluate(RULES, "\n".join(parts))
        assert len(written) > 20, name
        assert page.evaluate(RULES, squeezed_css(parts)) == written, name


@pytest.mark.parametrize("name", SHEETS)
def test_no_rule_asks_another_host_for_anything(name: str) -> None:
    text = "".join(Path(STATIC, part).read_text(encoding="utf-8") for part in BUNDLES[name])
    assert "url(" not in text
    assert "@import" not in text
