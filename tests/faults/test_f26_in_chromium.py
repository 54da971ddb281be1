"""F26 in Chromium: forty files that are a picture to one program and a script or a page to another
go in by the citizens' form; whatever was kept of them is opened at the desk, and nothing runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.installation import COUNTER, Site
from tests.browser.people import DESK, Citizen, Visitor
from tests.browser.test_complaint_walk import _seat
from tests.faults.conftest import Held
from tests.faults.test_f26_polyglots import MARK, MIXED

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

TYPES = {"jpg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp"}
SANDBOX = "sandbox; default-src 'none'"
RAN = """() => [...document.scripts].filter(one => !one.src).length"""
"""Scripts that stand in a page: the desk has none of its own."""


def parcels() -> Iterator[list[str]]:
    """Five at a time; alone where one may be refused, and would take the others with it."""
    doubtful = [name for name in MIXED if "named" in name or name.endswith("pdf")]
    sure = [name for name in MIXED if name not in doubtful]
    yield from (sure[at : at + 5] for at in range(0, len(sure), 5))
    yield from ([name] for name in doubtful)


def sent(citizen: Citizen, names: list[str]) -> str | None:
    """The ticket's number, or None where the form came back with what is wrong with the file."""
    page = citizen.page
    citizen.open(f"/s/{COUNTER}/aduan")
    page.locator("#uraian").fill("Lampiran: " + ", ".join(names))
    chosen: list[Any] = [
        {
            "name": name,
            "mimeType": TYPES.get(name.rpartition(".")[2], "application/pdf"),
            "buffer": MIXED[name],
        }
        for name in names
    ]
    page.locator("#lampiran").set_input_files(chosen)
    citizen.tap(citizen.button("Kirim laporan"))
    expect(page.locator(".qr, .errors, [role=alert]").first).to_be_visible()
    number = page.locator("input[name=nomor]")
    return number.first.get_attribute("value") if number.count() else None


def sit_down(visit: Callable[..., Visitor], site: Site) -> Visitor:
    cookie = _seat(site, "petugas-pengaduan", "Dorkas Nabuasa", "unit")
    officer = visit(Visitor, DESK)
    # A navigation that becomes a download is given up by Chromium itself.
    officer.watch.gives_up = True
    known = {"name": cookie[0], "value": cookie[1], "url": site.root}
    officer.page.context.add_cookies([known])  # type: ignore[list-item]
    return officer


def saved(page: Page, path: str) -> bytes:
    """Opened as a link is: Chromium must save it and show nothing."""
    with page.expect_download() as waited:
        page.evaluate("path => { location.href = path }", path)
    return waited.value.path().read_bytes()


def check_headers(officer: Visitor, path: str, *, is_thumbnail: bool = False) -> None:
    answer = officer.page.context.request.get(officer.site.root + path)
    told = answer.headers
    assert answer.status == 200
    assert told["content-security-policy"].startswith(SANDBOX)
    assert set(told["x-content-type-options"].split(", ")) == {"nosniff"}
    assert told["content-type"] in ("image/jpeg", "application/pdf")
    kind = "inline" if is_thumbnail else "attachment;"
    assert told["content-disposition"].startswith(kind)
    assert MARK not in answer.body()


def look_at(officer: Visitor, number: str) -> int:
    """Every file of a ticket, in the page, by its link and as a page of its own; how many."""
    page, here = officer.page, f"/admin/laporan/{number}"
    officer.open(here)
    links = page.locator(".files a")
    paths = [one.get_attribute("href") or "" for one in links.all()]
    pictures = page.locator(".files img")
    for one in pictures.all():
        one.scroll_into_view_if_needed()
        expect(one).to_have_js_property("complete", True)
    assert page.evaluate(RAN) == 0
    small = [one.get_attribute("src") or "" for one in pictures.all()]
    for path in paths:
        check_headers(officer, path)
        assert MARK not in saved(page, path)
        assert page.url.endswith(here)
    for path in small:
        check_headers(officer, path, is_thumbnail=True)
    return len(paths)


def test_nothing_of_forty_polyglots_runs_at_the_desk(
    someone: Callable[..., Citizen], visit: Callable[..., Visitor], site: Site, held: Held
) -> None:
    citizen = someone(java_script_enabled=False)
    citizen.watch.refusals.add(422)
    numbers = [sent(citizen, names) for names in parcels()]
    taken = [one for one in numbers if one]
    officer = sit_down(visit, site)
    dialogs: list[str] = []

    def heard(box: Dialog) -> None:
        dialogs.append(box.message)
        box.dismiss()

    officer.page.context.on("dialog", heard)
    seen = sum(look_at(officer, number) for number in taken)
    assert seen >= 28, "every picture with more in it is still one"
    assert seen + numbers.count(None) == len(MIXED)
    assert dialogs == []
    held(
        tried=f"{len(MIXED)} polyglots through the citizens' form, opened in Chromium at the desk",
        figure=f"{len(dialogs)} of {len(MIXED)} ran; {seen} kept as our own files, "
        f"{numbers.count(None)} refused",
    )
