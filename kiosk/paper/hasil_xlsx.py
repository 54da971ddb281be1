"""Papan hasil as a workbook: whoever types another index sees other points and other margins."""

from datetime import UTC, datetime, time
from fractions import Fraction

from kiosk.domain.month import NAMES
from kiosk.domain.zi import board_text as told
from kiosk.domain.zi.board import Board
from kiosk.domain.zi.board_rules import rules
from kiosk.domain.zi.monthly import Monthly
from kiosk.domain.zi.targets import Achievement
from kiosk.paper import hasil_xlsx_sums as sums
from kiosk.paper.workbook import Book, Formula, Page, Styled, place

TITLE = "Papan hasil"


def make(board: Board) -> bytes:
    """The whole file."""
    made = datetime.combine(board.made, time(), UTC)
    name = f"Papan hasil Zona Integritas {board.unit.name} {board.period.title}"
    book = Book(name, made, f"Sidik angka {board.digest[:16]}")
    first = book.page(TITLE, [40, 13, 13, 15, 17, 13, 15, 17], landscape=True)
    kinerja = sums.write(first, board)
    _origins(book.page("Asal angka", [28, 60, 90], landscape=True), board)
    _targets(book.page("Target", [44, 12, 12, 12, 14, 14, 40], landscape=True), board)
    _months(book.page("Tren", [16, 12, 12, 14, 14, 12, 12, 12], landscape=True), board, kinerja)
    _lke(book.page("Butir LKE", [12, 60, 50, 70], landscape=True), board)
    return book.content()


def _origins(page: Page, board: Board) -> None:
    page.add("Dari mana angkanya", style="title")
    page.skip()
    page.add("Bagian", "Asal", "Keterangan dan bukti", style="head")
    for one in told.parts(board):
        page.add(one.name, one.origin, " ".join(one.notes), style="wrap")
    page.skip()
    page.add("Aturan", "Pilihan", style="head")
    for label, choice in rules(board):
        page.add(label, choice, style="cell")
    page.add("sidik angka (SHA-256)", board.digest, style="cell")


def _targets(page: Page, board: Board) -> None:
    page.add("Target kinerja dari pengaduan", style="title")
    page.add("Tanpa laporan terlindungi. Median: capaian = (2 x target - realisasi) / target.")
    year = board.period.year
    page.add(
        "Indikator", "Target", str(year), str(year - 1), "Capaian (%)", "Lebih baik",
        "Pembanding", style="head",
    )  # fmt: skip
    for one, row in zip(board.performance.achievements, told.targets(board), strict=True):
        page.add(
            f"{row.label} ({row.measure})", one.target.value, _blank(one.this), _blank(one.last),
            _percent(one, page.row), row.better, row.peer, style="two",
        )  # fmt: skip
    page.skip()
    for reason in board.performance.proposal.reasons:
        page.add(reason)


def _blank(value: Fraction | None) -> Fraction | str:
    return "" if value is None else value


def _percent(one: Achievement, row: int) -> Formula | Fraction | str:
    if one.this is None or one.percent is None:
        return _blank(one.percent)
    target, this = place(row, 1), place(row, 2)
    text = f"{this}/{target}*100"
    if one.target.indicator.lower_is_better:
        text = f"MAX(0,(2*{target}-{this})/{target}*100)"
    return Formula(text, one.percent)


def _months(page: Page, board: Board, kinerja: str) -> None:
    page.add("Tren tiap bulan, survei unit sendiri", style="title")
    page.add("Perkiraan = IKM / 25. Poin hasil memakai capaian kinerja setahun.")
    page.add(
        "Bulan", "IPAK", "IPKP", "Perkiraan IKM", "Poin hasil", "SPAK", "SPKP", "SKM",
        style="head",
    )  # fmt: skip
    for one in board.months:
        page.add(
            NAMES[one.month % 100 - 1], _blank(one.ipak), _blank(one.ipkp), _blank(one.estimate),
            _hasil(one, board, page.row, kinerja),
            *(Styled(count, "whole") for count in one.answers), style="two",
        )  # fmt: skip


def _hasil(one: Monthly, board: Board, row: int, kinerja: str) -> Formula:
    conversion = board.hasil.conversion
    ipak, ipkp, estimate = (place(row, column) for column in (1, 2, 3))
    prime = f'IF({ipkp}="",{estimate},{ipkp})'
    points = (sums.points(cell, conversion) for cell in (ipak, prime))
    text = f'IF(OR({ipak}="",{prime}="",{kinerja}=""),"",{"+".join(points)}+{kinerja})'
    found = one.weighed(board.hasil.kinerja, conversion).hasil
    return Formula(text, "" if found is None else found)


def _lke(page: Page, board: Board) -> None:
    page.add("Butir LKE yang dibuktikan sistem ini", style="title")
    if board.lke is None:
        page.add("LKE belum ada.")
        return
    page.add(f"{board.lke.title}: {told.two(board.lke.points)} dari {told.two(board.lke.most)}")
    page.add("Butir", "Pertanyaan", "Jawaban", "Asal", style="head")
    for one in board.lke.lines:
        said, why = told.answer(one)
        page.add(one.code, one.question, said, why, style="wrap")
