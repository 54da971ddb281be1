"""A complaint from a phone to its rating, and one that the accused cannot find; each in windows
of their own, side by side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.installation import COUNTER, Site
from tests.browser.people import DESK, TABLET, Citizen, Visitor

if TYPE_CHECKING:
    from kiosk.domain.people.policy import Grant

pytestmark = [pytest.mark.browser, pytest.mark.slow]

UNIT = "dukcapil-kupang"
ACCUSED = "Bertholomeus Nenabu"
STORY = "Berkas saya lengkap sejak Senin, tetapi KTP belum juga dicetak."
QUESTION = "Mohon sebutkan nomor antrean Anda pada hari Senin."
FIRST, SECOND = "Cetakan tertunda karena blangko habis.", "Blangko sudah ada; KTP dapat diambil."
LEVY = f"{ACCUSED} minta dua ratus ribu supaya KTP cepat jadi."


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "bukti.jpg"
    Image.effect_noise((1200, 900), 60).convert("RGB").save(path, quality=90)
    return path


@pytest.fixture
def staff_of(visit: Callable[..., Visitor], site: Site) -> Callable[..., Page]:
    """Opens a desk for somebody with a role at the counter's unit, or over its instansi."""

    def seated(role: str, name: str, size: tuple[int, int] = DESK, level: str = "unit") -> Page:
        cookie = _seat(site, role, name, level)
        visitor = visit(Visitor, size)
        visitor.watch.refusals.add(404)
        visitor.page.context.add_cookies(
            [{"name": cookie[0], "value": cookie[1], "url": site.root}]
        )
        return visitor.page

    return seated


def _seat(site: Site, role: str, name: str, level: str) -> tuple[str, str]:
    from kiosk.app import create_app
    from kiosk.domain.people.policy import Grant, Level, Role
    from kiosk.store.engine import reading
    from kiosk.store.people import reach
    from tests import desk
    from tests.browser.installation import _Purse
    from tests.services.databases import config_for, let_go

    folder = Path(site.inside.database.removeprefix("sqlite:///")).parent
    app = create_app(config_for(site.inside.database, folder))
    with app.app_context(), reading():
        spot = reach.spot_of_unit(UNIT)
    assert spot is not None
    place = spot.path[0] if level == "unit" else spot.instansi_id
    grants: list[Grant] = [Grant(Role(role), Level(level), place)]
    purse = _Purse()
    desk.sign_in(purse, app, grants, name=name)  # type: ignore[arg-type]
    let_go(app)
    return purse.cookie


def file(
    citizen: Citizen, text: str, photo: Path | None = None, path: str = "aduan"
) -> tuple[str, list[str]]:
    """The ticket's number and words, once the receipt is on the screen."""
    citizen.open(f"/s/{COUNTER}/{path}")
    citizen.page.locator("#uraian").fill(text)
    if photo is not None:
        citizen.page.locator("#lampiran").set_input_files(photo)
    citizen.tap(citizen.button("Kirim laporan"))
    expect(citizen.page.locator(".qr")).to_be_visible()
    number = citizen.page.locator("input[name=nomor]").first.get_attribute("value") or ""
    return number, citizen.page.locator(".secret li").all_inner_texts()


def look(citizen: Citizen, words: list[str], number: str) -> None:
    """Days later: the number and the words typed from the paper they were written on."""
    citizen.open("/lacak")
    citizen.page.locator("#nomor").fill(number)
    citizen.page.locator("#frasa").fill(" ".join(words))
    citizen.tap(citizen.page.locator("main button.main"))


def compose(page: Page, number: str, step: str, message: str, reason: str = "") -> None:
    """A step with words: written, seen as the citizen will see it, sent."""
    page.goto(page.url.split("/admin")[0] + f"/admin/laporan/{number}")
    page.get_by_role("link", name=f"{step} …").click()
    page.locator("#message").fill(message)
    if reason:
        page.locator("#reason").fill(reason)
    page.locator("main form button.main").last.click()
    expect(page.locator(".preview .told")).to_have_text(message)
    page.locator("main form button.main").last.click()
    expect(page.locator(".timeline")).to_contain_text(message)


