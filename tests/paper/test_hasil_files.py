"""Papan hasil on paper and as a workbook: another program finds in them what the app says.

One paper is made, and one start of LibreOffice computes every workbook anew.
"""

from __future__ import annotations

import re
import subprocess
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import openpyxl
import pikepdf
import pytest

from kiosk.domain.zi.board_text import limits, parts
from kiosk.domain.zi.hasil import Conversion, Source
from kiosk.domain.zi.thresholds import Known
from kiosk.paper import hasil_pdf, hasil_xlsx
from tests import boards
from tests.paper import sheets
from tests.services.tools import require

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.domain.zi.board import Board

PAGE = "Papan hasil"
BOARDS = {
    "whole": boards.make(),
    "passes": boards.make(ipkp="3.60", option="B", pengungkit="60"),
    "tie": boards.make(ipak="3.595", ipkp="3.5949"),
    "estimate": boards.make(ipkp="3.90", source=Source.ESTIMATE),
    "steps": boards.make(conversion=Conversion.LANGKAH),
    "nothing": boards.make(None, None, None, None, known=Known()),
}


class Read(NamedTuple):
    board: Board
    ours: Any
    theirs: Any


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    """Ours with the values we wrote, theirs as LibreOffice computes them; "changed" is "whole"
    with another IPAK and no pengungkit typed into it."""
    folder = tmp_path_factory.mktemp("hasil")
    contents = {name: hasil_xlsx.make(one) for name, one in BOARDS.items()}
    for name, content in contents.items():
        sheets.without_values(content, folder / f"{name}.xlsx")
    _retype(folder / "whole.xlsx", folder / "changed.xlsx")
    out = sheets.recalculated([*folder.glob("*.xlsx")], folder)
    theirs = {path.stem: openpyxl.load_workbook(path, data_only=True) for path in out.iterdir()}
    found = {}
    for name, content in contents.items():
        ours = folder / f"ours-{name}.xlsx"
        ours.write_bytes(content)
        read = openpyxl.load_workbook(ours, data_only=True)
        found[name] = Read(BOARDS[name], read, theirs[name])
    return found | {"changed": Read(BOARDS["whole"], None, theirs["changed"])}


def _retype(source: Path, target: Path) -> None:
    book = openpyxl.load_workbook(source)
    for row in book[PAGE].iter_rows():
        if row[0].value == "IPAK":
            row[1].value = 3.59
        if row[0].value == "Pengungkit":
            row[3].value = None
    book.save(target)


def rows(book: Any, page: str = PAGE) -> dict[str, list[Any]]:
    """By the first cell; the last of each."""
    return {str(row[0]): list(row) for row in book[page].iter_rows(values_only=True) if row[0]}


def test_every_formula_gives_what_the_app_printed(books: dict[str, Read]) -> None:
    for name, (_, ours, theirs) in books.items():
        for page in ours.sheetnames if ours else ():
            for row, other in zip(ours[page].iter_rows(), theirs[page].iter_rows(), strict=False):
                for cell, computed in zip(row, other, strict=False):
                    where = (name, page, cell.coordinate)
                    if isinstance(cell.value, int | float):
                        assert computed.value == pytest.approx(cell.value, abs=1e-6), where
                    else:
                        assert (computed.value or "") == (cell.value or ""), where


def test_points_margins_and_verdicts_are_those_of_the_app(books: dict[str, Read]) -> None:
    for name, (board, _, book) in books.items():
        if name == "changed":
            continue
        found = rows(book)
        total = board.hasil.total
        assert (
            found["Nilai total"][3] in (None, "")
            if total is None
            else found["Nilai total"][3] == pytest.approx(float(total))
        ), name
        words = [found["Predikat"][4], found["Predikat"][7]]
        told = ["memenuhi" if one.passes else "belum memenuhi" for one in board.verdicts]
        assert words == told, name
        for line in board.margins["wbk"]:
            row = found[f"{line.label} ({line.measure})"]
            met = {True: "ya", False: "tidak", None: "belum diketahui"}[line.met]
            assert row[4] == ("perkiraan" if line.provisional and line.met is None else met), name
            if line.gap is not None:
                assert row[3] == pytest.approx(float(line.gap), abs=1e-6), (name, line.name)


