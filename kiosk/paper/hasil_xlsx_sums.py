"""The first page of the workbook of the papan hasil: figures, sums, lines and verdicts that live.

A blank index stays blank in every sum it belongs to, as in `kiosk.domain.zi.hasil`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kiosk.domain.zi import board_text as told
from kiosk.domain.zi.board import Board
from kiosk.domain.zi.board_text import Part
from kiosk.domain.zi.figures import half_up
from kiosk.domain.zi.hasil import (
    BERSIH_AKUNTABEL_MAX,
    HASIL_MAX,
    PELAYANAN_PRIMA_MAX,
    TOTAL_MAX,
    Conversion,
)
from kiosk.domain.zi.margins import Margin, Measure
from kiosk.paper.workbook import Cell, Formula, Page, Styled, fixed, place

INDEX, PRINTED, POINTS, TESTED = 1, 2, 3, 4
_YES, _NO, _UNKNOWN, _ESTIMATE = "ya", "tidak", "belum diketahui", "perkiraan"
_FULL = "17.5"


@dataclass(frozen=True)
class _Rows:
    """Numbers of the rows that the lines look at, by name."""

    at: dict[str, int]
    conversion: Conversion

    def value(self, line: Margin) -> str:
        """The cell held against ``line``."""
        column = PRINTED if line.measure is Measure.INDEX else TESTED
        return place(self.at[line.name], column)


def write(page: Page, board: Board) -> str:
    """The address of the capaian kinerja, as other pages name it."""
    page.add("Papan hasil Zona Integritas", style="title")
    page.add(f"{board.unit.name}, {board.period.title}", style="strong")
    page.add("Ubah indeks, capaian kinerja atau pengungkit: nilai, selisih dan predikat mengikuti.")
    if board.provisional:
        page.add(f"IPKP masih perkiraan dari IKM. {told.NEVER}", style="warning")
    page.skip()
    rows = _parts(page, board)
    page.skip()
    _lines(page, board, rows)
    return f"'{page.name}'!{fixed(rows.at['kinerja'], POINTS)}"


def points(cell: str, conversion: Conversion) -> str:
    """Formula of the points that the index in ``cell`` earns."""
    if conversion is Conversion.LINEAR:
        return f"{cell}/4*{_FULL}"
    return f"IF({cell}>=4,1,IF({cell}>=3,0.67,IF({cell}>=2,0.33,0)))*{_FULL}"


def _parts(page: Page, board: Board) -> _Rows:
    page.add(
        "Bagian", "Indeks", "Indeks cetak", "Nilai", "Nilai yang diuji", "Paling tinggi",
        "Perkiraan", style="head",
    )  # fmt: skip
    rows = _Rows({}, board.hasil.conversion)
    for one in told.parts(board):
        rows.at[one.key] = page.row
        _part(page, board, one)
    both = ("ipak", "kinerja")
    _sum(page, rows, "bersih_akuntabel", "Birokrasi yang Bersih dan Akuntabel", both, board,
         BERSIH_AKUNTABEL_MAX)  # fmt: skip
    _sum(page, rows, "pelayanan_prima", "Pelayanan Publik yang Prima", ("ipkp",), board,
         PELAYANAN_PRIMA_MAX)  # fmt: skip
    _sum(page, rows, "hasil", "Hasil", ("bersih_akuntabel", "pelayanan_prima"), board, HASIL_MAX)
    _sum(page, rows, "total", "Nilai total", ("hasil", "pengungkit"), board, TOTAL_MAX)
    return rows


def _part(page: Page, board: Board, one: Part) -> None:
    row, index = page.row, board.survey(one.key)
    if one.key not in ("ipak", "ipkp"):
        value = "" if one.points is None else one.points
        tested = Formula(place(row, POINTS), value)
        page.add(one.name, "", "", value, tested, one.most, "", style="four")
        return
    conversion = board.hasil.conversion
    value, printed = place(row, INDEX), place(row, PRINTED)
    rounded = half_up(index.value) if index else None
    points_now, tested_now = getattr(board.hasil, one.key), getattr(board.hasil.rounded, one.key)
    page.add(
        one.name,
        index.value if index else "",
        Styled(_unless(value, f"ROUND({value},2)", rounded), "two"),
        _unless(value, points(value, conversion), points_now),
        _unless(printed, f"ROUND({points(printed, conversion)},8)", tested_now),
        one.most,
        _YES if one.provisional else _NO,
        style="four",
    )


def _unless(blank: str, text: str, value: Fraction | None) -> Formula:
    return Formula(f'IF({blank}="","",{text})', "" if value is None else value)


def _sum(
    page: Page,
    rows: _Rows,
    name: str,
    label: str,
    parts: Sequence[str],
    board: Board,
    most: Fraction,
) -> None:
    rows.at[name] = page.row
    made = []
    for column, hasil in ((POINTS, board.hasil), (TESTED, board.hasil.rounded)):
        cells = [place(rows.at[part], column) for part in parts]
        blank = ",".join(f'{cell}=""' for cell in cells)
        value: Fraction | None = getattr(hasil, name)
        text = f'IF(OR({blank}),"",{"+".join(cells)})'
        made.append(Formula(text, "" if value is None else value))
    page.add(Styled(label, "label"), "", "", made[0], made[1], most, "", style="four")


def _lines(page: Page, board: Board, rows: _Rows) -> None:
    names = [one.predicate.code.upper() for one in board.verdicts]
    head = [text for name in names for text in (name, f"Selisih {name}", f"Terpenuhi {name}")]
    page.add("Syarat", "Nilai unit", *head, style="head")
    first = page.row
    for lines in zip(*(board.margins[one.predicate.code] for one in board.verdicts), strict=True):
        _line(page, rows, lines)
    earlier = {True: _YES, False: _NO, None: _UNKNOWN}[board.known.earlier]
    page.add("Predikat sebelumnya", "", "", "", "tidak disyaratkan", "(Menuju) WBK", "", earlier,
             style="cell")  # fmt: skip
    _verdicts(page, board, first, page.row - 1)


def _line(page: Page, rows: _Rows, lines: Sequence[Margin]) -> None:
    row, own = page.row, lines[0]
    value = place(row, 1)
    found = "" if own.value is None else own.value
    ours = Formula(rows.value(own), found) if own.name in rows.at else found
    cells: list[Cell] = []
    for at, line in enumerate(lines):
        needed, gap = place(row, 2 + 3 * at), place(row, 3 + 3 * at)
        cells += [
            line.needed,
            _unless(value, f"ROUND({value}-{needed},8)", line.gap),
            Styled(Formula(_met(rows, line, gap), _word(line)), "centre"),
        ]
    page.add(Styled(f"{own.label} ({own.measure})", "cell"), ours, *cells, style="four")


def _met(rows: _Rows, line: Margin, gap: str) -> str:
    plain = f'IF({gap}="","{_UNKNOWN}",IF({gap}>=0,"{_YES}","{_NO}"))'
    if line.name != "ipkp":
        return plain
    mark = place(rows.at["ipkp"], 6)
    return f'IF(AND({mark}="{_YES}",{gap}<>""),"{_ESTIMATE}",{plain})'


def _word(line: Margin) -> str:
    if line.gap is None:
        return _UNKNOWN
    if line.provisional:
        return _ESTIMATE
    return _YES if line.gap >= 0 else _NO


def _verdicts(page: Page, board: Board, first: int, last: int) -> None:
    """The six lines have to be met; of what follows them nothing may be missed."""
    cells: list[Styled | str] = [Styled("Predikat", "label"), ""]
    for at, verdict in enumerate(board.verdicts):
        column, six = 4 + 3 * at, first + 5
        met = f'COUNTIF({place(first, column)}:{place(six, column)},"{_YES}")=6'
        missed = f'COUNTIF({place(six + 1, column)}:{place(last, column)},"{_NO}")=0'
        text = f'IF(AND({met},{missed}),"memenuhi","belum memenuhi")'
        value = "memenuhi" if verdict.passes else "belum memenuhi"
        cells += ["", "", Styled(Formula(text, value), "label")]
    page.add(*cells, style="cell")
    for verdict in board.verdicts:
        for line in verdict.unchecked:
            page.add(f"{verdict.predicate.code.upper()}: {line.sentence}.")
