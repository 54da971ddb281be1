"""A first visit costs little data and little patience."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import CDPSession

from tests.browser.everywhere import Everything
from tests.browser.installation import YELLOW
from tests.browser.people import Citizen

pytestmark = pytest.mark.browser

MOST_BYTES = 40 * 1024
MOST_REQUESTS = 6
MOST_SECONDS = 3.0
SLOW_LINE = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8,
             "uploadThroughput": 400_000 / 8}  # fmt: skip
# Chromium fetches icon and worker outside the page, where nobody counts; the worker itself fetches
# nothing before the next page (js/phone/worker.js).
WORKER = (
    "fetch(document.querySelector('[data-worker]').dataset.worker).then(answer => answer.text())"
)
ICON = "fetch(document.querySelector('link[rel=icon]').href).then(answer => answer.text())"
USABLE = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd / 1000"


@dataclass
class Line:
    """What goes over the wire, headers included, as Chromium counts it."""

    session: CDPSession
    sizes: dict[str, int] = field(default_factory=dict)
    stored: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.session.on("Network.loadingFinished", self._finished)
        self.session.on("Network.requestServedFromCache", self._kept)
        self.session.send("Network.enable")

    def _finished(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = event["encodedDataLength"]

    def _kept(self, event: dict[str, Any]) -> None:
        self.stored.add(event["requestId"])

    @property
    def fetched(self) -> dict[str, int]:
        """Bytes of each request that was really sent."""
        return {one: size for one, size in self.sizes.items() if size and one not in self.stored}


@pytest.fixture
def line(citizen: Citizen) -> Iterator[Line]:
    """The line of the citizen's phone, on a first visit."""
    session = citizen.page.context.new_cdp_session(citizen.page)
    yield Line(session)
    session.detach()


def test_a_first_visit_is_light(citizen: Citizen, line: Line) -> None:
    citizen.open(citizen.site.citizen)
    citizen.page.evaluate(ICON)
    citizen.page.evaluate(WORKER)
    citizen.begin()
    citizen.page.wait_for_load_state("networkidle")
    assert 5 <= len(line.fetched) <= MOST_REQUESTS
    assert sum(line.fetched.values()) <= MOST_BYTES


def test_one_tap_first_costs_no_more(citizen: Citizen, line: Line, everything: Everything) -> None:
    citizen.open(f"/s/{everything.values['point']}")
    citizen.page.evaluate(ICON)
    citizen.page.evaluate(WORKER)
    citizen.tap(citizen.page.get_by_role("link", name="Langsung ke penilaian lengkap", exact=True))
    citizen.page.wait_for_url("**/nilai")
    citizen.page.wait_for_load_state("networkidle")
    assert 5 <= len(line.fetched) <= MOST_REQUESTS
    assert sum(line.fetched.values()) <= MOST_BYTES


@pytest.mark.parametrize("colour", ["", YELLOW])
def test_on_a_slow_line_each_page_is_usable_within_three_seconds(
    citizen: Citizen, line: Line, colour: str
) -> None:
    line.session.send("Network.emulateNetworkConditions", SLOW_LINE)
    citizen.open(f"/s/{colour}" if colour else citizen.site.citizen)
    landing = citizen.page.evaluate(USABLE)
    citizen.begin()
    citizen.page.wait_for_load_state("domcontentloaded")
    survey = citizen.page.evaluate(USABLE)
    assert 0.4 < landing <= MOST_SECONDS
    assert 0.4 < survey <= MOST_SECONDS
    citizen.pass_over()
