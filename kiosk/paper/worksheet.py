"""Pengolahan data: the workbook from which anybody can see how the index came about.

The rows of respondents, sums and index with formulas that compute, and the tables of the report
beside it. A spreadsheet that recalculates it comes to the printed figure, to the last digit.
"""

from collections.abc import Callable
from datetime import UTC, datetime, time

from kiosk.domain.index.document import TOO_HEAVY, UnfitDocument
from kiosk.domain.index.respondents import Sheet, counted, method_of, recomputed
from kiosk.paper import worksheet_index, worksheet_rows, worksheet_tables
from kiosk.paper.workbook import Book
from kiosk.paper.worksheet_layout import NAME, Layout

MOST_ROWS = 1_000_000
"""A sheet ends at row 1,048,576."""


def make(material: Sheet, told: Callable[[int, int], None]) -> bytes:
    """Raises `UnfitDocument` above `MOST_ROWS` respondents."""
    sheet, rows = material, len(material.rows)
    if rows > MOST_ROWS:
        raise UnfitDocument(TOO_HEAVY)
    material_of = sheet.material
    made = datetime.combine(material_of.made, time(), UTC)
    title = f"Pengolahan data {sheet.figures.unit_name} {material_of.period.title}"
    book = Book(title, made, material_of.seal.line)
    found = recomputed(sheet) if rows else None
    items = len(material_of.instrument.items)
    page = book.page(NAME, [28, *([9] * items), 10, 4, 6, 44, 9, 15, 7], landscape=True)
    exact = book.page("Hitungan tepat", [30, *([12] * 7)], landscape=True) if found else None
    worksheet_rows.head(page, sheet, _notice(sheet, found.ikm if found else None))
    if found and exact:
        tally = counted(material_of.instrument, sheet.rows)
        layout = Layout(
            material_of.instrument, tally, method_of(sheet.figures, material_of.instrument), found
        )
        rounded = worksheet_index.build(exact, layout)
        worksheet_rows.fill(page, sheet, layout, rounded, lambda at: told(at, rows + 1))
    worksheet_tables.add(book, sheet)
    told(rows, rows + 1)
    return book.content()


def _notice(sheet: Sheet, ikm: object) -> str:
    """What the reader must know before the first number; "" where all is as it should be."""
    figures = sheet.figures
    if figures.ikm is None:
        return figures.withheld or "Belum ada responden pada periode ini."
    if figures.method.rollup == "unit" and figures.by_unit:
        return (
            f"IKM {figures.unit_name} ({figures.ikm}) adalah rata-rata IKM unit di bawahnya; "
            "lembar ini menghitung dari semua jawaban, sehingga hasilnya dapat berbeda."
        )
    if ikm != figures.ikm or len(sheet.rows) != figures.respondents:
        return (
            f"PERHATIAN: baris di bawah ini ({len(sheet.rows)} responden, IKM {ikm}) tidak sama "
            f"dengan angka periode ({figures.respondents} responden, IKM {figures.ikm}). "
            "Minta pengelola memeriksa catatan jawaban."
        )
    return ""
