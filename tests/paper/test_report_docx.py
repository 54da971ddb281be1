"""Laporan SKM as a Word file: real styles, fields and alt text; LibreOffice opens it whole."""

from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm
from lxml import etree
from PIL import Image

from kiosk.draw.svg import line, rect, sheet, tag, words
from kiosk.paper import raster
from tests import report_material as paper
from tests.services.tools import require

if TYPE_CHECKING:
    from kiosk.domain.index.material import Material


TAGGED = '{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


def material() -> Material:
    base = paper.figures(
        paper.usual(312), population=1234, minimum=294, by_service=paper.lines(40, "Layanan")
    )
    return paper.make(base, texts={"pelaksana": "Kami & <mitra>.\n- satu\n- dua"})


@pytest.fixture(scope="module")
def content() -> bytes:
    from kiosk.paper import report_docx

    return report_docx.make(material(), lambda done, of: None)


@pytest.fixture(scope="module")
def file(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def styled(file: Any, name: str) -> list[str]:
    return [one.text for one in file.paragraphs if one.style.name == name]


def test_chapters_sections_and_captions_have_the_styles_of_word(file: Any) -> None:
    chapters = styled(file, "Heading 1")
    assert [one.split("\n")[0] for one in chapters] == [
        "BAB I", "BAB II", "BAB III", "BAB IV", "BAB V", *(f"LAMPIRAN {n}" for n in range(1, 7)),
    ]  # fmt: skip
    assert styled(file, "Heading 2")[0] == "1.1 Latar belakang"
    assert styled(file, "Heading 2")[-1] == "5.1 Kesimpulan"
    assert styled(file, "Caption")[0].startswith("Tabel 1. Responden menurut jenis kelamin")
    assert styled(file, "List Bullet")[-1] == "Antrean terlalu lama pada hari Senin."
    assert "Kami & <mitra>." in [one.text for one in file.paragraphs]


def test_heads_of_tables_come_again_and_rows_are_not_torn(file: Any) -> None:
    tables = [one for one in file.tables if one.style.name == "Table Grid" and len(one.rows) > 1]
    assert len(tables) >= 9
    for table in tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert max(len(table.rows) for table in tables) == 41


def test_contents_and_page_numbers_are_fields_in_indonesian(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body, styles = parts.read("word/document.xml"), parts.read("word/styles.xml")
        feet = b"".join(parts.read(name) for name in parts.namelist() if "footer" in name)
        settings = parts.read("word/settings.xml")
    assert b'TOC \\o "1-2"' in body
    assert b" PAGE " in feet
    assert b" NUMPAGES " in feet
    assert b'w:lang w:val="id-ID"' in styles
    assert b"w:updateFields" in settings
    begun, ended = body.count(b'fldCharType="begin"'), body.count(b'fldCharType="end"')
    assert begun == ended == 1
    assert b"Segel 7F3K 9QWX 2M4B" in feet


def test_every_picture_is_described_in_words(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = etree.fromstring(parts.read("word/document.xml"))
    told = [one.get("descr") for one in body.iter(qn("wp:docPr"))]
    assert [one.split(":")[0] for one in told] == [
        "Diagram batang nilai setiap unsur pelayanan", "Diagram garis IKM",
    ]  # fmt: skip


def test_the_foot_has_room_in_its_margin(file: Any) -> None:
    """Else LibreOffice drops rows of a table that ends a page (7.4)."""
    section = file.sections[0]
    with_seal = section.footer_distance + Cm(1.9)
    assert section.bottom_margin >= with_seal + Cm(0.3)
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)


def test_libreoffice_opens_it_with_every_row_and_heading(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "laporan.docx"
    path.write_bytes(content)
    subprocess.run(
        [
            require("soffice"), "--headless", f"-env:UserInstallation=file://{tmp_path}/lo",
            "--convert-to", f"pdf:writer_pdf_Export:{TAGGED}",
            "--outdir", str(tmp_path), str(path),
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    pdf = tmp_path / "laporan.pdf"
    text = " ".join(
        subprocess.run(
            [require("pdftotext"), str(pdf), "-"], capture_output=True, text=True, check=True
        ).stdout.split()
    )
    shown = str(material().figures.ikm).replace(".", ",")
    assert f"adalah {shown}, dengan mutu pelayanan" in text
    for at in range(1, 41):
        assert f"rentan nomor {at} " in text
    structure = subprocess.run(
        [require("pdfinfo"), "-struct", str(pdf)], capture_output=True, text=True, check=True
    ).stdout
    assert structure.count("H1") >= 11
    assert structure.count("H2") >= 16


def test_a_draft_and_a_unit_without_seal_or_crest_are_made_too() -> None:
    from kiosk.domain.index.material import Letterhead
    from kiosk.domain.index.seal import seal_of
    from kiosk.paper import report_docx

    bare = replace(
        paper.make(paper.figures([]), before=(), plans=(), last_plans=(), closed_at=None),
        letterhead=Letterhead(("DINAS",)),
        seal=seal_of(paper.CODE, "", "aa" * 32),
    )
    file = docx.Document(io.BytesIO(report_docx.make(bare, lambda done, of: None)))
    assert "DRAF, belum ditutup" in file.sections[0].header.paragraphs[0].text
    assert "DRAF, periode belum ditutup" in [one.text for one in file.paragraphs]
    assert any("....." in one.text for one in file.paragraphs)


def test_a_drawing_becomes_the_same_picture_of_dots() -> None:
    stroke = "M70 10h20m0 10H70v10V40L90 45"
    drawn = sheet(
        100, 50, "coba",
        rect(0, 0, 50, 50, "A"),
        line(60, 0, 60, 50, "D", 4),
        tag("path", d=stroke, fill="none", stroke="accent", stroke_width=4),
        tag("circle", cx=80, cy=46, r=3, fill="C"),
        words(2, 25, "Ag", size=20, bold=True, fill="paper"),
    )  # fmt: skip
    picture = Image.open(io.BytesIO(raster.png(drawn)))
    assert picture.size == (200, 100)
    assert picture.getpixel((4, 96)) == (0x28, 0x80, 0x34)
    assert picture.getpixel((120, 50)) == (0xD5, 0x0B, 0x0B)
    assert picture.getpixel((160, 20)) == (0x00, 0x49, 0xB8)
    assert picture.getpixel((160, 30)) == (255, 255, 255)
    assert picture.getpixel((160, 40)) == (0x00, 0x49, 0xB8)
    assert picture.getpixel((140, 70)) == (0x00, 0x49, 0xB8)
    assert picture.getpixel((160, 92)) == (0x85, 0x5F, 0x00)
    white = sum(picture.crop((0, 0, 100, 100)).convert("L").histogram()[200:])
    assert 150 < white < 2500
