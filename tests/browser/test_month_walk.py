"""A head finds what to fix, closes the month, prints it, publishes it; a citizen in front of the
poster scans its code and reads the same figure."""

from __future__ import annotations

import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from kiosk.domain.index.document import DocumentKind
from tests.browser.installation import Site, free_port, furnish, served
from tests.browser.people import DESK, PHONE
from tests.browser.watch import Watch
from tests.services.databases import settings
from tests.services.tools import require

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MADE_WITHIN = 90_000
"""ms: the jobs process looks every quarter minute, and makes one at a time."""
KINDS = {
    kind: (f".{kind.extension}", kind.label)
    for kind in (DocumentKind.REPORT_PDF, DocumentKind.SHEET_XLSX, DocumentKind.POSTER_A4)
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Site]:
    """An installation that knows its public address, so that its paper carries codes."""
    inside = furnish(tmp_path, units=1, months=3, answers=900, complaints=6)
    port = free_port()
    root = f"http://127.0.0.1:{port}"
    own = settings(inside.database, tmp_path) | {"KIOSK_PUBLIC_URL": root}
    with served(own, port, tmp_path / "serve.log", 3) as printed:
        yield Site(root, printed, inside)


@pytest.fixture
def window(
    open_context: Callable[..., BrowserContext], office: Site
) -> Iterator[Callable[..., Page]]:
    watches: list[Watch] = []
    contexts: list[BrowserContext] = []

    def opened(size: tuple[int, int], *, head: bool = False) -> Page:
        context = open_context(viewport={"width": size[0], "height": size[1]})
        contexts.append(context)
        # A download is a page that Chromium gives up opening.
        watches.append(Watch(office.root, gives_up=head))
        watches[-1].over(context)
        if head:
            name, value = office.inside.seat
            context.add_cookies([{"name": name, "value": value, "url": office.root}])
        return context.new_page()

    yield opened
    # Before the server ends, which waits for whoever still holds a line to it.
    for context in contexts:
        context.close()
    assert [trouble for watch in watches for trouble in watch.troubles] == []


def last_month(office: Site) -> str:
    from kiosk.domain.index.period import parse

    return str(parse(office.head.rpartition("/")[2]).previous)


def seen(page: Page, folder: Path, name: str) -> None:
    """What the walk looked like: kept beside what failed."""
    path = folder / f"{name}.png"
    page.screenshot(path=path, full_page=True, animations="disabled")
    assert path.stat().st_size > 10_000


def taken(page: Page, kind: DocumentKind, folder: Path) -> Path:
    """Asked for, waited for as somebody does who looks at the page, and saved."""
    link = page.get_by_role("link", name=f"{KINDS[kind][1]}").and_(page.locator("[id^=u]")).first
    expect(link).to_be_visible(timeout=MADE_WITHIN)
    with page.expect_download() as download:
        link.click()
    path = folder / f"{kind}{KINDS[kind][0]}"
    download.value.save_as(path)
    return path


def text_of(pdf: Path) -> str:
    told = subprocess.run(
        [require("pdftotext"), "-layout", pdf, "-"], check=True, capture_output=True, text=True
    )
    return told.stdout


def scanned(pdf: Path) -> str:
    """The address in the first code on the sheet, as a phone reads it."""
    picture = pdf.with_suffix("")
    subprocess.run([require("pdftoppm"), "-r", "150", "-png", pdf, picture], check=True)
    page = min(pdf.parent.glob(f"{picture.name}*.png"))
    told = subprocess.run(
        [require("zbarimg"), "-q", "--raw", page], check=True, capture_output=True, text=True
    )
    return told.stdout.splitlines()[0]


def test_from_what_to_fix_to_a_citizen_who_reads_the_same_figure(
    window: Callable[..., Page], office: Site, tmp_path: Path
) -> None:
    unit, month = office.inside.unit, last_month(office)
    head = window(DESK, head=True)

    head.goto(f"{office.root}/admin/ikm/{unit}/{month}")
    figure = head.locator(".big b").first.inner_text()
    lowest = head.get_by_role("region", name="Perbaiki dulu").get_by_role("heading", level=3)
    expect(lowest).not_to_have_count(0)
    expect(lowest.first).to_be_in_viewport()
    seen(head, tmp_path, "bulan")

    head.goto(f"{office.root}/admin/periode/{unit}/{month}")
    expect(head.locator(".big b").first).to_have_text(figure)
    head.get_by_role("button", name="Tutup ").click()
    expect(head.get_by_text("Tertutup, belum terbit")).to_be_visible()
    seen(head, tmp_path, "tertutup")

    head.goto(f"{office.root}/admin/periode/{unit}/{month}/dokumen")
    for kind in KINDS:
        head.locator(f"form:has(input[name=jenis][value={kind}]) button").click()
    papers = {kind: taken(head, kind, tmp_path) for kind in KINDS}
    seen(head, tmp_path, "dokumen")
    assert figure in text_of(papers[DocumentKind.REPORT_PDF])
    assert figure in text_of(papers[DocumentKind.POSTER_A4])
    cells = [
        cell
        for sheet in load_workbook(papers[DocumentKind.SHEET_XLSX], data_only=True)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]
    assert float(figure.replace(",", ".")) in cells

    address = scanned(papers[DocumentKind.POSTER_A4])
    assert address.upper().startswith(f"{office.root}/publik/".upper())
    head.goto(f"{office.root}/admin/periode/{unit}/{month}")
    head.get_by_role("button", name="Terbitkan ").click()
    expect(head.get_by_text("dapat dibaca siapa saja")).to_be_visible()

    citizen = window(PHONE)
    citizen.goto(address)
    expect(citizen.locator("main")).to_contain_text(figure)
    seen(citizen, tmp_path, "segel")
    citizen.goto(f"{office.root}/publik/{unit}")
    expect(citizen.locator("main")).to_contain_text(figure)
    seen(citizen, tmp_path, "publik")
    with urllib.request.urlopen(f"{office.root}/publik/{unit}.json") as answer:
        assert figure.replace(",", ".") in answer.read().decode()
