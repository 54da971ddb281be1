"""One installation and one server a worker; a watched window for each visitor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.everywhere import Everything, furnished
from tests.browser.installation import Site, running_site
from tests.browser.people import DESK, PHONE, Citizen, Head, Visitor
from tests.browser.watch import Watch

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    Opener = Callable[..., BrowserContext]


PATIENCE = 10_000
"""How long, in ms, an action waits for its target."""
HURRIED = """
{
  const slow = window.setTimeout, short = {320: 20, 150: 10};
  window.setTimeout = (done, ms, ...told) => slow(done, short[ms] || ms, ...told);
}
"""
"""The two pauses of a survey between a tap and the next question (static/js/steps.js), a thousand
times half a second. Nothing else waits for so long."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The served installation. Tests add answers to it, so they compare before and after."""
    with running_site(tmp_path_factory.mktemp("site"), units=4, answers=2_000) as running:
        yield running


@pytest.fixture(scope="session")
def everything(site: Site) -> Everything:
    """Beside the demo's units, one where everything has happened once."""
    return furnished(site)


@pytest.fixture
def hurried() -> bool:
    """Whether the survey makes short pauses; a file that is about them says no."""
    return True


@pytest.fixture
def visit(open_context: Opener, site: Site, hurried: bool) -> Iterator[Callable[..., Visitor]]:
    """Opens a window for a kind of visitor; afterwards none of its pages may have complained."""
    watches: list[Watch] = []

    def opener(kind: type[Visitor], size: tuple[int, int] = PHONE, **options: object) -> Visitor:
        width, height = size
        context = open_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(PATIENCE)
        if hurried:
            context.add_init_script(HURRIED)
        watches.append(Watch(site.root))
        watches[-1].over(context)
        if kind is Head:
            name, value = site.inside.seat
            context.add_cookies([{"name": name, "value": value, "url": site.root}])
        return kind(context.new_page(), site, watches[-1])

    yield opener
    assert [trouble for watch in watches for trouble in watch.troubles] == []


@pytest.fixture
def someone(visit: Callable[..., Citizen]) -> Callable[..., Citizen]:
    """A citizen with a touch screen: `someone(size=DESK, java_script_enabled=False)`."""
    return lambda size=PHONE, **options: visit(Citizen, size, has_touch=True, **options)


@pytest.fixture
def citizen(someone: Callable[..., Citizen]) -> Citizen:
    """A citizen with a small phone."""
    return someone(is_mobile=True)


@pytest.fixture
def head_of(visit: Callable[..., Head]) -> Callable[[tuple[int, int]], Head]:
    """A unit head, signed in, with a window of some size."""
    return lambda size: visit(Head, size)


@pytest.fixture
def head(visit: Callable[..., Head]) -> Head:
    """A unit head at a desk, signed in."""
    return visit(Head, DESK)
