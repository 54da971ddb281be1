"""A complaint from a small phone: written, photographed, sent and followed, without script too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.installation import COUNTER
from tests.browser.people import PHONE, SIZES, Citizen

pytestmark = pytest.mark.browser

TEXT = "Antre tiga jam, lalu ditolak karena berkas kurang."
LEAST = 44
"""CSS pixels a finger needs (WCAG 2.5.5)."""
SMALL = """least => [...document.querySelectorAll(
    'main button, main .button, main .input, summary')]
  .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < least)
  .map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "IMG_20261015.jpg"
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(path, quality=90)
    return path


def write(citizen: Citizen, photo: Path) -> None:
    """From the landing page to the form, filled in."""
    citizen.open(f"/s/{COUNTER}")
    citizen.tap(citizen.page.get_by_role("link", name="Sampaikan pengaduan", exact=True))
    citizen.page.get_by_label("Apa yang terjadi, atau apa yang Anda perlukan?").fill(TEXT)
    citizen.page.get_by_label("Foto atau PDF").set_input_files(photo)


def words(citizen: Citizen) -> list[str]:
    return citizen.page.locator(".secret li").all_inner_texts()


def follow(citizen: Citizen, photo: Path) -> None:
    """Sends, reads the receipt, opens the report with it."""
    write(citizen, photo)
    before = words(citizen)
    assert len(before) == 8
    citizen.tap(citizen.button("Kirim laporan"))
    page = citizen.page
    expect(page.get_by_role("heading", name="Laporan Anda kami terima", level=1)).to_be_visible()
    assert words(citizen) == before
    expect(page.get_by_role("img", name="Kode QR berisi nomor dan frasa")).to_be_visible()
    citizen.tap(citizen.button("Lihat laporan saya"))
    expect(page.get_by_role("heading", name="Laporan Anda", level=1)).to_be_visible()
    expect(page.get_by_text("Dijawab paling lambat")).to_be_visible()
    citizen.tap(page.get_by_text("Laporan yang Anda kirim"))
    expect(page.locator("dd.said")).to_have_text(TEXT)
    assert page.url.endswith("/lacak")


def test_from_the_scan_to_the_report_with_a_photo(citizen: Citizen, photo: Path) -> None:
    follow(citizen, photo)


def test_the_same_without_script(someone: Callable[..., Citizen], photo: Path) -> None:
    follow(someone(java_script_enabled=False), photo)


def test_the_name_is_asked_of_who_wants_to_be_known(citizen: Citizen) -> None:
    citizen.open(f"/s/{COUNTER}/aduan")
    name = citizen.page.get_by_label("Nama", exact=True)
    expect(name).to_be_hidden()
    citizen.tap(citizen.page.get_by_role("radio", name="Rahasia"))
    expect(name).to_be_visible()
    citizen.tap(citizen.page.get_by_role("radio", name="Anonim"))
    expect(name).to_be_hidden()


def test_no_way_to_another_language_once_words_would_be_lost(citizen: Citizen) -> None:
    citizen.open(f"/s/{COUNTER}/aduan")
    english = citizen.page.get_by_role("link", name="English")
    expect(english).to_be_visible()
    citizen.page.get_by_label("Apa yang terjadi, atau apa yang Anda perlukan?").fill(TEXT)
    expect(english).to_be_hidden()


def test_too_many_files_are_told_before_they_are_sent(citizen: Citizen, photo: Path) -> None:
    write(citizen, photo)
    files = citizen.page.get_by_label("Foto atau PDF")
    files.set_input_files([photo] * 6)
    citizen.tap(citizen.button("Kirim laporan"))
    expect(citizen.page.get_by_text("Terlalu banyak atau terlalu besar")).to_be_visible()
    files.set_input_files(photo)
    citizen.tap(citizen.button("Kirim laporan"))
    expect(citizen.page.locator(".qr")).to_be_visible()


def test_a_refused_form_keeps_the_words_and_asks_for_the_files_again(
    citizen: Citizen, photo: Path
) -> None:
    citizen.watch.refusals.add(422)
    write(citizen, photo)
    before = words(citizen)
    citizen.tap(citizen.page.get_by_role("radio", name="Terbuka"))
    citizen.tap(citizen.button("Kirim laporan"))
    page = citizen.page
    expect(page.locator("[data-errors]")).to_be_focused()
    expect(page.locator("#uraian")).to_have_value(TEXT)
    expect(page.get_by_text("IMG_20261015.jpg")).to_be_visible()
    assert words(citizen) == before
    page.get_by_label("Nama", exact=True).fill("Maria Bete")
    citizen.tap(citizen.button("Kirim laporan"))
    expect(page.locator(".qr")).to_be_visible()


def assert_empty(page: Page, secret: str) -> None:
    fields = page.locator("input, textarea").evaluate_all("all => all.map(one => one.value)")
    for kept in (page.content(), " ".join(fields), page.url):
        assert secret not in kept
        assert TEXT not in kept


def test_who_comes_next_finds_nothing(citizen: Citizen, photo: Path) -> None:
    """F46 on a phone that is handed on: Back five times, and a reload."""
    follow(citizen, photo)
    secret = citizen.page.locator("input[name=frasa]").first.get_attribute("value") or "?"
    citizen.tap(citizen.page.get_by_role("link", name="Selesai, tutup halaman ini"))
    page = citizen.page
    page.wait_for_url("**/")
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert stored == "[{},{}]"
    for _ in range(5):
        page.go_back()
        assert_empty(page, secret)
    page.reload()
    assert_empty(page, secret)


def test_nothing_is_cut_off_and_every_target_is_large(
    someone: Callable[..., Citizen], photo: Path
) -> None:
    citizen = someone(PHONE)
    for path in (f"/s/{COUNTER}/aduan", f"/s/{COUNTER}/integritas", "/lacak"):
        citizen.open(path)
        check_room(citizen)
    follow(citizen, photo)
    check_room(citizen)


def check_room(citizen: Citizen) -> None:
    for size in SIZES:
        citizen.resize(size)
        need, have = citizen.widths()
        assert need <= have, (citizen.page.url, size)
        assert citizen.page.evaluate(SMALL, LEAST) == [], size
    citizen.resize(PHONE)
