"""F46: the next citizen at the tablet finds nothing of the one before: not behind Back, not after
a reload, not in storage, caches or history."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import hurried, visit  # noqa: F401
from tests.browser.installation import Site, running_site
from tests.browser.people import TABLET
from tests.browser.tablet import Tablet
from tests.faults.conftest import Held

pytestmark = pytest.mark.browser

MARK = "Zamrud-Delapan-Puluh"
WAIT = 45
ASKED = 10


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One counter is enough."""
    with running_site(tmp_path_factory.mktemp("site"), units=1, answers=30) as running:
        yield running


@pytest.fixture
def tablet(visit: Callable[..., Tablet]) -> Iterator[Tablet]:  # noqa: F811
    made = visit(Tablet, TABLET, has_touch=True)
    made.watch.gives_up = made.watch.offline = True
    made.know()
    made.page.clock.install()
    made.start()
    yield made
    made.cut(False)


def look_for(tablet: Tablet, secrets: list[str], entries: int) -> None:
    """As a curious next visitor does: five times Back, then a reload. ``entries``: of the history,
    when nobody had been there yet."""
    assert tablet.page.evaluate("history.length") == entries
    assert_nothing(tablet, secrets)
    for _ in range(5):
        tablet.page.go_back()
        if tablet.page.url == "about:blank":
            break
        assert_nothing(tablet, secrets)
    tablet.page.goto(tablet.home)
    tablet.page.reload()
    assert_nothing(tablet, secrets)


def assert_nothing(tablet: Tablet, secrets: list[str]) -> None:
    found = tablet.remains()
    assert len(found) > 10_000, "the dump sees the pages the tablet keeps"
    assert [one for one in secrets if one in found] == []
    assert tablet.page.locator("input:checked").count() == 0
    assert tablet.page.url == tablet.home


def test_after_sending_without_a_network_and_after_going_away(tablet: Tablet, held: Held) -> None:
    page, entries = tablet.page, tablet.page.evaluate("history.length")
    tablet.cut()
    tablet.rate("2")
    expect(page.get_by_role("heading", name="Terima kasih")).to_be_visible()
    page.clock.run_for(9_000)
    page.wait_for_url(tablet.home)
    number, words = tablet.complain(f"Petugas {MARK} meminta uang.")
    expect(page.get_by_role("heading", name="Laporan Anda tersimpan")).to_be_visible()
    tablet.done("Selesai, hapus dari layar")
    secrets = [MARK, number, " ".join(words), "</li>\n<li>".join(words), ",".join(words)]
    assert len(tablet.waiting()) == 2, "kept, and closed"
    look_for(tablet, secrets, entries)
    _goes_away(tablet)
    look_for(tablet, [MARK], entries)
    held(
        tried="after sending and after going idle in the middle of a complaint: Back x 5, reload, "
        "filled-in fields, storage, caches, history",
        figure=f"0 of {len(secrets) + 1} secrets in {len(tablet.remains()) // 1024} KB of remains",
    )


def _goes_away(tablet: Tablet) -> None:
    """In the middle of a complaint, its name and place typed."""
    page = tablet.page
    tablet.enter("Sampaikan pengaduan")
    page.locator("#uraian").fill(f"Nama saya {MARK}")
    page.locator("input[name=identitas][value=terbuka]").check()
    page.locator("#nama").fill(MARK)
    names = page.evaluate("[...document.querySelectorAll('.input')].map(one => one.name)")
    assert not {"nama", "isi", "kontak"} & set(names), "no browser knows these fields again"
    _asked_and_stays(tablet)
    assert page.locator("#nama").input_value() == MARK
    page.clock.run_for(WAIT * 1000 + 500)
    expect(page.get_by_role("alertdialog", name="Masih di sini?")).to_be_visible()
    page.clock.run_for(ASKED * 1000 + 500)
    page.wait_for_url(tablet.home)


def _asked_and_stays(tablet: Tablet) -> None:
    page = tablet.page
    page.clock.run_for((WAIT - 2) * 1000)
    dialog = page.get_by_role("alertdialog", name="Masih di sini?")
    expect(dialog).to_be_hidden()
    page.clock.run_for(3_000)
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Lanjutkan")).to_be_focused()
    page.clock.run_for(3_000)
    assert int(dialog.locator("[data-number]").inner_text()) <= ASKED - 3
    dialog.get_by_role("button", name="Lanjutkan").tap()
    expect(dialog).to_be_hidden()
