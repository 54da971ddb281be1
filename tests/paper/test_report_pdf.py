"""Laporan SKM as PDF: tagged, its fonts inside, nothing over an edge, made within its limits.

One long report, made in a process of its own, is looked at from every side.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
import pytest

from tests import report_material as paper
from tests.services.tools import require

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.domain.index.material import Material

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 30, 20, 25, 20
CPU_SECONDS, MEGABYTES = 10, 400
LONG_NAME = "Unit Pelaksana Teknis Daerah Pelayanan Administrasi Kependudukan " * 3
UNBROKEN = "x" * 400
MAKE = """
import json, resource, sys
from pathlib import Path
from kiosk.paper import report_pdf
from tests.paper.test_report_pdf import long_material
told = []
made = report_pdf.make(long_material(), lambda done, of: told.append((done, of)))
Path(sys.argv[1]).write_bytes(made)
used = resource.getrusage(resource.RUSAGE_SELF)
# Not `ru_maxrss`, which begins with what the parent held.
lines = dict(line.split(":", 1) for line in open("/proc/self/status"))
memory = int(lines["VmHWM"].split()[0]) / 1024
print(json.dumps([used.ru_utime + used.ru_stime, memory, told]))
"""


class Made(NamedTuple):
    path: Path
    cpu: float
    memory: float
    told: list[list[int]]


def long_material() -> Material:
    """Forty services, twelve pages of comments, names that fill lines, words without a break."""
    base = paper.figures(
        paper.usual(312), population=1234, minimum=294, unit_name=LONG_NAME.strip(),
        by_service=paper.lines(40, "Layanan"), by_point=paper.lines(14, "Loket"),
    )  # fmt: skip
    comment = "antrean di loket perlu ditata lagi karena warga menunggu lama tanpa giliran, " * 3
    material = paper.make(base)
    head = replace(material.letterhead, lines=(LONG_NAME.upper().strip(), UNBROKEN[:120].upper()))
    said = replace(
        material.said, comments=(UNBROKEN, *(f"Masukan {at}: {comment}" for at in range(180)))
    )
    return replace(
        material, letterhead=head, said=said, texts={"lokasi": "<b>Aula</b> & " + UNBROKEN}
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    path = tmp_path_factory.mktemp("laporan") / "laporan.pdf"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", MAKE, str(path)],
        check=True, capture_output=True, text=True, cwd=root,
    )  # fmt: skip
    return Made(path, *json.loads(done.stdout))


@pytest.fixture(scope="module")
def words(made: Made) -> list[list[tuple[float, float, float, float, str]]]:
    """Pages of words with their boxes in points from the upper left: x0, y0, x1, y1, word."""
    html = tool("pdftotext", "-bbox", str(made.path), "-")
    one = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
    return [
        [(*map(float, found[:4]), unescape(found[4])) for found in one.findall(page)]  # type: ignore[misc]
        for page in html.split("<page ")[1:]
    ]


def tool(name: str, *args: str) -> str:
    return subprocess.run([require(name), *args], check=True, capture_output=True, text=True).stdout


def test_thirty_pages_cost_at_most_ten_seconds_and_400_megabytes(made: Made, words: list) -> None:
    assert len(words) >= 30
    assert made.cpu < CPU_SECONDS
    assert made.memory < MEGABYTES
    assert made.told[0] == [0, 3]
    assert made.told[-1] == [3, 3]


def test_nothing_is_printed_over_an_edge_of_the_text(words: list) -> None:
    width, height = 210 * MM, 297 * MM
    for number, page in enumerate(words, 1):
        for x0, y0, x1, y1, word in page:
            inside = x0 >= LEFT * MM - 1 and x1 <= width - RIGHT * MM + 1
            assert inside, (number, word[:40], x0, x1)
            assert y0 >= 0 and y1 <= height, (number, word[:40])  # noqa: PT018


def test_lines_of_text_keep_out_of_head_and_foot(words: list) -> None:
    low, high = TOP * MM - 1, (297 - BOTTOM) * MM + 1
    for number, page in enumerate(words[1:], 2):
        body = [one for one in page if one[1] >= low - 1 and one[3] <= high]
        margins = [one[4] for one in page if one not in body]
        assert body
        line = " ".join(margins)
        assert f"Halaman {number} dari {len(words)}" in line
        assert "Segel 7F3K 9QWX 2M4B" in line


def test_the_contents_name_the_pages_where_chapters_begin(words: list) -> None:
    whole = [" ".join(one[4] for one in page) for page in words]
    contents = next(text for text in whole if "DAFTAR ISI" in text)
    for label in ("BAB III", "BAB V", "LAMPIRAN 2", "LAMPIRAN 6"):
        found = re.search(rf"{label} [\w ]+?(?:\. ?){{5,}}(\d+)", contents)
        assert found, label
        assert f"{label} " in whole[int(found[1]) - 1][:900]
    assert all("<b>Aula</b>" not in text for text in whole if "Pengumpulan" not in text)


def test_every_row_of_long_tables_is_there_below_a_head_on_every_page(words: list) -> None:
    pages = [" ".join(one[4] for one in page) for page in words]
    rows = [page for page in pages if "kependudukan bagi penduduk rentan nomor" in page]
    assert len(rows) >= 2
    assert all("Responden IKM Mutu" in page for page in rows)
    whole = " ".join(rows)
    for at in range(1, 41):
        assert f"rentan nomor {at} " in whole


def tree(node: Any) -> Iterator[Any]:
    """Every element of a structure tree."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from tree(one)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tree(node.K)


