"""Somebody at the desk with a window, a telephone and ten fingers."""

from __future__ import annotations

import math
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, expect

from kiosk import clock
from kiosk.domain.people.totp import STEP_SECONDS
from tests import desk
from tests.browser.test_axe import objections
from tests.browser.watch import Watch
from tests.services.tools import require

Keep = Callable[[Page, str], object]
"""What is done with a page worth a picture, under a name for it."""
HURRY = 8
"""Seconds before a code's end from which nobody starts to type it."""
PRINTING = 60_000
"""Milliseconds that a PDF may take on a machine with other work."""
LOOK, POINT, KEY = 1.35, 1.1, 0.28
"""Seconds to think, to reach something and click it, and for one letter of an average typist:
the Keystroke-Level Model (Card, Moran and Newell 1980)."""


def nowhere(_page: Page, _name: str) -> None:
    """A `Keep` that keeps nothing."""


@dataclass
class Telephone:
    """An authenticator. Each code is shown once: the desk takes none twice."""

    page: Page
    secret: str
    spent: int = 0

    def code(self) -> str:
        """The code before this one, which is still good, unless it is about to end."""
        now = clock.now().timestamp()
        current = math.floor(now / STEP_SECONDS)
        ending = (current + 1) * STEP_SECONDS - now < HURRY
        self.spent = max(self.spent + 1, current if ending else current - 1)
        if self.spent > current:
            self.page.wait_for_timeout((self.spent * STEP_SECONDS - now) * 1000 + 100)
        return desk.code_at(datetime.fromtimestamp(self.spent * STEP_SECONDS, UTC), self.secret)


@dataclass
class Effort:
    """What a page asks of somebody's hands."""

    fields: int = 0
    clicks: int = 0
    letters: int = 0

    def clear(self) -> None:
        self.fields = self.clicks = self.letters = 0

    @property
    def seconds(self) -> float:
        things = self.fields + self.clicks
        return things * (LOOK + POINT) + self.letters * KEY


@dataclass
class Staffer:
    """Does everything by what a page shows: links, labels and buttons."""

    page: Page
    root: str
    watch: Watch
    keep: Keep = nowhere
    telephone: Telephone | None = None
    effort: Effort = field(default_factory=Effort)
    also: tuple[int, int] | None = None
    """Another window in which every page is looked at too, while the work goes on in this one."""

    def open(self, address: str) -> None:
        answer = self.page.goto(address if "://" in address else self.root + address)
        assert answer is not None
        assert answer.status == 200, f"{answer.status} for {address}"

    def is_refused(self, address: str) -> bool:
        """Whether the page answers as one that does not exist."""
        self.watch.refusals.add(404)
        answer = self.page.goto(self.root + address)
        return answer is not None and answer.status == 404

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()
        self.effort.clicks += 1

    def follow(self, name: str) -> None:
        self.page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
        self.effort.clicks += 1

    def menu(self, name: str) -> None:
        frame = self.page.get_by_role("navigation", name="Meja kerja", exact=True)
        frame.get_by_role("link", name=name, exact=True).click()

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)
        self.effort.fields += 1
        self.effort.letters += len(text)

    def choose(self, label: str, option: str) -> None:
        """Take the one whose words have ``option`` in them, behind how far it is set in."""
        found = self.page.get_by_label(label, exact=True)
        words = found.locator("option").filter(has_text=option).first.inner_text()
        found.select_option(label=words)
        self.effort.fields += 1

    def sees(self, heading: str, picture: str = "") -> None:
        """The page is there, nobody is shut out of it, and it fits."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        assert self.page.title().startswith(heading)
        self._fits(heading)
        if picture:
            self.keep(self.page, picture)
        if self.also and (own := self.page.viewport_size):
            self.page.set_viewport_size({"width": self.also[0], "height": self.also[1]})
            self._fits(f"{heading} at {self.also}")
            self.page.set_viewport_size(own)

    def _fits(self, heading: str) -> None:
        assert objections(self.page) == [], heading
        need, have = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert need <= have, f"{heading} is wider than its window"

    def names(self, kind: str) -> list[str]:
        """The links of a navigation of the page, in order."""
        found = self.page.get_by_role("navigation", name=kind, exact=True).get_by_role("link")
        return found.all_inner_texts()

    def enrol(self, picture: str = "") -> None:
        """Take on the second factor that the page insists on."""
        self.sees("Pasang faktor kedua", picture)
        assert self.page.get_by_role("navigation", name="Meja kerja").count() == 0
        secret = re.sub(r"\s", "", self.page.locator(".secret").inner_text())
        assert f"secret={secret}&" in _scanned_picture(self.page.locator("img.qr").screenshot())
        self.telephone = Telephone(self.page, secret)
        self.write("Kode enam angka", self.telephone.code())
        self.press("Pasang")
        self.sees("Simpan kode pemulihan ini")
        codes = self.page.locator(".codes li").all_inner_texts()
        assert len(set(codes)) == 10
        self.follow("Sudah saya simpan")

    def confirm(self) -> None:
        """Show again that it is really me."""
        self.sees("Pastikan ini Anda")
        assert self.telephone is not None
        self.write("Kode", self.telephone.code())
        self.press("Lanjutkan")

    def download(self, name: str, folder: Path) -> Path:
        """A link that is a file. Chromium calls the visit to it given up."""
        self.watch.gives_up = True
        with self.page.expect_download(timeout=PRINTING) as waiting:
            self.page.get_by_role("link", name=name, exact=True).click()
        target = folder / waiting.value.suggested_filename
        waiting.value.save_as(target)
        return target


def _scanned_picture(png: bytes) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder, "qr.png")
        path.write_bytes(png)
        [read] = scanned([path])
    return read


def on_paper(pdf: Path, dots: int = 150) -> list[Path]:
    """Each page of it as a PNG of its own, ``dots`` to an inch."""
    subprocess.run([require("pdftoppm"), "-r", str(dots), "-png", pdf, pdf.with_suffix("")],
                   check=True)  # fmt: skip
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))


def scanned(pages: list[Path]) -> list[str]:
    """What a telephone's camera would read, in the order of the pages."""
    read = subprocess.run(
        [require("zbarimg"), "-q", "--raw", "-Sdisable", "-Sqrcode.enable", *pages],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return read.stdout.split()
