"""The start page keeps office hours, and forgets the language of whoever left."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Route, expect

from tests.browser.people import TABLET
from tests.browser.tablet import READY, Tablet

pytestmark = pytest.mark.browser

SUNDAY = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
HOUR = 3_600_000
AWAKE = 60_000


def closed(route: Route) -> None:
    """As the server says it on a Sunday at noon in Makassar: open again on Monday at eight."""
    told = {"now": SUNDAY.timestamp() * 1000, "open": False, "next": 20 * HOUR, "call": None}
    page = json.loads(route.request.post_data or "{}")["page"]
    route.fulfill(json={**told, "build": page})


def test_outside_office_hours_it_sleeps_and_a_touch_wakes_it(visit: Callable[..., Tablet]) -> None:
    tablet = visit(Tablet, TABLET, has_touch=True)
    tablet.watch.offline = tablet.watch.gives_up = True
    page, curtain = tablet.page, tablet.page.locator(".curtain")
    tablet.know()
    page.clock.install(time=SUNDAY)
    page.route("**/detak", closed)
    page.goto(tablet.home)
    page.evaluate(READY)
    expect(curtain).to_contain_text("Kantor sedang tutup")
    expect(curtain).to_contain_text("Buka lagi Senin 08.00")
    curtain.tap()
    expect(curtain).to_be_hidden()
    # Whoever chooses a language is there: the screen does not go dark under the finger.
    with page.expect_response("**/detak"):
        page.get_by_role("link", name="English").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("How was the service")
    page.clock.run_for(1_000)
    expect(curtain).to_be_hidden()
    page.clock.run_for(AWAKE + 1_000)
    expect(curtain).to_be_visible()
    expect(curtain).to_contain_text("Kantor sedang tutup")
    page.unroute("**/detak")
    tablet.cut()
    page.reload()
    expect(curtain).to_contain_text("Buka lagi Senin 08.00")
    page.clock.fast_forward(20 * HOUR)
    expect(curtain).to_be_hidden()
    page.get_by_role("link", name="English").tap()
    expect(page.get_by_role("link", name="Bahasa Indonesia")).to_be_visible()
    page.clock.run_for(46_000)
    expect(page.get_by_role("link", name="English")).to_be_visible()
    tablet.cut(False)