def test_a_screen_reader_finds_language_headings_tables_and_pictures(made: Made) -> None:
    with pikepdf.open(made.path) as pdf:
        assert str(pdf.Root.Lang) == "id"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "Laporan Hasil Survei" in str(pdf.docinfo["/Title"])
        assert not pdf.is_encrypted
        assert "/AcroForm" not in pdf.Root
        found = list(tree(pdf.Root.StructTreeRoot.K))
        kinds = [str(one.S) for one in found]
        assert kinds.count("/H1") == 2 + 5 + 6
        assert kinds.count("/H2") == 16
        assert kinds.count("/Table") >= 10
        assert kinds.count("/TH") >= 40
        assert kinds.count("/L") >= 5
        pictures = [str(one.get("/Alt", "")) for one in found if one.S == "/Figure"]
        assert any(text.startswith("Diagram batang nilai setiap unsur") for text in pictures)
        assert any("Diagram garis IKM: September 2026 90,43, Oktober 2026" in t for t in pictures)


def test_fonts_are_inside_and_the_file_calls_itself_tagged(made: Made) -> None:
    fonts = tool("pdffonts", str(made.path)).splitlines()[2:]
    assert fonts
    assert all(re.search(r" yes yes (yes|no) +\d+ +\d+$", line) for line in fonts), fonts
    assert re.search(r"Tagged: +yes", tool("pdfinfo", str(made.path)))


def test_the_seal_on_a_page_leads_to_the_public_page(made: Made, tmp_path: Path) -> None:
    tool(
        "pdftoppm", "-r", "150", "-f", "9", "-l", "9", "-png", str(made.path),
        str(tmp_path / "h"),
    )  # fmt: skip
    [page] = tmp_path.glob("h-*.png")
    assert tool("zbarimg", "-q", "--raw", str(page)).strip().endswith(f"/publik/segel/{paper.CODE}")


def test_figures_and_edited_text_stand_in_it_as_written(words: list) -> None:
    whole = " ".join(one[4] for page in words for one in page)
    material = long_material()
    assert f"adalah {str(material.figures.ikm).replace('.', ',')}, dengan mutu" in whole
    assert "<b>Aula</b> &" in whole
    assert "312 (tiga ratus dua belas)" in whole
    assert "Maria Y. Nalle, S.Sos., M.Si." in whole
    assert "NIP 19720314 199603 2 001" in whole


def test_a_draft_says_so_on_every_page() -> None:
    from kiosk.domain.index.seal import seal_of
    from kiosk.paper import report_pdf

    material = paper.make(
        paper.figures([]), before=(), plans=(), last_plans=(), closed_at=None, edition=0,
        seal=seal_of(paper.CODE, "", "aa" * 32),
    )  # fmt: skip
    made = report_pdf.make(material, lambda done, of: None)
    text = subprocess.run(
        [require("pdftotext"), "-layout", "-", "-"], input=made, capture_output=True, check=True
    ).stdout.decode()
    pages = text.rstrip("\f").split("\f")
    assert len(pages) > 10
    assert all("DRAF, belum ditutup" in page for page in pages)
    assert "DRAF, periode belum ditutup" in pages[0]
    assert "angka masih dapat berubah" in pages[1]
