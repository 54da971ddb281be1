"""axe-core finds nothing to object to on any page, at any size, at any step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.installation import COUNTER
from tests.browser.pages import FORMS, PAGES, path_of
from tests.browser.people import PHONE, SIZES, TABLET, Citizen, Head, Visitor
from tests.browser.targets import too_small
from tests.browser.test_refused_form import refuse

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
# The one rule of WCAG 2.2 that axe has asks to be switched on.
RUN = """axe.run(document, {
  resultTypes: ['violations'], rules: {'target-size': {enabled: true}},
})"""


def objections(page: Page) -> list[tuple[str, list[Any], str]]:
    """(rule, elements, what to do) for each rule that a page breaks."""
    # A page in motion is judged halfway through its colours.
    page.evaluate("Promise.all(document.getAnimations().map(a => a.finished.catch(() => 0)))")
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    found = page.evaluate(RUN)["violations"]
    return [
        (one["id"], [node["target"] for node in one["nodes"]], one["nodes"][0]["failureSummary"])
        for one in found
    ]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", PAGES)
def test_page(visit: Callable[..., Visitor], name: str, size: tuple[int, int]) -> None:
    visitor = visit(PAGES[name].who, size)
    visitor.open(path_of(name, visitor.site), PAGES[name].refused)
    assert objections(visitor.page) == []
    needs, has = visitor.widths()
    assert needs <= has, "the page is wider than its window"


# At the desk's own size test_everywhere judges every one of them.
@pytest.mark.parametrize("size", [PHONE, TABLET], ids=str)
def test_forms_of_the_desk(head_of: Callable[..., Head], size: tuple[int, int]) -> None:
    head, found = head_of(size), {}
    for path in FORMS:
        head.open(path_of(path, head.site))
        needs, has = head.widths()
        found[path] = objections(head.page) + ([("too wide", [], "")] if needs > has else [])
    assert {path: broken for path, broken in found.items() if broken} == {}


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_each_step_of_the_survey(someone: Callable[..., Citizen], size: tuple[int, int]) -> None:
    citizen = someone(size)
    citizen.form(COUNTER)
    found: dict[str, list[Any]] = {}

    def look() -> None:
        found[citizen.question()] = [*objections(citizen.page), *too_small(citizen.page)]

    look()
    citizen.choose("ktp")
    while not citizen.at_the_end():
        look()
        citizen.pass_over()
    look()
    assert len(found) == citizen.page.locator(".step").count()
    assert {step: broken for step, broken in found.items() if broken} == {}


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_refused_form(someone: Callable[..., Citizen], size: tuple[int, int]) -> None:
    citizen = someone(size)
    refuse(citizen)
    assert objections(citizen.page) == []


def test_axe_is_awake(visit: Callable[..., Visitor]) -> None:
    visitor = visit(Visitor, PHONE)
    visitor.open("/")
    visitor.page.evaluate("document.querySelector('label').remove()")
    assert "label" in [rule for rule, _, _ in objections(visitor.page)]
