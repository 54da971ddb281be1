"""The shared tablet works all day: without a network, for one visitor after another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.installation import COUNTER, Site
from tests.browser.people import TABLET, Visitor
from tests.browser.tablet import Tablet, code_for, counted
from tests.browser.test_axe import objections
from tests.browser.test_first_walk import MOST_TAPS

pytestmark = pytest.mark.browser

STORY = "Antrean dipotong orang yang baru datang."


@pytest.fixture
def tablet(visit: Callable[..., Tablet]) -> Tablet:
    """Enrolled, on its start page, with everything it needs for a day without a network."""
    made = visit(Tablet, TABLET, has_touch=True)
    made.watch.gives_up = True
    made.know()
    made.start()
    return made


def test_a_code_from_the_desk_makes_a_tablet(visit: Callable[..., Visitor], site: Site) -> None:
    stranger = visit(Visitor, TABLET)
    stranger.open(f"/k/{COUNTER}", 403)
    page = stranger.page
    assert objections(page) == []
    stranger.watch.refusals.add(422)
    page.get_by_label("Kode pendaftaran").fill("0000 0000")
    page.get_by_role("button", name="Daftarkan").click()
    expect(page.get_by_role("alert")).to_contain_text("Kode pendaftaran tidak berlaku")
    page.get_by_label("Kode pendaftaran").fill(code_for(site).lower())
    page.get_by_role("button", name="Daftarkan").click()
    expect(page.get_by_role("link", name="Beri nilai", exact=True)).to_be_attached()
    cookie = next(one for one in page.context.cookies() if one["name"] == "loket")
    assert (cookie["path"], cookie["httpOnly"], cookie["sameSite"]) == ("/k/", True, "Strict")


def test_two_answers_and_a_complaint_without_a_network_arrive_once_each(
    tablet: Tablet, site: Site
) -> None:
    before = counted(site)
    tablet.watch.offline = True
    tablet.cut()
    tablet.rate("4")
    expect(
        tablet.page.get_by_text("Tersimpan di tablet ini, akan terkirim sendiri.")
    ).to_be_visible()
    tablet.done()
    tablet.rate("3")
    tablet.done()
    number, words = tablet.complain(STORY)
    expect(tablet.page.get_by_role("heading", name="Laporan Anda tersimpan")).to_be_visible()
    assert tablet.receipt() == (number, words), "the receipt shown before sending"
    tablet.done("Selesai, hapus dari layar")
    tablet.page.reload()
    expect(tablet.page.get_by_text("3 menunggu")).to_be_visible()
    kept = tablet.waiting()
    assert [one["seq"] for one in kept] == sorted({one["seq"] for one in kept})
    assert STORY not in str(kept)
    tablet.cut(False)
    tablet.emptied()
    assert counted(site) == (before[0] + 2, before[1] + 1)
    _replayed(tablet, kept)
    assert counted(site) == (before[0] + 2, before[1] + 1)
    _opens(tablet, number, words)
    assert not tablet.page.get_by_text("menunggu").is_visible()


def _replayed(tablet: Tablet, kept: list[dict[str, object]]) -> None:
    """The same again, the last first, as a browser does that lost its note of an answer."""
    for item in reversed(kept):
        told = {"seq": item["seq"], "at": item["at"], "now": item["at"], "box": item["box"]}
        answer = tablet.page.request.post(
            f"{tablet.site.root}/k/{COUNTER}/kirim", data={**told, "left": True}
        )
        assert (answer.status, answer.json()["state"]) == (200, "sudah")


def _opens(tablet: Tablet, number: str, words: list[str]) -> None:
    """The receipt that the tablet made by itself."""
    phone = tablet.page.context.new_page()
    phone.goto(f"{tablet.site.root}/lacak")
    phone.get_by_label("Nomor laporan").fill(number)
    phone.get_by_label("Frasa rahasia").fill(" ".join(words))
    phone.get_by_role("button", name="Buka laporan").click()
    expect(phone.get_by_text(STORY)).to_be_attached()
    phone.close()


def test_with_a_network_a_visitor_is_answered_at_once(tablet: Tablet, site: Site) -> None:
    before = counted(site)
    tablet.rate("1")
    thanks = tablet.page.locator("main")
    expect(thanks).to_contain_text("sudah kami terima")
    assert tablet.taps <= MOST_TAPS
    tablet.tap(tablet.page.get_by_role("link", name="Jadikan pengaduan"))
    expect(tablet.page.locator("#uraian")).to_be_visible()
    assert tablet.page.locator("#kategori").input_value() != ""
    assert "#" not in tablet.page.url
    tablet.page.locator("#uraian").fill(STORY)
    tablet.tap(tablet.button("Kirim laporan"))
    expect(tablet.page.get_by_role("heading", name="Laporan Anda kami terima")).to_be_visible()
    expect(tablet.page.get_by_role("img", name="Kode QR berisi nomor dan frasa")).to_be_visible()
    assert counted(site) == (before[0] + 1, before[1] + 1)
    assert tablet.waiting() == []


def test_what_is_missing_is_said_while_the_visitor_is_there(tablet: Tablet) -> None:
    tablet.cut()
    tablet.watch.offline = True
    tablet.enter("Sampaikan pengaduan")
    page = tablet.page
    page.locator("#tempat").evaluate("field => { field.value = 'Loket 2'; }")
    page.locator("input[name=identitas][value=terbuka]").check()
    tablet.tap(tablet.button("Kirim laporan"))
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_text(
        [
            "Tuliskan apa yang terjadi atau apa yang Anda perlukan.",
            'Tuliskan nama Anda, atau pilih "Anonim".',
        ]
    )
    assert objections(page) == []
    tablet.tap(summary.get_by_role("link").first)
    expect(page.locator("#uraian")).to_be_focused()
    assert page.locator("#tempat").input_value() == "Loket 2"
    tablet.cut(False)


def test_a_refusal_by_the_server_keeps_the_typed_text(tablet: Tablet) -> None:
    """The receipt's own words in the report: only the server looks for them."""
    tablet.watch.refusals.add(422)
    tablet.enter("Sampaikan pengaduan")
    words = tablet.receipt()[1]
    told = f"{STORY} {' '.join(words)}"
    tablet.page.locator("#uraian").fill(told)
    # Larger text comes in place; another language is another page, and no longer offered.
    tablet.tap(tablet.page.get_by_role("link", name="Huruf besar", exact=True))
    expect(tablet.page.locator("[data-view=besar]")).to_have_count(1)
    assert tablet.page.locator("#uraian").input_value() == told
    expect(tablet.page.get_by_role("link", name="English")).to_be_hidden()
    tablet.tap(tablet.button("Kirim laporan"))
    expect(tablet.page.get_by_role("alert")).to_contain_text("frasa rahasia Anda")
    assert tablet.page.locator("#uraian").input_value() == told
    assert tablet.waiting() == []
    tablet.page.locator("#uraian").fill(STORY)
    tablet.tap(tablet.button("Kirim laporan"))
    expect(tablet.page.get_by_role("heading", name="Laporan Anda kami terima")).to_be_visible()