def test_from_an_anonymous_complaint_to_its_rating(
    citizen: Citizen, staff_of: Callable[..., Page], site: Site, photo: Path
) -> None:
    number, words = file(citizen, STORY, photo)
    citizen.tap(citizen.button("Lihat laporan saya"))

    officer = staff_of("petugas-pengaduan", "Dorkas Nabuasa", TABLET)
    officer.goto(f"{site.root}/admin/laporan")
    officer.goto(f"{site.root}/admin/laporan/{number}")
    expect(officer.get_by_text(STORY)).to_be_visible()
    officer.get_by_role("button", name="Ambil laporan ini").click()
    officer.get_by_role("button", name="Verifikasi").click()
    expect(officer.locator(".mark.state")).to_have_text("Terverifikasi")

    compose(officer, number, "Tanya pelapor", QUESTION, "nomor antrean untuk mencari berkas")
    expect(officer.locator(".mark.state")).to_have_text("Menunggu pelapor")
    look(citizen, words, number)
    expect(citizen.page.get_by_text(QUESTION).first).to_be_visible()
    expect(citizen.page.get_by_text("Balasan Anda ditunggu sampai")).to_be_visible()
    citizen.page.locator("#pesan-balas").fill("Nomor A-017")
    citizen.tap(citizen.button("Kirim balasan"))
    expect(citizen.page.locator(".done")).to_be_visible()

    compose(officer, number, "Jawab", FIRST)
    look(citizen, words, number)
    expect(citizen.page.get_by_text(FIRST)).to_be_visible()
    citizen.tap(citizen.page.get_by_text("Belum selesai? Sampaikan keberatan"))
    citizen.page.locator("#pesan-keberatan").fill("Sampai hari ini belum jadi.")
    citizen.tap(citizen.button("Kirim keberatan"))
    expect(citizen.page.locator(".done")).to_be_visible()

    officer.goto(f"{site.root}/admin/laporan/{number}")
    expect(officer.locator(".mark.state")).to_have_text("Keberatan")
    compose(officer, number, "Jawab", SECOND)
    look(citizen, words, number)
    citizen.tap(citizen.button("Ya, sudah selesai"))
    expect(citizen.page.get_by_text("Keberatan sudah Anda pakai")).to_be_visible()
    citizen.tap(citizen.page.get_by_label("Puas", exact=True))
    citizen.tap(citizen.button("Kirim penilaian"))
    expect(citizen.page.locator(".done")).to_be_visible()
    expect(citizen.button("Ubah penilaian")).to_be_visible()

    officer.goto(f"{site.root}/admin/laporan/{number}")
    expect(officer.locator(".mark.state")).to_have_text("Selesai")
    expect(officer.get_by_text("Dinyatakan selesai oleh pelapor").first).to_be_visible()
    assert citizen.page.url.endswith("/lacak")


def test_whom_a_report_accuses_cannot_find_it_anywhere(
    citizen: Citizen, staff_of: Callable[..., Page], site: Site
) -> None:
    team = staff_of("inspektorat", "Yuliana Taneo", DESK, "instansi")
    accused = staff_of("petugas-pengaduan", ACCUSED)
    head = staff_of("kepala-unit", "Apris Tefa")
    before = {page: _texts(page, site) for page in (accused, head)}
    number, _ = file(citizen, LEVY, path="integritas")
    for page in (accused, head):
        assert _texts(page, site) == before[page]
        answer = page.goto(f"{site.root}/admin/laporan/{number}")
        assert answer is not None
        assert answer.status == 404
    team.goto(f"{site.root}/admin/terlindungi")
    shown = "-".join((number[:3], number[3:6], number[6:]))
    expect(team.get_by_role("link", name=shown, exact=True)).to_be_visible()


PLACES = (
    "/admin/", "/admin/laporan", "/admin/laporan?tab=baru", f"/admin/penanganan/{UNIT}",
    "/admin/cari?q=Nenabu", "/admin/laporan/cari?q=ratus", f"/admin/unit/{UNIT}",
)  # fmt: skip


def _texts(page: Page, site: Site) -> list[str]:
    """What every page of this desk says, and how long it is."""
    found = []
    for path in PLACES:
        page.goto(site.root + path)
        found.append(page.locator("main").inner_text())
    return found
