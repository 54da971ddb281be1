"""From an empty database to a served unit: the first day of an office, walked in a browser.

`Walk(office).whole()` is what the test does; the pictures of the desk are taken on the way."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Page

from tests.browser.installation import PROJECT, environment, free_port, served
from tests.browser.staffer import Keep, Staffer, nowhere, on_paper, scanned
from tests.browser.watch import Watch

HOST = "skm.contoh.localhost"
"""A public name that Chromium takes to this machine, so that the posters are real ones."""
MOST_SECONDS = 180
INSTANSI = "Pemerintah Kabupaten Timor Tengah Selatan"
UNIT, OTHER = "Dinas Kependudukan dan Pencatatan Sipil", "Puskesmas Kota SoE"
SERVICES = (
    "KTP elektronik", "Kartu Keluarga", "Kartu Identitas Anak", "Akta kelahiran", "Akta kematian",
    "Akta perkawinan", "Akta perceraian", "Surat pindah", "Surat datang", "Pengakuan anak",
)  # fmt: skip
POINTS = ("Loket 1", "Loket 2", "Loket 3", "Loket Prioritas", "Meja Pengaduan")
ROOT_ADMIN, ADMIN = "Yohanis Banunaek, S.Kom.", "Maria Benu, S.Sos."
HEAD, OFFICER = "Drs. Apris Tefa", "Dorkas Nabuasa"
EMAIL = {
    ROOT_ADMIN: "kominfo@contoh.go.id",
    ADMIN: "organisasi@contoh.go.id",
    HEAD: "kepala.dukcapil@contoh.go.id",
    OFFICER: "pengaduan.dukcapil@contoh.go.id",
}
PASSWORD = "jagung bose di atas tungku"

HEAD_MENU = ["Hari ini", "Laporan", "Layani", "Catat laporan", "Unit layanan", "Peringatan",
             "Pegawai", "Cari"]  # fmt: skip
HEAD_TABS = ["Unit", "IKM", "Periode", "Tindak lanjut", "Hasil ZI", "Penanganan", "Jawaban",
             "Layanan", "Loket dan QR", "Formulir kertas", "Instrumen", "Pegawai", "Kalender",
             "Pengaturan"]  # fmt: skip
OFFICER_MENU = ["Hari ini", "Laporan", "Layani", "Catat laporan", "Unit layanan", "Peringatan",
                "Cari"]  # fmt: skip
OFFICER_TABS = ["Unit", "IKM", "Periode", "Tindak lanjut", "Penanganan", "Layanan", "Loket dan QR",
                "Instrumen", "Kalender", "Komponen pelayanan"]  # fmt: skip
EDITS = ("/admin/unit/{}/ubah", "/admin/layanan/{}/tambah", "/admin/loket/{}/tambah",
         "/admin/poster/{}", "/admin/pegawai/unit/{}", "/admin/pengaturan/unit/{}")  # fmt: skip
VIEWS = ("/admin/unit/{}", "/admin/ikm/{}/2026", "/admin/loket/{}", "/admin/layanan/{}",
         "/admin/kalender/{}")  # fmt: skip

Seat = Callable[[str], tuple[Page, Watch]]
"""Opens a private window for whoever goes to an address."""


@dataclass
class Office:
    """An installation that was begun a moment ago, and windows to open it in."""

    root: str
    folder: Path
    link: str
    """What `kiosk init` printed."""
    own: dict[str, str]
    seat: Seat
    keep: Keep = nowhere
    also: tuple[int, int] | None = None
    seats: list[Staffer] = field(default_factory=list)

    def sit(self) -> Staffer:
        page, watch = self.seat(self.root)
        self.seats.append(Staffer(page, self.root, watch, self.keep, also=self.also))
        return self.seats[-1]

    def go_home(self) -> None:
        """Before the server ends, which waits for whoever still holds a line to it."""
        for one in self.seats:
            one.page.context.close()

    def forget_codes(self) -> None:
        """As if the last code had been given more than five minutes ago."""
        with sqlite3.connect(self.folder / "kiosk.db", timeout=30) as database:
            database.execute("UPDATE staff_sessions SET confirmed_at = NULL")
        database.close()

    def kiosk(self, *words: str) -> str:
        return _kiosk(self.own, *words)


@contextmanager
def new_office(folder: Path, seat: Seat, keep: Keep = nowhere) -> Iterator[Office]:
    """`kiosk init` on nothing at all, then `kiosk serve`."""
    port = free_port()
    root = f"http://{HOST}:{port}"
    own = {
        "KIOSK_DATABASE_URL": f"sqlite:///{folder / 'kiosk.db'}",
        "KIOSK_INSTANCE_DIR": str(folder),
        "KIOSK_TIMEZONE": "Asia/Makassar",
        "KIOSK_PUBLIC_URL": root,
    }
    said = _kiosk(own, "init")
    link = re.search(r"http\S+/admin/pertama/\S+", said)
    assert link is not None, said
    with served(own, port, folder / "serve.log", 2):
        office = Office(root, folder, link[0], own, seat, keep)
        try:
            yield office
        finally:
            office.go_home()


def _kiosk(own: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.cli", *words],
        env=environment(own), cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@dataclass
class Walk:
    """One after another, each in a window of their own."""

    office: Office
    units: dict[str, str] = field(default_factory=dict)
    """Code of each unit, by its name."""

    def whole(self) -> None:
        root_admin = self.begin()
        admin = self.accept(self.make_instansi(root_admin), "desk-today")
        self.make_units(admin)
        self.office.forget_codes()
        head_link = self.invite(admin, HEAD, "Kepala unit", UNIT, asked=True)
        officer_link = self.invite(admin, OFFICER, "Petugas pengaduan", UNIT, "desk-invitation")
        self.print_posters(admin)
        self.see_as_head(self.accept(head_link))
        self.see_as_officer(self.accept(officer_link))
        self.see_as_installation_admin(root_admin)
        self.office.kiosk("audit", "verify")

    def begin(self) -> Staffer:
        """The first administrator comes in by the link, which is good for nothing afterwards."""
        person = self.office.sit()
        person.open(self.office.link)
        person.write("Alamat surel", EMAIL[ROOT_ADMIN])
        person.write("Nama lengkap", ROOT_ADMIN)
        person.write("Kata sandi baru", PASSWORD)
        person.sees("Administrator pertama", "desk-first-admin")
        person.press("Buat akun")
        person.enrol("desk-second-factor")
        person.sees("Hari ini")
        return person

    def make_instansi(self, person: Staffer) -> str:
        """And invite its administrator: the link for that."""
        person.menu("Unit layanan")
        person.sees("Unit layanan")
        person.follow("Tambah instansi")
        person.write("Nama instansi", INSTANSI)
        person.write("Situs", "https://ttskab.go.id")
        person.page.get_by_label("Lambang").set_input_files(_crest(self.office.folder))
        person.sees("Tambah instansi")
        person.press("Tambah instansi")
        person.sees("Unit layanan")
        return self.invite(person, ADMIN, "Administrator instansi", INSTANSI)

    def invite(
        self, person: Staffer, who: str, role: str, place: str, picture: str = "",
        *, asked: bool = False,
    ) -> str:  # fmt: skip
        """``asked``: has to show first that it is really them."""
        person.menu("Pegawai")
        person.sees("Pegawai")
        person.follow("Undang pegawai")
        if asked:
            person.confirm()
        person.write("Alamat surel", EMAIL[who])
        person.write("Nama", who)
        person.choose("Peran", role)
        person.choose("Untuk", place)
        person.sees("Undang pegawai", picture)
        person.press("Buat undangan")
        person.sees(f"Undangan untuk {EMAIL[who]}")
        link = person.page.get_by_label("Tautan", exact=True).input_value().strip()
        person.follow("Sudah saya salin")
        person.sees(who)
        return link

    def accept(self, link: str, picture: str = "") -> Staffer:
        person = self.office.sit()
        person.open(link)
        person.sees("Selamat datang di Suara Loket")
        person.write("Kata sandi baru", PASSWORD)
        person.press("Simpan dan masuk")
        person.enrol()
        person.sees("Hari ini", picture)
        return person

    def make_units(self, person: Staffer) -> None:
        """Ten services and five counters on one page, then another unit beside it."""
        person.effort.clear()
        self._make_unit(person, UNIT, SERVICES, POINTS, "desk-new-unit")
        assert person.effort.seconds < MOST_SECONDS, person.effort
        assert person.effort.clicks <= 3, person.effort
        person.sees("Loket dan QR", "desk-points")
        assert person.page.locator("main h2").all_inner_texts() == list(POINTS)
        self._make_unit(person, OTHER, ("Poli umum",), ("Loket obat",))
        person.sees("Loket dan QR")

    def _make_unit(
        self, person: Staffer, name: str, services: tuple[str, ...], points: tuple[str, ...],
        picture: str = "",
    ) -> None:  # fmt: skip
        person.menu("Unit layanan")
        person.effort.clicks += 1
        person.follow("Buat unit")
        person.write("Nama unit", name)
        person.write("Alamat", "Jl. Gajah Mada 1, SoE")
        person.write("Telepon", "(0388) 21001")
        person.write("Layanan", "\n".join(services))
        person.write("Loket", "\n".join(points))
        person.sees("Buat unit", picture)
        person.press("Buat unit")
        person.page.wait_for_url("**/admin/loket/*")
        self.units[name] = person.page.url.rpartition("/")[2]

    def print_posters(self, person: Staffer) -> None:
        """Of the whole unit; a telephone reads each, and lands where a citizen begins."""
        person.open(f"/admin/loket/{self.units[UNIT]}")
        codes = [_tidy(one) for one in person.page.locator(".code-big").all_inner_texts()]
        person.follow("Cetak poster")
        person.sees("Poster QR", "desk-posters")
        wanted = sorted(f"{self.office.root}/s/{code}".upper() for code in codes)
        for row in person.page.locator(".papers .button.main").all():
            name = re.sub(r"\s+", " ", row.inner_text()).strip()
            pages = on_paper(person.download(name, self.office.folder))
            assert sorted(one.upper() for one in scanned(pages)) == wanted, name
        citizen = self.office.sit()
        citizen.open(scanned(sorted(self.office.folder.glob("*-a4-1.png")))[0])
        citizen.sees(POINTS[0])

    def see_as_head(self, person: Staffer) -> None:
        """All of the own unit, nothing of the one beside it."""
        own, foreign = self.units[UNIT], self.units[OTHER]
        self._sees_one_unit(person, HEAD_MENU, HEAD_TABS, "desk-head")
        for address in (*VIEWS, *EDITS):
            person.open(address.format(own))
            assert person.is_refused(address.format(foreign)), address
        assert person.is_refused("/admin/unit/tidak-ada")

    def see_as_officer(self, person: Staffer) -> None:
        """The own unit, and no way to change it."""
        own, foreign = self.units[UNIT], self.units[OTHER]
        self._sees_one_unit(person, OFFICER_MENU, OFFICER_TABS, "desk-officer")
        person.open(f"/admin/loket/{own}")
        acts = person.page.locator("main .acts").all_inner_texts()
        looks = ("Buka sebagai warga", "Tablet")
        assert all(one.startswith(looks) for one in acts if one), acts
        for address in VIEWS:
            person.open(address.format(own))
            assert person.is_refused(address.format(foreign)), address
        for address in EDITS:
            assert person.is_refused(address.format(own)), address

    def _sees_one_unit(
        self, person: Staffer, menu: list[str], tabs: list[str], picture: str
    ) -> None:
        person.menu("Unit layanan")
        person.sees("Unit layanan")
        assert person.page.locator(".unit-name a").all_inner_texts() == [UNIT]
        person.follow(UNIT)
        person.sees(UNIT, picture)
        assert person.names("Meja kerja") == menu
        assert person.names("Halaman unit") == tabs

    def see_as_installation_admin(self, person: Staffer) -> None:
        """Places and people, and nothing that a citizen said."""
        person.open("/admin/unit")
        assert person.page.locator(".unit-name a").all_inner_texts() == [UNIT, OTHER]
        for address in ("/admin/ikm/{}/2026", "/admin/jawaban/{}", *EDITS[:4]):
            assert person.is_refused(address.format(self.units[UNIT])), address


def _tidy(code: str) -> str:
    return code.replace("-", "")


def _crest(folder: Path) -> Path:
    """A shield with a star, of nobody."""
    path, size = folder / "lambang.png", 400
    picture = Image.new("RGBA", (size, size))
    pen = ImageDraw.Draw(picture)
    pen.polygon([(40, 30), (360, 30), (360, 220), (200, 380), (40, 220)], "#0b5d4e")
    pen.regular_polygon((200, 170, 100), 3, 0, "#f4c542")
    pen.regular_polygon((200, 170, 100), 3, 180, "#f4c542")
    picture.save(path)
    return path
