"""The page that divides by hand, so that a spreadsheet rounds a tie as the regulation's figure is.

See `kiosk.domain.index.longhand` for why; here every step is a formula with its value, and no
number in it is too large for a spreadsheet to hold exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.index import longhand
from kiosk.domain.index.longhand import BASE, Sum
from kiosk.paper.workbook import Cell, Formula, Page, Styled, fixed, place, span

NOTE = (
    "Lembar kerja menghitung dengan bilangan biner, sehingga nilai yang tepat berakhir pada 5 "
    "dapat dibulatkan keliru.",
    "Karena itu pembulatan ke dua desimal dihitung di sini dengan pembagian bersusun, empat angka "
    "setiap langkah, seluruhnya bilangan bulat.",
    "Penjaga ditambahkan pada angka terakhir; besarnya kurang dari jarak terdekat ke nilai tengah, "
    "jadi pembulatan setengah ke atas di sini tepat.",
)
_FIRST = 8
"""Column of the first digit: label, sum, filled, items, over, under, whole and rest are before."""


@dataclass(frozen=True)
class Term:
    """A mean of scores: ``total`` / (``n`` x ``items``), each a reference with its value."""

    label: str
    total: Formula
    n: Formula
    items: Formula

    @property
    def values(self) -> tuple[int, int, int]:
        return self.total.whole, self.n.whole, self.items.whole


@dataclass(frozen=True)
class Factor:
    """What the sum of the terms is multiplied with and divided by, and what is added after."""

    over: Formula | int
    under: Formula | int
    added: int = 0

    @property
    def values(self) -> tuple[int, int]:
        return _whole(self.over), _whole(self.under)


def _whole(one: Formula | int) -> int:
    return one.whole if isinstance(one, Formula) else one


def begin(page: Page) -> None:
    page.add("Hitungan tepat", style="title")
    for line in NOTE:
        page.add(line)
    page.skip()


def rounded(page: Page, title: str, terms: Sequence[Term], factor: Factor, common: int) -> Formula:
    """A block that adds the terms and rounds half up to a whole number; a link to its result.
    ``common``: a common denominator of the terms, or more."""
    places = longhand.places_for(len(terms), common)
    found = longhand.add([_fraction(term, factor) for term in terms], places)
    page.add(title, style="strong")
    at = page.add("Pengali", factor.over, "Pembagi", factor.under, "Ditambah", factor.added)
    page.add(*_titles(places), style="head")
    first = page.row
    for term, part in zip(terms, found.parts, strict=True):
        page.add(*_line(page.row, at, term, part), style="whole")
    last = page.row - 1
    page.add(*_sums(found, first, last), style="whole")
    extras = longhand.extras(len(terms), places)
    page.add(*_spread("Setengah dan penjaga", extras), style="whole")
    page.add(*_carries(page.row, found), style="whole")
    whole = f"{place(page.row - 3, 6)}+{place(page.row - 1, _FIRST)}+{place(at, 5)}"
    result = page.add("Hasil", Formula(whole, found.result + factor.added), style="label")
    page.skip()
    return Formula(page.link(result, 1), found.result + factor.added)


def _fraction(term: Term, factor: Factor) -> tuple[int, int]:
    (total, n, items), (over, under) = term.values, factor.values
    return (total * over, n * items * under) if n else (0, 1)


def _titles(places: int) -> list[Cell]:
    names = ["Suku", "Jumlah", "Terisi", "Butir", "Pembilang", "Penyebut", "Bulat", "Sisa"]
    for number in range(1, places + 1):
        names += [f"Angka {number}", f"Sisa {number}"]
    return list(names)


def _line(row: int, at: int, term: Term, part: longhand.Part) -> list[Cell]:
    """``at``: the row of multiplier and divisor."""
    total, n, items, over, under, whole = (place(row, column) for column in range(1, 7))
    cells: list[Cell] = [
        Styled(term.label, "label"),
        term.total,
        term.n,
        term.items,
        Formula(f"IF({n}=0,0,{total}*{fixed(at, 1)})", part.over),
        Formula(f"IF({n}=0,1,{n}*{items}*{fixed(at, 3)})", part.under),
        Formula(f"INT({over}/{under})", part.whole),
        Formula(f"{over}-{whole}*{under}", part.rests[0]),
    ]
    for number, digit in enumerate(part.digits):
        column = _FIRST + 2 * number
        rest = place(row, column - 1)
        cells += [
            Formula(f"INT({rest}*{BASE}/{under})", digit),
            Formula(f"{rest}*{BASE}-{place(row, column)}*{under}", part.rests[number + 1]),
        ]
    return cells


def _sums(found: Sum, first: int, last: int) -> list[Cell]:
    def added(column: int, value: int) -> Formula:
        return Formula(f"SUM({span(first, column, last, column)})", value)

    cells: list[Cell] = [Styled("Jumlah", "label"), *([None] * 5), added(6, found.whole), None]
    for number, value in enumerate(found.sums):
        cells += [added(_FIRST + 2 * number, value), None]
    return cells


def _spread(label: str, values: Sequence[int | Formula]) -> list[Cell]:
    cells: list[Cell] = [Styled(label, "label"), *([None] * (_FIRST - 1))]
    for value in values:
        cells += [value, None]
    return cells


def _carries(row: int, found: Sum) -> list[Cell]:
    made: list[int | Formula] = []
    for number, value in enumerate(found.carries):
        column = _FIRST + 2 * number
        here = f"{place(row - 2, column)}+{place(row - 1, column)}"
        right = f"+{place(row, column + 2)}" if number + 1 < len(found.carries) else ""
        made.append(Formula(f"INT(({here}{right})/{BASE})", value))
    return _spread("Simpanan", made)
