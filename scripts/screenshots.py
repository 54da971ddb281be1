"""Makes the pictures of docs/img again: `python scripts/screenshots.py` in the environment of
`make test`, with Chromium installed. The demo's months follow the calendar, so dates change."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.installation import PROJECT, Site, running_site
from tests.browser.people import DESK, PHONE, TABLET, Citizen, Head
from tests.browser.watch import Watch
from tests.services.browser import running_browser

IMAGES = PROJECT / "docs" / "img"
UNIT = "DISDUKCAPIL-TTS"
"""An office of the demo with four counters and a Zona Integritas."""
PORT = 8000
"""That of `make run`: addresses and codes in the pictures show it."""
SHARP = 2
"""Pixels of a picture for each pixel of a phone."""


def main() -> None:
    """A demo installation of the usual size, and every picture of it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_site(Path(folder), UNIT, PORT) as site,
        running_browser() as browser,
    ):
        phone(browser, site)
        tablet(browser, site)
        desk(browser, site)


def citizen_of(browser: Browser, site: Site, size: tuple[int, int], scale: int) -> Citizen:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=scale,
        has_touch=True,
        reduced_motion="reduce",
    )
    return Citizen(context.new_page(), site, Watch(site.root))


def keep(page: Citizen | Head, name: str) -> None:
    """The window as it is."""
    page.page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")


def keep_more(page: Head, name: str, height: int) -> None:
    """The page down to ``height``, beyond the window's edge."""
    clip = {"x": 0, "y": 0, "width": DESK[0], "height": height}
    page.page.screenshot(path=IMAGES / f"{name}.png", full_page=True, clip=clip)  # type: ignore[arg-type]


def chosen(citizen: Citizen, value: str) -> None:
    """An answer as it looks before the next question comes."""
    citizen.step.locator(f'input[value="{value}"]').evaluate("e => { e.checked = true }")


def phone(browser: Browser, site: Site) -> None:
    citizen = citizen_of(browser, site, PHONE, SHARP)
    citizen.open(site.inside.citizen)
    keep(citizen, "landing-360")
    citizen.form(site.inside.citizen.rpartition("/")[2])
    citizen.pass_over()
    chosen(citizen, "4")
    keep(citizen, "survey-360")
    citizen.to_the_end()
    citizen.send()
    keep(citizen, "thanks-360")


def tablet(browser: Browser, site: Site) -> None:
    citizen = citizen_of(browser, site, TABLET, 1)
    citizen.form(site.inside.citizen.rpartition("/")[2])
    citizen.pass_over()
    keep(citizen, "survey-800")


def desk(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]})
    name, value = site.inside.seat
    context.add_cookies([{"name": name, "value": value, "url": site.root}])
    head = Head(context.new_page(), site, Watch(site.root))
    year = site.inside.head.rpartition("/")[2][:4]
    for picture, path, height in (
        ("ikm-1366", site.inside.head, 1060),
        ("hasil-1366", f"/admin/hasil/{UNIT}/{year}", 940),
        ("points-1366", f"/admin/loket/{UNIT}", DESK[1]),
    ):
        head.open(path)
        keep_more(head, picture, height)


if __name__ == "__main__":
    main()
