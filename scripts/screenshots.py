"""Makes the pictures of docs/img again: `python scripts/screenshots.py` in the environment of
`make test`, with Chromium installed. The demo's months follow the calendar, so dates change."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page

from kiosk.domain.index.period import parse
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
STORY = "Berkas saya lengkap sejak Senin, tetapi KTP belum juga dicetak."
QUESTION = "Mohon sebutkan nomor antrean Anda pada hari Senin."
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
        month(browser, site)
        complaint(browser, site)
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
        lighter(png, f"{name}-{size[0]}")

    with new_office(folder, seat, picture) as office:
        Walk(office).whole()
        [first, *_] = on_paper(next(folder.glob("*-a4.pdf")), 75)
        shutil.copy(first, IMAGES / "desk-poster.png")


def lighter(png: bytes, name: str) -> None:
    """A page of a few colours weighs half as much with a palette."""
    small = Image.open(io.BytesIO(png)).convert("RGB").quantize(256)
    small.save(IMAGES / f"{name}.png", optimize=True)


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


def keep_small(page: Citizen, name: str) -> None:
    lighter(page.page.screenshot(animations="disabled"), name)


def keep_down_to(head: Head, name: str, last: str) -> None:
    """The page down to the end of its part ``last``, beyond the window's edge."""
    box = head.page.locator(last).bounding_box()
    assert box is not None
    height = int(box["y"] + box["height"]) + MARGIN
    clip = {"x": 0, "y": 0, "width": DESK[0], "height": height}
    lighter(head.page.screenshot(full_page=True, clip=clip), name)  # type: ignore[arg-type]


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


def complaint(browser: Browser, site: Site) -> None:
    """One that is sent and asked back about, from both sides."""
    citizen, head = citizen_of(browser, site, PHONE, SHARP), head_of(browser, site)
    citizen.open(f"{site.inside.citizen}/aduan")
    citizen.page.locator("#uraian").fill(STORY)
    citizen.page.locator("#uraian").blur()
    keep_small(citizen, "aduan-360")
    citizen.tap(citizen.button("Kirim laporan"))
    number = citizen.page.locator("input[name=nomor]").first.get_attribute("value")
    head.open(f"/admin/laporan/{number}")
    for press in ("Ambil laporan ini", "Verifikasi"):
        head.page.get_by_role("button", name=press).click()
    head.page.get_by_role("link", name="Tanya pelapor").click()
    head.page.locator("#message").fill(QUESTION)
    head.page.locator("#reason").fill("Mencari berkasnya menurut nomor antrean")
    for press in ("Lihat pratinjau", "Kirim kepada pelapor"):
        head.page.get_by_role("button", name=press).click()
    head.page.locator(".is-kepada-pelapor").wait_for()
    keep_down_to(head, "laporan-1366", ".case")
    citizen.tap(citizen.button("Lihat laporan saya"))
    citizen.page.get_by_role("heading", name="Laporan Anda", exact=True).wait_for()
    keep_small(citizen, "lacak-360")


def month(browser: Browser, site: Site) -> None:
    """The last month is closed and published; what the public then sees."""
    head, citizen = head_of(browser, site), citizen_of(browser, site, PHONE, SHARP)
    over = str(parse(site.inside.head.rpartition("/")[2]).previous)
    head.open(f"/admin/periode/{UNIT}/{over}")
    keep_down_to(head, "periode-1366", "[aria-labelledby=h-tutup]")
    for press in ("Tutup ", "Terbitkan "):
        head.page.get_by_role("button", name=press).click()
    citizen.open(f"/publik/{UNIT}")
    keep_small(citizen, "publik-360")
    head.open(f"/publik/{UNIT}/papan")
    lighter(head.page.screenshot(animations="disabled"), "papan-1366")


def head_of(browser: Browser, site: Site) -> Head:
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]})
    name, value = site.inside.seat
    context.add_cookies([{"name": name, "value": value, "url": site.root}])
    return Head(context.new_page(), site, Watch(site.root))


def tablet(browser: Browser, site: Site) -> None:
    citizen = citizen_of(browser, site, TABLET, 1)
    citizen.form(site.inside.citizen.rpartition("/")[2])
    citizen.pass_over()
    keep(citizen, "survey-800")


def desk(browser: Browser, site: Site) -> None:
    head = head_of(browser, site)
    year = site.inside.head.rpartition("/")[2][:4]
    for picture, path, last in (
        ("ikm-1366", site.inside.head, "#unsur"),
        ("hasil-1366", f"/admin/hasil/{UNIT}/{year}", "[aria-labelledby=h-rows]"),
        ("points-1366", f"/admin/loket/{UNIT}", ".point >> nth=3"),
    ):
        head.open(path)
        keep_down_to(head, picture, last)


if __name__ == "__main__":
    main()
