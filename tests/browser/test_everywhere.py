"""Every page there is, met once by somebody it is for: axe objects to nothing, nothing is lost when
it is magnified, every target can be hit, and a screen reader hears where it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.everywhere import Everything, Line, lines
from tests.browser.installation import Site
from tests.browser.people import DESK, PHONE, TABLET, Visitor
from tests.browser.tablet import app_of
from tests.browser.targets import too_small
from tests.browser.test_axe import objections
from tests.browser.test_sight import LOST, ZOOMED

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# Of the page: its language, one heading, a title that begins with it.
HEARD = """() => {
  const h1 = [...document.querySelectorAll('h1')], plain = s => s.replace(/\\s+/g, ' ').trim();
  const wrong = [];
  if (!document.documentElement.lang) wrong.push('no lang');
  if (h1.length !== 1) wrong.push(`${h1.length} h1`);
  else if (!plain(document.title).startsWith(plain(h1[0].textContent)))
    wrong.push(`${document.title}: ${plain(h1[0].textContent)}`);
  return wrong;
}"""


@pytest.fixture
def come(visit: Callable[..., Visitor], everything: Everything) -> Callable[..., Visitor]:
    """A window for one of the table's people."""

    def opened(who: str, size: tuple[int, int], **options: Any) -> Visitor:
        visitor = visit(Visitor, size, reduced_motion="reduce", **options)
        if who in everything.seats:
            name, value = everything.seats[who]
            cookie = {"name": name, "value": value, "url": visitor.site.root}
            visitor.page.context.add_cookies([cookie])  # type: ignore[list-item]
        visitor.watch.gives_up = True
        return visitor

    return opened


def address(line: Line, everything: Everything, look: str) -> str:
    path = line.where.format(**everything.values)
    return path + ("&" if "?" in path else "?") * bool(look) + look


def wrong(page: Page, size: tuple[int, int]) -> list[Any]:
    """Everything that is wrong with the page that is open."""
    found: list[Any] = objections(page)
    found += page.evaluate(HEARD) + too_small(page)
    found += [f"moves: {page.evaluate(MOVES)}"] if page.evaluate(MOVES) else []
    found += _lost(page)
    width, height = ZOOMED["400 %"]
    page.set_viewport_size({"width": width, "height": height})
    found += _lost(page) + too_small(page)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    return found


MOVES = "document.getAnimations().map(one => one.animationName || one.transitionProperty)"


def _lost(page: Page) -> list[str]:
    need, have = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    found: list[str] = page.evaluate(LOST)
    return found + ([f"{need} px of {have}"] if need > have else [])


def walked(
    visitor: Visitor, who: str, everything: Everything, size: tuple[int, int], look: str = ""
) -> dict[str, list[Any]]:
    found: dict[str, Any] = {}
    for line in lines():
        if line.who == who:
            path = address(line, everything, look)
            visitor.open(path, line.status if line.status >= 400 else None)
            landed = visitor.page.url[len(visitor.site.root) :]
            assert landed == path, "led elsewhere"
            found[path] = wrong(visitor.page, size)
    return {path: one for path, one in found.items() if one}


def told(found: dict[str, list[Any]]) -> str:
    """Each fault once, with how many pages have it and the first of them."""
    pages: dict[str, list[str]] = {}
    for path, faults in found.items():
        for one in faults:
            pages.setdefault(str(one), []).append(path)
    return "\n".join(f"{len(on)} x {one}\n    {on[0]}" for one, on in pages.items())


def test_the_table_names_every_address(site: Site) -> None:
    from tests.services.databases import let_go

    app = app_of(site)
    known = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    let_go(app)
    told = {line.rule for line in lines()}
    assert known - told == set(), "pages nobody looks at: name them in everywhere.txt"
    assert told - known == set()


@pytest.mark.parametrize(
    ("who", "size"), [("warga", PHONE), ("tablet", TABLET), ("meja", DESK), ("tim", DESK)]
)
def test_nobody_is_shut_out_of_any_page(
    come: Callable[..., Visitor], everything: Everything, who: str, size: tuple[int, int]
) -> None:
    found = walked(come(who, size), who, everything, size)
    assert not found, told(found)


@pytest.mark.parametrize(("who", "size"), [("warga", PHONE), ("tablet", TABLET)])
def test_nor_when_all_is_larger_and_in_strong_contrast(
    come: Callable[..., Visitor], everything: Everything, who: str, size: tuple[int, int]
) -> None:
    found = walked(come(who, size), who, everything, size, "tampilan=besar-kontras")
    assert not found, told(found)
