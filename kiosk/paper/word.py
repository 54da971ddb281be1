"""What Word knows and python-docx has no word for: fields, repeated rows, borders, alt text."""

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

LANGUAGE = "id-ID"


def field(paragraph: Paragraph, instruction: str, shown: str = "") -> None:
    """``PAGE``, ``NUMPAGES``, ``TOC ...``: with ``shown`` until Word has computed it."""
    _mark(paragraph.add_run(), "begin")
    code = _made("w:instrText", {"xml:space": "preserve"})
    code.text = f" {instruction} "
    paragraph.add_run()._r.append(code)
    _mark(paragraph.add_run(), "separate")
    paragraph.add_run(shown)
    _mark(paragraph.add_run(), "end")


def open_field(paragraph: Paragraph, instruction: str) -> None:
    """A field whose result is the paragraphs from here to `close_field`."""
    _mark(paragraph.add_run(), "begin")
    code = _made("w:instrText", {"xml:space": "preserve"})
    code.text = f" {instruction} "
    paragraph.add_run()._r.append(code)
    _mark(paragraph.add_run(), "separate")


def close_field(paragraph: Paragraph) -> None:
    _mark(paragraph.add_run(), "end")


def _mark(run: Run, kind: str) -> None:
    run._r.append(_made("w:fldChar", {"w:fldCharType": kind}))


def updated_on_opening(document: Any) -> None:
    """Page numbers of the contents are known to Word alone: it asks whether to compute them."""
    document.settings.element.append(_made("w:updateFields", {"w:val": "true"}))


def spoken_in(document: Any, language: str = LANGUAGE) -> None:
    """So that spelling is checked, and text read aloud, in that language."""
    document.core_properties.language = language
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for one in defaults.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia"):
            one.set(qn(name), language)


def font_of(style: Any, name: str) -> None:
    """For every script: a template names fonts of its theme, which would win."""
    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), name)
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(kind), None)


def repeated(table: Table, rows: int = 1) -> None:
    """The first rows come again on each page; no row is torn."""
    for place, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(_made("w:cantSplit", {}))
        if place < rows:
            properties.append(_made("w:tblHeader", {}))


def fixed(table: Table, widths: Sequence[int]) -> None:
    """Columns keep these widths, in the grid too: LibreOffice reads no other. Long words break."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)


def plain(style: Any) -> None:
    """Without the rule that the template draws below it."""
    for one in style.element.iter(qn("w:pBdr")):
        one.getparent().remove(one)
        return


def shaded(cell: _Cell, colour: str) -> None:
    """``colour``: six digits."""
    made = _made("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": colour})
    cell._tc.get_or_add_tcPr().append(made)


def ruled(paragraph: Paragraph, kind: str = "double", size: int = 6) -> None:
    """A rule below; ``size`` in eighths of a point."""
    borders = _made("w:pBdr", {})
    rule = {"w:val": kind, "w:sz": str(size), "w:space": "4", "w:color": "000000"}
    borders.append(_made("w:bottom", rule))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def described(run: Run, text: str) -> None:
    """What a screen reader says of the picture in this run; "" marks it as decoration."""
    for one in run._r.iter(qn("wp:docPr")):
        one.set("descr", text)
        one.set("title", "")


def _made(name: str, attributes: dict[str, str]) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element
