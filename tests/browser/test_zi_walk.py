"""A unit is walked through the five phases of Zona Integritas, from the charter to the predicate
that everybody may read, as the head and the inspectorate do it with a mouse and a keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kiosk.domain.people.policy import Grant, Level, Role
from tests.browser.installation import Site, seat
from tests.browser.people import DESK, PHONE, Citizen, Head, Visitor
from tests.browser.tablet import app_of
from tests.media.samples import drawn, saved
from tests.services.databases import let_go
from tests.zi_phases import TEAMS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ITEM = "VI.p.iv.a"
AREAS = ("I", "II", "III", "IV", "V", "VI")


@dataclass
class Walk:
    """One unit's dossier of this year, in the head's window."""

    head: Head
    home: str
    day: str
    folder: Path

    @property
    def page(self) -> Page:
        return self.head.page

    def next(self, label: str) -> None:
        """The one main button of the timeline says this; it is pressed."""
        self.head.open(f"{self.home}/tahap")
        buttons = self.page.locator("main a.main")
        expect(buttons).to_have_count(1)
        expect(buttons).to_have_text(label)
        buttons.click()

    def fill(self, **typed: str) -> None:
        for name, text in typed.items():
            field = self.page.locator(f"#{name}")
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(text)
            else:
                field.fill(text)

    def send(self) -> None:
        self.page.locator("main form button.main").click()
        expect(self.page.locator(".flash")).to_be_visible()

    def prove(self) -> None:
        """A photo, as it comes from a telephone."""
        self.next("Tambah bukti")
        photo = {"name": "foto.png", "mimeType": "image/png", "buffer": saved(drawn(), "PNG")}
        self.page.locator("input[type=file]").set_input_files(photo)  # type: ignore[arg-type]
        self.fill(caption="Dokumentasi")
        self.send()

    def seen(self, name: str, page: Page | None = None) -> None:
        """What the walk looked like: kept beside what failed."""
        path = self.folder / f"{name}.png"
        (page or self.page).screenshot(path=path, full_page=True, animations="disabled")
        assert path.stat().st_size > 10_000

    def done(self, phase: str) -> None:
        whole = self.page.locator(f"#tahap-{phase}")
        expect(whole).to_contain_text("lengkap")
        expect(whole).not_to_contain_text("belum lengkap")
        expect(whole.locator("img")).to_be_visible()
        self.seen(phase)


@pytest.fixture
def walk(head: Head, site: Site, tmp_path: Path) -> Walk:
    from kiosk import clock

    today = clock.now().date()
    return Walk(head, f"/admin/zi/{site.inside.unit}/{today.year}", today.isoformat(), tmp_path)


@pytest.fixture
def inspector(visit: Callable[..., Visitor], site: Site) -> Visitor:
    from kiosk.store.engine import reading
    from kiosk.store.place import units

    app = app_of(site)
    with app.app_context(), reading():
        place = units.by_code(site.inside.unit).id
    name, value = seat(app, [Grant(Role.INSPECTORATE, Level.UNIT, place)], "Yohana Leo")
    let_go(app)
    window = visit(Visitor, DESK)
    window.page.context.add_cookies([{"name": name, "value": value, "url": site.root}])
    return window


def declare(walk: Walk) -> None:
    walk.next("Catat pencanangan")
    walk.fill(
        on=walk.day, place="Aula kantor", by="Kepala Dinas, disaksikan Sekda", pakta_on=walk.day,
        signed="40", staff="42", pledge="Melayani tanpa pungutan", pledge_on=walk.day,
    )  # fmt: skip
    walk.send()
    walk.prove()
    walk.done("pencanangan")


def build(walk: Walk) -> None:
    walk.next("Catat pembangunan")
    walk.fill(on=walk.day, sk="SK/7", sk_on=walk.day, **TEAMS)
    walk.send()
    walk.next("Susun rencana aksi")
    for area in AREAS:
        walk.head.open(f"{walk.home}/aksi/baru?area={area}")
        walk.fill(action="Menyusun standar pelayanan", owner="Kasi Pelayanan", due=walk.day)
        walk.send()
    walk.seen("rencana-aksi")
    walk.prove()
    walk.done("pembangunan")


def propose(walk: Walk) -> None:
    walk.next("Catat pengusulan")
    walk.fill(on=walk.day, predicate="WBK", letter="700/12", by="Pemerintah Kabupaten")
    walk.send()
    walk.prove()
    expect(walk.page.locator("#tahap-pengusulan")).to_contain_text("Angka pada hari pengusulan")
    walk.done("pengusulan")


def assess(walk: Walk, inspector: Visitor) -> None:
    inspector.open(f"{walk.home}/penilaian/{ITEM}")
    inspector.page.locator("input[name=answer][value=A]").check()
    inspector.page.locator("#note").fill("Empat survei dalam setahun, sesuai laporan")
    inspector.page.locator("main form button.main").click()
    expect(inspector.page.locator(f"tr[id='b-{ITEM}']")).to_contain_text("A (1,00)")
    walk.seen("penilaian-tpi", inspector.page)
    walk.next("Catat penilaian")
    walk.fill(
        on=walk.day, tpi_by="Inspektur", tpi_total="78,25", tpn_on=walk.day, tpn_letter="B/9",
        result="memenuhi",
    )  # fmt: skip
    walk.send()
    walk.prove()
    walk.done("penilaian")


def grant(walk: Walk) -> None:
    walk.next("Catat penetapan")
    walk.fill(on=walk.day, predicate="WBK", letter="SK/900", by="Menteri PANRB")
    walk.send()
    walk.prove()
    walk.done("penetapan")
    whole = walk.page.locator("#tahap-penetapan")
    whole.get_by_role("button", name="Tampilkan kepada publik").click()
    expect(whole).to_contain_text("terlihat publik")


def test_from_the_charter_to_the_predicate_everybody_may_read(
    walk: Walk, inspector: Visitor, someone: Callable[..., Citizen], site: Site
) -> None:
    declare(walk)
    build(walk)
    propose(walk)
    assess(walk, inspector)
    grant(walk)

    walk.head.open("/admin/zi/")
    expect(walk.page.locator("main table")).to_contain_text("Penetapan")
    walk.seen("papan")
    citizen = someone(PHONE)
    citizen.open(f"/publik/{site.inside.unit}")
    expect(citizen.page.locator("main")).to_contain_text("berpredikat WBK sejak")
    walk.seen("publik", citizen.page)
