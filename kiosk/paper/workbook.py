"""A workbook written row by row: few styles, text that runs nothing, formulas with their values.

Rows are written downwards only (constant memory), so what stands to the right of a table is kept
until its row comes (`Page.beside`). A formula always carries the value it will have: previews and
phones do not compute (and read an empty cell otherwise).
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from kiosk.domain.cells import neutral


@dataclass(frozen=True)
class Formula:
    """``text`` without "="; ``value``: what it gives."""

    text: str
    value: "Plain"

    @property
    def whole(self) -> int:
        """Its value where that is a whole number; raises `TypeError` elsewhere."""
        if not isinstance(self.value, int):
            raise TypeError(self.text)
        return self.value


@dataclass(frozen=True)
class Styled:
    """A cell in one of `STYLES`."""

    cell: "Plain | Formula"
    style: str


Plain = str | int | Decimal | Fraction | None
Cell = Plain | Formula | Styled

_EDGE = {"border": 1, "border_color": "#7F7F7F", "valign": "top"}
_DARK = {"bold": True, "bg_color": "#DCE6F1", "text_wrap": True, "align": "center"}
STYLES: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 14},
    "strong": {"bold": True},
    "warning": {"bold": True, "font_color": "#9C0006"},
    "head": {**_EDGE, **_DARK, "valign": "vcenter"},
    "cell": _EDGE,
    "centre": {**_EDGE, "align": "center"},
    "wrap": {**_EDGE, "text_wrap": True},
    "label": {**_EDGE, "bold": True},
    "two": {**_EDGE, "num_format": "0.00"},
    "three": {**_EDGE, "num_format": "0.000"},
    "four": {**_EDGE, "num_format": "0.0000"},
    "result": {**_EDGE, "num_format": "0.00", "bold": True, "font_size": 14},
    "whole": {**_EDGE, "num_format": "0"},
}


class Book:
    """``made``: the day in the file's properties; nothing else in it tells when it was made.
    ``foot``: printed on each page."""

    def __init__(self, title: str, made: datetime, foot: str) -> None:
        self._foot = foot.replace("&", "&&")
        self._out = io.BytesIO()
        self._book: Any = xlsxwriter.Workbook(self._out, {"constant_memory": True})
        self._book.set_properties({"title": title, "created": made})
        self.styles = {name: self._book.add_format(style) for name, style in STYLES.items()}

    def page(self, name: str, widths: Sequence[float], *, landscape: bool = False) -> "Page":
        """``name``: up to 31 letters. ``widths`` of its columns, in letters."""
        sheet = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L&8{self._foot}&R&8&P/&N")
        if landscape:
            sheet.set_landscape()
        return Page(name, sheet, self.styles)

    def content(self) -> bytes:
        """The file; the book is closed then."""
        self._book.close()
        return self._out.getvalue()


class Page:
    """``row``: the next one, from 0."""

    def __init__(self, name: str, sheet: Any, styles: Mapping[str, Any]) -> None:
        self.name, self.sheet, self.styles = name, sheet, styles
        self.row = 0
        self._beside: dict[int, tuple[int, Sequence[Cell]]] = {}

    def beside(self, row: int, column: int, cells: Sequence[Cell]) -> None:
        """What stands from ``column`` on when ``row`` comes."""
        self._beside[row] = (column, cells)

    def add(self, *cells: Cell, style: str | None = None, column: int = 0) -> int:
        """A row from ``column`` on; None leaves a cell out. Its number."""
        row = self.row
        self._put(row, column, cells, style)
        if row in self._beside:
            at, more = self._beside.pop(row)
            self._put(row, at, more, style="cell")
        self.row += 1
        return row

    def add_scores(self, number: int, scores: bytes) -> None:
        """A respondent: its number, then a cell a score; 0 is a blank and stays an empty cell."""
        style, write, row = self.styles["whole"], self.sheet.write_number, self.row
        write(row, 0, number, style)
        for column, score in enumerate(scores, 1):
            if score:
                write(row, column, score, style)
            else:
                self.sheet.write_blank(row, column, None, style)
        if row in self._beside:
            at, more = self._beside.pop(row)
            self._put(row, at, more, style="cell")
        self.row += 1

    def skip(self, rows: int = 1) -> None:
        """Empty rows, but for what stands beside."""
        for _ in range(rows):
            self.add()

    def finish(self) -> None:
        """Down to the last row of what stands beside."""
        while self._beside:
            self.add()

    def freeze(self, rows: int, columns: int = 0) -> None:
        self.sheet.freeze_panes(rows, columns)

    def repeat(self, first: int, last: int) -> None:
        """Rows that stand on top of each printed page."""
        self.sheet.repeat_rows(first, last)

    def picture(self, content: bytes) -> None:
        """A PNG below the last row, at half its size."""
        scale = {"x_scale": 0.5, "y_scale": 0.5, "image_data": io.BytesIO(content)}
        self.sheet.insert_image(self.row + 1, 0, "segel.png", scale)

    def link(self, row: int, column: int) -> str:
        """The cell as another page names it."""
        return f"'{self.name}'!{place(row, column)}"

    def _put(self, row: int, column: int, cells: Sequence[Cell], style: str | None) -> None:
        for at, cell in enumerate(cells, column):
            if isinstance(cell, Styled):
                self._write(row, at, cell.cell, self.styles[cell.style])
            elif cell is not None:
                self._write(row, at, cell, self.styles[style] if style else None)

    def _write(self, row: int, column: int, cell: Plain | Formula, style: Any) -> None:
        if cell is None:
            self.sheet.write_blank(row, column, None, style)
        elif isinstance(cell, Formula):
            self.sheet.write_formula(row, column, f"={cell.text}", style, _shown(cell.value))
        elif isinstance(cell, str):
            self.sheet.write_string(row, column, neutral(cell), style)
        else:
            self.sheet.write_number(row, column, float(cell), style)


def _shown(value: Plain) -> str | int | float:
    if value is None:
        return ""
    return value if isinstance(value, str | int) else float(value)


def place(row: int, column: int) -> str:
    """ "B9" of (8, 1)."""
    return str(xl_rowcol_to_cell(row, column))


def fixed(row: int, column: int) -> str:
    """ "$B$9" of (8, 1)."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def span(row: int, column: int, last_row: int, last_column: int) -> str:
    """ "B9:B20"."""
    return f"{place(row, column)}:{place(last_row, last_column)}"
