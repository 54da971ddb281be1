"""Phones of 2018 run what we send them: nothing newer than ES2017, in any script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from kiosk.web.assets import BUNDLES, joined
from tests.browser.installation import COUNTER, PROJECT
from tests.browser.people import Visitor

pytestmark = pytest.mark.browser

ACORN = (Path(__file__).parent / "vendor" / "acorn.js").read_text(encoding="utf-8")
SCRIPTS = sorted((PROJECT / "kiosk" / "static").rglob("*.js"))
PARSE = """source => {
  try { acorn.parse(source, {ecmaVersion: 2017, sourceType: 'script'}); return null }
  catch (wrong) { return wrong.message }
}"""


@pytest.fixture
def page(visit: Callable[..., Visitor]) -> Page:
    """A page of the survey, with the parser beside it."""
    visitor = visit(Visitor)
    visitor.open(f"/s/{COUNTER}/nilai")
    visitor.page.evaluate(ACORN)
    return visitor.page


def complaint(page: Page, source: str) -> Any:
    return page.evaluate(PARSE, source)


def test_each_script_parses_as_es2017(page: Page) -> None:
    wrong = {path: complaint(page, path.read_text(encoding="utf-8")) for path in SCRIPTS}
    assert wrong
    assert {path: why for path, why in wrong.items() if why} == {}


def test_each_joined_script_parses_as_es2017(page: Page) -> None:
    """As it is served; the two workers among them."""
    names = [name for name in BUNDLES if name.endswith(".js")]
    served = {name: joined(name, PROJECT / "kiosk" / "static").decode() for name in names}
    assert {"citizen.js", "kiosk.js", "phone-worker.js", "kiosk-worker.js"} <= served.keys()
    wrong = {name: complaint(page, source) for name, source in served.items()}
    assert {name: why for name, why in wrong.items() if why} == {}


def test_the_parser_is_awake(page: Page) -> None:
    assert complaint(page, "var name = person?.name;") is not None
