"""Makes the pictures of the counter in docs/img again: one tap, larger and stronger, the shared
tablet, the officer's code, tablets and taps at the desk. `python scripts/screenshots_counter.py`,
as `screenshots.py`."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Route, expect

from kiosk import clock
from scripts.screenshots import (
    PORT,
    STORY,
    UNIT,
    chosen,
    citizen_of,
    desk,
    head_of,
    keep_down_to,
    keep_small,
    lighter,
)
from tests import tablets
from tests.browser.installation import Site, running_site
from tests.browser.people import PHONE, TABLET
from tests.browser.tablet import Tablet, app_of, key_for
from tests.browser.watch import Watch
from tests.factories import as_fields, new_key
from tests.services.browser import running_browser
from tests.services.databases import let_go

if TYPE_CHECKING:
    from flask import Flask

DAYS = 35
ROUGH = {"waiting": 12, "battery": 14, "charging": False, "behind": 900}


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        running_site(Path(folder), UNIT, PORT) as site,
        running_browser() as browser,
    ):
        point = site.inside.citizen.rpartition("/")[2]
        phone(browser, site, point)
        tablet(browser, site, point)
        filled(site, point)
        asked_first(browser, site, point)
        desk(browser, site)
        officer(browser, site, point)


def phone(browser: Browser, site: Site, point: str) -> None:
    """A question as those see it who see little."""
    for look, name in (("besar", "survey-big"), ("kontras", "survey-contrast")):
        citizen = citizen_of(browser, site, PHONE, 2)
        citizen.open(f"/s/{point}/nilai?tampilan={look}")
        citizen.pass_over()
        chosen(citizen, "4")
        keep_small(citizen, f"{name}-360")


def tablet(browser: Browser, site: Site, point: str) -> None:
    """From the start page to a receipt without a network, the question after a while, the night."""
    key = key_for(site, point)
    made = tablet_of(browser, site, point, key)
    made.page.route("**/detak", says(open_=True))
    made.page.goto(made.home)
    made.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    expect(made.page.locator(".curtain")).to_be_hidden()
    keep_small(made, "tablet-800")
    made.cut()
    made.complain(STORY)
    expect(made.page.get_by_role("heading", name="Laporan Anda tersimpan")).to_be_visible()
    keep_small(made, "tablet-simpan-800")
    idle = tablet_of(browser, site, point, key)
    idle.page.clock.install()
    idle.page.goto(f"{idle.home}/nilai")
    idle.to_the_question()
    idle.page.clock.run_for("00:48")
    expect(idle.page.locator("dialog.still")).to_be_visible()
    keep_small(idle, "tablet-diam-800")
    asleep = tablet_of(browser, site, point, key)
    asleep.page.route("**/detak", says(open_=False))
    asleep.page.goto(asleep.home)
    expect(asleep.page.locator(".curtain")).to_be_visible()
    keep_small(asleep, "tablet-tidur-800")


class Standing(Tablet):
    def to_the_question(self) -> None:
        expect(self.step).to_be_visible()


def tablet_of(browser: Browser, site: Site, point: str, key: str) -> Standing:
    context = browser.new_context(
        viewport={"width": TABLET[0], "height": TABLET[1]}, has_touch=True, reduced_motion="reduce"
    )
    made = Standing(context.new_page(), site, Watch(site.root))
    made.point = point
    context.add_cookies([{"name": "loket", "value": key, "url": site.root}])
    return made


def says(*, open_: bool) -> Callable[[Route], None]:
    """A heartbeat at a time of day that this machine may not have."""

    def answer(route: Route) -> None:
        now = clock.now()
        at, left = now.timestamp() * 1000, until_eight(now)
        told = {"now": at, "open": open_, "next": left, "build": "", "call": None}
        route.fulfill(status=200, content_type="application/json", body=json.dumps(told))

    return answer


def until_eight(now: datetime) -> float:
    """Milliseconds until an office in Makassar opens."""
    here = now.astimezone(ZoneInfo("Asia/Makassar"))
    eight = (here + timedelta(days=1)).replace(hour=8, minute=0, second=0, microsecond=0)
    return (eight - here).total_seconds() * 1000


def filled(site: Site, point: str) -> None:
    """Weeks of taps, worse in the last days; beside the tablet that is well, one that is not."""
    from kiosk.flows.place.set_setting import set_setting

    app = app_of(site)
    with app.app_context():
        set_setting("pembuka", "ketuk", UNIT, clock.now())
    taps(app, point)
    now = clock.now()
    key = tablets.enrol(app, point, now - timedelta(hours=6), "Tablet lorong")
    tablets.beat(app, point, key, now - timedelta(minutes=52), **ROUGH)
    let_go(app)


def taps(app: Flask, point: str) -> None:
    from kiosk.flows.survey.tap_face import tap_face

    luck = Random(5)
    with app.app_context():
        for day in range(DAYS, -1, -1):
            weights = (6, 12, 45, 37) if day > 2 else (24, 26, 32, 18)
            for face in luck.choices("1234", weights, k=luck.randint(18, 40)):
                then = clock.now() - timedelta(days=day)
                tap_face(point, as_fields({"wajah": face, "kunci": new_key()}), then)


def asked_first(browser: Browser, site: Site, point: str) -> None:
    citizen = citizen_of(browser, site, PHONE, 2)
    citizen.open(f"/s/{point}")
    keep_small(citizen, "landing-tap-360")


def officer(browser: Browser, site: Site, point: str) -> None:
    head = head_of(browser, site)
    head.open(f"/admin/ketukan/{UNIT}")
    keep_down_to(head, "taps-1366", "section[aria-labelledby=h-points]")
    head.open(f"/admin/tablet/{UNIT}")
    keep_down_to(head, "devices-1366", "section >> nth=-1")
    head.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    head.open(f"/admin/layani/{point}")
    head.page.locator(".done button").first.click()
    expect(head.page.locator(".visit .qr")).to_be_visible()
    lighter(head.page.screenshot(animations="disabled"), "visit-qr-360")


if __name__ == "__main__":
    main()
