"""Cells of a table that leaves the house: no spreadsheet that opens it runs anything (F31).

A name or a suggestion that begins with "=" would be a formula in the hands of whoever opens the
file. The quote goes before it, and nothing else of what a citizen wrote is changed.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kiosk.domain.rounding import written

Cell = str | int | Decimal | Fraction | date | None

_UNSEEN = " \u00a0\u200b\u200c\u200d\u200e\u200f\u2060\u3000\ufeff"
"""What programs leave aside before they look for a formula."""
_RUNS = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")


def neutral(text: str) -> str:
    """``text`` with a quote before each line a spreadsheet would run; line ends become "\\n",
    other control characters but the tab go. What is a number is given as one, not as text."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(_line(line) for line in plain.split("\n"))


def _line(text: str) -> str:
    """A spreadsheet that speaks Indonesian takes a semicolon for the end of a cell."""
    return ";".join(_start(part) for part in text.split(";"))


def _start(text: str) -> str:
    return f"'{text}" if text.lstrip(_UNSEEN).startswith(_RUNS) else text


def plain(cell: Cell) -> str:
    """A cell for a machine: decimal point, ISO dates, "" for None; text made neutral."""
    if isinstance(cell, str):
        return neutral(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Fraction):
        return written(cell)
    return "" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def csv_text(titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """One header row, comma, CRLF (RFC 4180); without the mark of UTF-8, which belongs to files."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(titles)
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return out.getvalue()
