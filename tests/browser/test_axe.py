"""axe-core finds nothing to object to on any page, at any size, at any step; and magnified, no page
loses anything sideways."""

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
from tests.browser.test_sight import LOST, ZOOMED

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
        page.context.add_init_script(AXE)  # sent once, for the pages that come
        page.evaluate(AXE)
    found = page.evaluate(RUN)["violations"]
    return [
        (one["id"], [node["target"] for node in one["nodes"]], one["nodes"][0]["failureSummary"])
        for one in found
    ]


def wrong(visitor: Visitor, judged: tuple[int, int]) -> list[Any]:
    """Of the page that is open, as each window shows it, and magnified. axe judges it in one: in
    the window that people of its kind use most, test_everywhere does."""
    found: list[Any] = []
    for size in SIZES:
        visitor.resize(size)
        found += [(size, one) for one in too_wide(visitor)]
        found += [(size, one) for one in (objections(visitor.page) if size == judged else [])]
    for zoom, size in ZOOMED.items():
        visitor.resize(size)
        found += [(zoom, one) for one in too_wide(visitor) + visitor.page.evaluate(LOST)]
    return found


def too_wide(visitor: Visitor) -> list[Any]:
    needs, has = visitor.widths()
    return [f"needs {needs} px of {has}"] if needs > has else []


@pytest.mark.parametrize("who", [Visitor, Head])
def test_every_page(visit: Callable[..., Visitor], who: type[Visitor]) -> None:
    """Opened once at the smallest size, and then shown in other windows."""
    visitor, found = visit(who, PHONE), {}
    for name, kind in PAGES.items():
        if kind.who is who:
            visitor.resize(PHONE)
            visitor.watch.refusals.clear()
            visitor.open(path_of(name, visitor.site), kind.refused)
            found[name] = wrong(visitor, TABLET if who is Visitor else PHONE)
    assert {name: broken for name, broken in found.items() if broken} == {}


def test_forms_of_the_desk(head_of: Callable[..., Head]) -> None:
    """Not at the desk's own size, where test_everywhere judges every one of them."""
    head, found = head_of(PHONE), dict[Any, list[Any]]()
    for path in FORMS:
        head.resize(PHONE)
        head.open(path_of(path, head.site))
        for size in (PHONE, TABLET):
            head.resize(size)
            found[path, size] = objections(head.page) + too_wide(head)
    assert {where: broken for where, broken in found.items() if broken} == {}


def test_each_step_of_the_survey(someone: Callable[..., Citizen]) -> None:
    """Each is met with a phone, and then shown in larger windows."""
    citizen = someone(PHONE)
    citizen.form(COUNTER)
    found: dict[str, list[Any]] = {}

    def look() -> None:
        asked = citizen.question()
        found[asked] = []
        for size in SIZES:
            citizen.resize(size)
            found[asked] += [*objections(citizen.page), *too_small(citizen.page)]
        citizen.resize(PHONE)

    look()
    citizen.choose("ktp")
    while not citizen.at_the_end():
        look()
        citizen.pass_over()
    look()
    assert len(found) == citizen.page.locator(".step").count()
    assert {step: broken for step, broken in found.items() if broken} == {}


def test_a_refused_form(someone: Callable[..., Citizen]) -> None:
    citizen = someone(PHONE)
    refuse(citizen)
    for size in SIZES:
        citizen.resize(size)
        assert objections(citizen.page) == [], size


def test_axe_is_awake(visit: Callable[..., Visitor]) -> None:
    visitor = visit(Visitor, PHONE)
    visitor.open("/")
    visitor.page.evaluate("document.querySelector('label').remove()")
    assert "label" in [rule for rule, _, _ in objections(visitor.page)]