def test_some_pass_and_some_do_not(books: dict[str, Read]) -> None:
    words = {name: rows(one.theirs)["Predikat"][4::3] for name, one in books.items()}
    assert words["passes"] == ["memenuhi", "memenuhi"]
    assert words["whole"] == ["memenuhi", "belum memenuhi"]
    assert words["estimate"] == ["belum memenuhi", "belum memenuhi"]


def test_another_index_typed_in_changes_points_margin_and_verdict(books: dict[str, Read]) -> None:
    found = rows(books["changed"].theirs)
    assert found["IPAK"][3] == pytest.approx(3.59 / 4 * 17.5)
    assert found["IPAK (indeks)"][3] == pytest.approx(-0.01)
    assert found["IPAK (indeks)"][4] == "tidak"
    assert found["Nilai total"][3] in (None, "")
    assert found["Pengungkit (poin)"][4] == "belum diketahui"
    assert found["Predikat"][4] == "belum memenuhi"


def test_targets_and_months_live_too(books: dict[str, Read]) -> None:
    board, _, book = books["whole"]
    found = rows(book, "Target")
    one, days = board.performance.achievements
    assert one.percent is not None
    label = "Pengaduan yang ditindaklanjuti (persen)"
    assert found[label][4] == pytest.approx(float(one.percent))
    assert days.percent == Fraction(110)
    assert found["Median lama penyelesaian pengaduan (hari kerja)"][4] == pytest.approx(110)
    february = rows(book, "Tren")["Februari"]
    assert february[4] == pytest.approx(float(Fraction("3.61") / 4 * 35 / 2 + Fraction("3.75")
                                              + Fraction("3.3") / 4 * 35 / 2))  # fmt: skip
    assert rows(book, "Tren")["Januari"][4] in (None, "")


def test_what_people_wrote_runs_nothing_in_the_workbook(books: dict[str, Read]) -> None:
    lines = rows(books["whole"].theirs, "Butir LKE")
    assert lines["V.p.iii.b"][1] == boards.QUESTION
    assert "SPAK, 120 responden" in rows(books["whole"].theirs, "Asal angka")["IPAK"][1]


@pytest.fixture(scope="module")
def paper() -> bytes:
    return hasil_pdf.make(BOARDS["estimate"])


@pytest.fixture(scope="module")
def words(paper: bytes) -> str:
    command = [require("pdftotext"), "-layout", "-", "-"]
    found = subprocess.run(command, input=paper, capture_output=True, check=True)
    return re.sub(r"\s+", " ", found.stdout.decode())


def test_the_paper_tells_every_number_with_its_source_and_margin(words: str) -> None:
    board = BOARDS["estimate"]
    for one in parts(board):
        assert one.origin.split(",")[0] in words, one.key
    for line in limits(board):
        assert line.told[0].split(" (")[0].split(";")[0] in words, line.label
    for shown in (
        "Perkiraan tidak pernah menjadi dasar lulus", "Dari target ini mengikuti pilihan B",
        "38 dari 40 laporan", "Pengaduan masyarakat", "Februari", board.digest[:16],
    ):  # fmt: skip
        assert shown in words, shown


def test_the_paper_is_tagged_and_named(paper: bytes, tmp_path: Path) -> None:
    path = tmp_path / "hasil.pdf"
    path.write_bytes(paper)
    with pikepdf.open(path) as pdf:
        assert "Papan hasil" in str(pdf.docinfo["/Title"])
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "id"
        assert 2 <= len(pdf.pages) <= 6


def test_equal_figures_have_one_digest_and_another_index_another() -> None:
    assert boards.make().digest == BOARDS["whole"].digest
    others = {one.digest for one in BOARDS.values()}
    assert len(others) == len(BOARDS)
