"""Laporan SKM as a Word file with real styles, for offices that edit it further."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Cm, Pt, RGBColor

from kiosk.domain.index.material import Material
from kiosk.domain.index.report_outline import report
from kiosk.domain.index.report_parts import (
    Bullets,
    Chapter,
    Figure,
    Formula,
    Para,
    Part,
    Slot,
    Table,
)
from kiosk.domain.index.seal import DRAFT
from kiosk.paper import raster, seals, word
from kiosk.paper.report_view import cover, drawing, signature, summary

STEPS = 3
FONT = "Arial"
LINE = Cm(16)
"""Between the margins of an A4."""
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
_RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
_CONTENTS = 'TOC \\o "1-2" \\h \\z \\u'
_HEAD, _SUM = "E8EDF5", "F4F4F4"


def make(material: Material, told: Callable[[int, int], None]) -> bytes:
    """The whole file. ``told``: steps done, of how many."""
    told(0, STEPS)
    chapters = report(material)
    told(1, STEPS)
    made = _Writer(material)
    made.write(chapters)
    told(2, STEPS)
    out = io.BytesIO()
    made.file.save(out)
    told(STEPS, STEPS)
    return out.getvalue()


LONGEST_PROPERTY = 255


class _Writer:
    """One file from its cover to its last appendix."""

    def __init__(self, m: Material) -> None:
        self.m = m
        self.file = docx.Document()
        _page(self.file.sections[0])
        _styles(self.file)

    def write(self, chapters: Sequence[Chapter]) -> None:
        self._properties()
        self._margins()
        self._cover()
        self._approval()
        self._contents(chapters)
        for one in chapters:
            self._chapter(one)

    def _properties(self) -> None:
        shown, kept = cover(self.m), self.file.core_properties
        # Word keeps no more of these; the cover says them whole.
        kept.title = f"{shown.title} {shown.unit} {shown.period}"[:LONGEST_PROPERTY]
        kept.author = shown.unit[:LONGEST_PROPERTY]
        kept.comments = ""
        word.spoken_in(self.file)
        word.updated_on_opening(self.file)

    def _margins(self) -> None:
        """The head and foot of each page; the cover has the seal only."""
        section, shown = self.file.sections[0], cover(self.m)
        section.different_first_page_header_footer = True
        head = section.header.paragraphs[0]
        draft = f" · {DRAFT}" if self.m.is_draft else ""
        head.add_run(f"{shown.title}, {shown.unit}, {shown.period}{draft}")
        self._seal(section.first_page_footer.paragraphs[0])
        foot = section.footer.paragraphs[0]
        self._seal(foot)
        foot.add_run("    Halaman ")
        word.field(foot, "PAGE", "1")
        foot.add_run(" dari ")
        word.field(foot, "NUMPAGES", "1")

    def _seal(self, paragraph: Any) -> None:
        code = seals.qr_png(self.m.seal)
        if code:
            run = paragraph.add_run()
            run.add_picture(io.BytesIO(code), width=Cm(1.9))
            word.described(run, "Kode QR segel dokumen")
        paragraph.add_run(f"  {seals.line(self.m.seal)}")

    def _cover(self) -> None:
        shown, crest = cover(self.m), self.m.letterhead.crest
        first = self._line("", space=90)
        if crest:
            run = first.add_run()
            run.add_picture(io.BytesIO(crest), height=Cm(4))
            word.described(run, f"Lambang {shown.instansi}")
        self.file.add_paragraph(shown.title, style="Title")
        self._line(shown.unit, size=16, bold=True, space=24)
        self._line(f"Periode {shown.period}", size=14, space=12)
        if self.m.is_draft:
            self._line("DRAF, periode belum ditutup", bold=True)
        self._line(shown.instansi, size=12, bold=True, space=160)
        dated = f"{shown.place}, {shown.when}" if shown.place else shown.when
        self._break(self._line(dated, size=12, bold=True))

    def _line(self, text: str, *, size: float = 11, bold: bool = False, space: float = 0) -> Any:
        """A centred line; ``space`` points above it."""
        made = self.file.add_paragraph()
        made.alignment = _CENTRE
        made.paragraph_format.space_before = Pt(space)
        run = made.add_run(text)
        run.bold, run.font.size = bold, Pt(size)
        return made

    def _break(self, paragraph: Any) -> None:
        paragraph.add_run().add_break(WD_BREAK.PAGE)

    def _approval(self) -> None:
        self._kop()
        self.file.add_paragraph("Lembar pengesahan", style="TOC Heading")
        rows = summary(self.m)
        table = self.file.add_table(len(rows), 2)
        widths = _widths((36, 64))
        word.fixed(table, widths)
        for row, (label, value) in zip(table.rows, rows, strict=True):
            _cell(row.cells[0], label, widths[0])
            _cell(row.cells[1], value, widths[1], bold=True)
        self._signature()

    def _kop(self) -> None:
        """Lambang to the left, lines in the middle of what is left, a double rule below."""
        head = self.m.letterhead
        table, widths = self.file.add_table(1, 2), _widths((16, 84))
        word.fixed(table, widths)
        left, right = table.rows[0].cells
        _cell(left, "", widths[0])
        if head.crest:
            run = left.paragraphs[0].add_run()
            run.add_picture(io.BytesIO(head.crest), height=Cm(2.2))
            word.described(run, "")
        made = _cell(right, "", widths[1])
        lines = [(one, 13.0, False) for one in head.lines[:-1]]
        lines += [(one, 14.0, True) for one in head.lines[-1:]]
        lines += [(one, 9.0, False) for one in (head.address, head.contact) if one]
        for place, (text, size, bold) in enumerate(lines):
            made = right.add_paragraph() if place else made
            made.alignment, made.paragraph_format.space_after = _CENTRE, Pt(1)
            run = made.add_run(text)
            run.font.size, run.bold = Pt(size), bold
        below = self.file.add_paragraph()
        below.add_run().font.size = Pt(2)
        word.ruled(below)

    def _signature(self) -> None:
        shown = signature(self.m)
        lines = (shown.dated, shown.post, "", shown.name, shown.rank, shown.nip)
        for place, text in enumerate(lines):
            made = self.file.add_paragraph()
            made.paragraph_format.left_indent = Cm(8)
            made.paragraph_format.space_after = Pt(0)
            made.paragraph_format.space_before = Pt({0: 24, 2: 70}.get(place, 0))
            made.paragraph_format.keep_with_next = place < len(lines) - 1
            run = made.add_run(text)
            run.bold = run.underline = place == 3
        self._break(made)

    def _contents(self, chapters: Sequence[Chapter]) -> None:
        """The lines Word would write, without their pages until it has counted them."""
        self.file.add_paragraph("Daftar isi", style="TOC Heading")
        lines = [
            line
            for chapter in chapters
            for line in (
                f"{chapter.label} {chapter.title}",
                *(f"    {one.number} {one.title}" for one in chapter.sections if one.number),
            )
        ]
        for place, text in enumerate(lines):
            made = self.file.add_paragraph()
            made.paragraph_format.space_after = Pt(0)
            if place == 0:
                word.open_field(made, _CONTENTS)
            made.add_run(text)
            if place == len(lines) - 1:
                word.close_field(made)

    def _chapter(self, one: Chapter) -> None:
        self.file.add_heading(f"{one.label}\n{one.title}", 1)
        for section in one.sections:
            if section.title:
                self.file.add_heading(f"{section.number} {section.title}", 2)
            for part in section.parts:
                self._part(part)

    def _part(self, part: Part) -> None:
        match part:
            case Para(text):
                self.file.add_paragraph(text)
            case Bullets(items):
                for one in items:
                    self.file.add_paragraph(one, style="List Bullet")
            case Formula(text):
                made = self.file.add_paragraph()
                made.paragraph_format.left_indent = Cm(0.8)
                made.add_run(text).italic = True
            case Table():
                self._table(part)
            case Figure():
                self._figure(part)
            case Slot(caption):
                self._slot(caption)

    def _table(self, one: Table) -> None:
        caption = self.file.add_paragraph(one.caption, style="Caption")
        caption.paragraph_format.keep_with_next = True
        table = self.file.add_table(1, len(one.head), style="Table Grid")
        word.fixed(table, _widths(one.widths))
        self._row(table.rows[0], one, one.head, bold=True, colour=_HEAD)
        for cells in one.rows:
            self._row(table.add_row(), one, cells)
        for cells in one.foot:
            self._row(table.add_row(), one, cells, bold=True, colour=_SUM)
        word.repeated(table)
        note = self.file.add_paragraph()
        note.add_run(one.note).font.size = Pt(8.5)

    def _row(
        self, row: Any, one: Table, cells: Sequence[str], *, bold: bool = False, colour: str = ""
    ) -> None:
        for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            made = _cell(cell, text, _widths(one.widths)[place], bold=bold, size=9.5)
            if place in one.numeric:
                made.alignment = _RIGHT
            if colour:
                word.shaded(cell, colour)

    def _figure(self, one: Figure) -> None:
        made = self.file.add_paragraph()
        made.paragraph_format.keep_with_next = True
        run = made.add_run()
        picture = raster.png(drawing(self.m, one.drawing, one.alt))
        run.add_picture(io.BytesIO(picture), width=LINE)
        word.described(run, one.alt)
        self.file.add_paragraph(one.caption, style="Caption")

    def _slot(self, caption: str) -> None:
        table = self.file.add_table(1, 1, style="Table Grid")
        table.rows[0].height = Cm(8.5)
        _cell(table.rows[0].cells[0], f"({caption}: tempatkan foto di sini)", LINE)
        self.file.add_paragraph()


def _widths(shares: Sequence[int]) -> list[int]:
    return [LINE * one // 100 for one in shares]


def _cell(cell: Any, text: str, width: int, *, bold: bool = False, size: float = 11) -> Any:
    cell.width = width
    made = cell.paragraphs[0]
    made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(1.5)
    for place, one in enumerate(text.split("\n")):
        run = made.add_run(one)
        run.bold, run.font.size = bold, Pt(size)
        if place < text.count("\n"):
            run.add_break()
    return made


def _page(section: Any) -> None:
    """A4; 3 cm left for the binding, 2.5 cm above, 2 cm to the right. Below there is room for the
    seal: where a foot is taller than its margin, LibreOffice loses rows of tables."""
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(3)
    section.header_distance, section.footer_distance = Cm(1), Cm(0.7)


def _styles(document: Any) -> None:
    sizes = {
        "Normal": 11, "Header": 8, "Footer": 8, "Title": 21, "Heading 1": 14, "Heading 2": 11.5,
        "Heading 3": 11, "Caption": 10, "TOC Heading": 14, "List Bullet": 11,
    }  # fmt: skip
    for name, size in sizes.items():
        style = document.styles[name]
        word.font_of(style, FONT)
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
    for name in ("Title", "Heading 1", "TOC Heading"):
        document.styles[name].paragraph_format.alignment = _CENTRE
    for name in ("Title", "Heading 1", "TOC Heading"):
        document.styles[name].font.bold = document.styles[name].font.all_caps = True
    word.plain(document.styles["Title"])
    document.styles["TOC Heading"].paragraph_format.page_break_before = False
    document.styles["Heading 1"].paragraph_format.page_break_before = True
    document.styles["Heading 1"].paragraph_format.space_after = Pt(14)
    document.styles["Normal"].paragraph_format.space_after = Pt(7)
    document.styles["Normal"].paragraph_format.line_spacing = 1.2
