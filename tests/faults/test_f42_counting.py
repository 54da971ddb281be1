"""F42 as a citizen meets it: the page of a network beyond its limit counts by itself, and sends
what was typed as soon as it may; without script it says when to come again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Route, expect

from kiosk.domain.complaint import flood
from tests.factories import Clock, make_place, rows
from tests.faults.conftest import Held

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import BrowserContext

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("quick_hashes")]
ROOT = "http://127.0.0.1:8000"
TEXT = "Antre tiga jam, jangan sampai hilang."


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


@pytest.fixture
def path(app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(flood, "MOST", 0)
    return f"/s/{make_place(app).point}/aduan"


@pytest.fixture
def browse(
    app: Flask, open_context: Callable[..., BrowserContext]
) -> Iterator[Callable[..., Page]]:
    """A window onto this very application, without a server between."""
    client, troubles = app.test_client(use_cookies=False), list[str]()

    def answered(route: Route) -> None:
        asked, parts = route.request, urlsplit(route.request.url)
        made = client.open(
            f"{parts.path}?{parts.query}", base_url=ROOT, method=asked.method,
            data=asked.post_data_buffer, headers=asked.all_headers(),
        )  # fmt: skip
        body, headers = made.get_data(), dict(made.headers)
        made.close()
        route.fulfill(status=made.status_code, headers=headers, body=body)

    def heard(said: ConsoleMessage) -> None:
        if said.type == "error" and "429" not in said.text:
            troubles.append(said.text)

    def opener(**options: object) -> Page:
        context = open_context(viewport={"width": 360, "height": 640}, **options)
        context.on("console", heard)
        context.route("**/*", answered)
        return context.new_page()

    yield opener
    assert troubles == []


def refused(page: Page, path: str) -> None:
    page.goto(ROOT + path)
    page.locator("#uraian").fill(TEXT)
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_role("heading", name="Ada yang perlu diperbaiki")).to_be_visible()
    expect(page.locator("#uraian")).to_have_value(TEXT)


def test_the_page_counts_and_sends_and_without_script_says_when(
    app: Flask, path: str, browse: Callable[..., Page], held: Held
) -> None:
    still = browse(java_script_enabled=False)
    refused(still, path)
    expect(still.get_by_text("tunggu 10 menit, lalu kirim lagi")).to_be_visible()
    expect(still.get_by_text("Atau tanpa menunggu")).to_be_hidden()
    page = browse()
    refused(page, path)
    status = page.get_by_role("status").filter(has_text="Selesai. Tekan Kirim laporan.")
    expect(status).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_role("heading", name="Laporan Anda kami terima")).to_be_visible()
    # Pressed too early: it goes by itself when the counting is done.
    refused(page, path)
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_role("heading", name="Laporan Anda kami terima")).to_be_visible(
        timeout=20_000
    )
    kept = len(rows(app, "tickets"))
    assert kept == 2
    held(
        tried="a phone's browser beyond the limit: waiting for the count, and pressing before it",
        figure=f"{kept} of 2 reports sent, all text kept; without script: when to come again",
    )
