"""Makes the pictures of docs/img again: `python scripts/screenshots.py` in the environment of
`make test`, with Chromium installed. The demo's months follow the calendar, so dates change."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page

from tests.browser.desk_walk import Walk, new_office
from tests.browser.installation import PROJECT, Site, running_site
from tests.browser.people import DESK, PHONE, TABLET, Citizen, Head
from tests.browser.staffer import on_paper
from tests.browser.watch import Watch
from tests.services.browser import running_browser

IMAGES = PROJECT / "docs" / "img"
UNIT = "DISDUKCAPIL-TTS"
"""An office of the demo with four counters and a Zona Integritas."""
PORT = 8000
"""That of `make run`: addresses and codes in the pictures show it."""
SHARP = 2
"""Pixels of a picture for each pixel of a phone."""
MARGIN = 16
"""Pixels below the last part of a picture."""
TALLEST = 1700
"""Pixels of a page of the desk that are shown."""


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
    first_days()


def first_days() -> None:
    """The walk from an empty database, at a desk and on a tablet."""
    for size in (DESK, TABLET):
        with tempfile.TemporaryDirectory() as folder, running_browser() as browser:
            first_day(browser, Path(folder), size)


def first_day(browser: Browser, folder: Path, size: tuple[int, int]) -> None:
    def seat(root: str) -> tuple[Page, Watch]:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        return context.new_page(), Watch(root)

    def picture(page: Page, name: str) -> None:
        height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
        clip: FloatRect = {"x": 0, "y": 0, "width": size[0], "height": height}
        png = page.screenshot(full_page=True, animations="disabled", clip=clip)
        # A page of a few colours weighs half as much with a palette.
        small = Image.open(io.BytesIO(png)).convert("RGB").quantize(256)
        small.save(IMAGES / f"{name}-{size[0]}.png", optimize=True)

    with new_office(folder, seat, picture) as office:
        Walk(office).whole()
        [first, *_] = on_paper(next(folder.glob("*-a4.pdf")), 75)
        shutil.copy(first, IMAGES / "desk-poster.png")


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


def keep_down_to(head: Head, name: str, last: str) -> None:
    """The page down to the end of its part ``last``, beyond the window's edge."""
    box = head.page.locator(last).bounding_box()
    assert box is not None
    height = int(box["y"] + box["height"]) + MARGIN
    clip = {"x": 0, "y": 0, "width": DESK[0], "height": height}
    head.page.screenshot(path=IMAGES / f"{name}.png", full_page=True, clip=clip)  # type: ignore[arg-type]


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
    for picture, path, last in (
        ("ikm-1366", site.inside.head, "[aria-labelledby=h-unsur]"),
        ("hasil-1366", f"/admin/hasil/{UNIT}/{year}", "[aria-labelledby=h-rows]"),
        ("points-1366", f"/admin/loket/{UNIT}", ".point >> nth=3"),
    ):
        head.open(path)
        keep_down_to(head, picture, last)


if __name__ == "__main__":
    main()
