"""A PDF keeps its pages and loses what runs, opens, names and dates."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject, NameObject

from kiosk.domain.complaint.attachment import BrokenPdf, FileKind, LockedPdf
from kiosk.media.reencode import prepare
from tests.media import samples
from tests.services.tools import require


def anew(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(prepare("surat.pdf", content).content))


def report() -> bytes:
    """As this system prints one: fonts, links, several pages, in compressed objects."""
    from weasyprint import HTML

    text = "<h1>Surat keterangan</h1><a href='https://contoh.go.id'>tautan</a>" + "<p>isi</p>" * 200
    made = HTML(string=f"<title>Rahasia</title><meta name=author content=Maria>{text}")
    return bytes(made.write_pdf() or b"")


def test_it_is_stored_as_a_pdf_without_a_thumbnail() -> None:
    kept = prepare("Surat.PDF", samples.pdf())
    assert (kept.kind, kept.name, kept.thumbnail) == (FileKind.PDF, "Surat.pdf", None)
    assert kept.media_type == "application/pdf"


def test_its_root_holds_pages_and_nothing_else() -> None:
    found = anew(samples.pdf())
    assert set(found.trailer["/Root"]) == {"/Type", "/Pages"}
    assert not found.metadata
    assert found.xmp_metadata is None
    assert found.attachments == {}
    assert "/ID" not in found.trailer


@pytest.mark.parametrize(
    "word", [b"JavaScript", b"BUKA", b"/AA", b"/URI", b"LARI", b"OpenAction", b"EmbeddedFile",
             samples.OWNER.encode(), samples.SERIAL.encode(), b"2026", b"/Metadata", b"xmpmeta"],
)  # fmt: skip
def test_nothing_that_runs_or_names_is_left(word: bytes) -> None:
    sent = samples.pdf(samples.photo())
    assert word in sent
    assert word not in prepare("a.pdf", sent).content


def test_drawn_notes_and_fields_stay_and_links_and_files_go() -> None:
    notes = anew(samples.pdf()).pages[0]["/Annots"]
    assert [note.get_object()["/Subtype"] for note in notes] == ["/FreeText", "/Stamp"]


def test_a_resource_may_have_any_name() -> None:
    """The sample calls its picture /JS: a name like any other."""
    pictures = anew(samples.pdf(samples.photo())).pages[0]["/Resources"]["/XObject"]
    assert list(pictures) == ["/JS"]


def test_a_photo_on_a_page_is_still_seen(tmp_path: Path) -> None:
    tool = require("pdftoppm")
    path = tmp_path / "a.pdf"
    path.write_bytes(prepare("a.pdf", samples.pdf(samples.photo())).content)
    subprocess.run([tool, "-r", "36", "-png", path, tmp_path / "page"], check=True, stderr=-3)
    page = samples.opened(next(tmp_path.glob("page*.png")).read_bytes()).convert("RGB")
    top, bottom = page.getpixel((70, 20)), page.getpixel((70, 70))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200 > top[2]
    assert bottom[2] > 200 > bottom[0]


def test_text_and_pages_of_a_real_document_stay() -> None:
    sent = report()
    before, after = PdfReader(io.BytesIO(sent)), anew(sent)
    assert len(after.pages) == len(before.pages) > 1
    for old, new in zip(before.pages, after.pages, strict=True):
        assert new.extract_text() == old.extract_text() != ""
        assert new.mediabox == old.mediabox


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_a_locked_one_is_refused(algorithm: str) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("rahasia", "pemilik", algorithm=algorithm)
    with pytest.raises(LockedPdf, match="kata sandinya"):
        prepare("a.pdf", samples.written(writer))


def test_one_locked_against_copying_only_is_refused_too() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("", "pemilik", algorithm="RC4-128")
    with pytest.raises(LockedPdf):
        prepare("a.pdf", samples.written(writer))


@pytest.mark.parametrize("start", [b"\0\x6c", b"\x09\0", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf"])
def test_no_number_of_a_locked_file_hides_its_lock(start: bytes) -> None:
    """Its /ID is random: where it looked like text in UTF-16, the rest of the trailer was lost."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer._ID = ArrayObject([ByteStringObject(start.ljust(16, b"a"))] * 2)
    writer.encrypt("", "pemilik", algorithm="RC4-128")
    with pytest.raises(LockedPdf):
        prepare("a.pdf", samples.written(writer))


@pytest.mark.parametrize(
    "lock", [b"/Rusak \xff\xfe /Encrypt 9 0 R", b"/#45n#63ryp#74 9 0 R", b"/Encrypt<<>>",
             b"/A<<>>/B]/Encrypt%\n9 0 R", b"/#45#6e#63#72#79#70#74/X"],
)  # fmt: skip
def test_a_lock_is_seen_however_its_trailer_is_written(lock: bytes) -> None:
    whole = samples.pdf().replace(b"trailer\n<<\n", b"trailer\n<<\n" + lock + b"\n")
    assert lock in whole
    with pytest.raises(LockedPdf):
        prepare("a.pdf", whole)


def test_a_name_that_only_begins_like_a_lock_is_none() -> None:
    whole = samples.pdf().replace(b"trailer\n<<\n", b"trailer\n<<\n/EncryptMetadata true\n")
    assert b"/EncryptMetadata" in whole
    assert prepare("a.pdf", whole).content


@pytest.mark.parametrize(
    "text", [b"\0C\0a", b"C\0a\0", b"\xfe\xff\0C", b"\xff\xfeC\0", b"\xef\xbb\xbfC", b"C\x9f\xad"],
)  # fmt: skip
def test_text_in_any_alphabet_costs_nothing_that_stands_behind_it(text: bytes) -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    page[NameObject("/Annots")] = ArrayObject([samples.note("/Text", ByteStringObject(text))])
    before = PdfReader(io.BytesIO(samples.written(writer))).pages[0]["/Annots"][0]
    after = anew(samples.written(writer)).pages[0]["/Annots"][0]
    assert list(before) == ["/Type", "/Subtype", "/Contents", "/Rect"]
    assert after == before


def test_a_broken_one_is_refused() -> None:
    empty = PdfWriter()
    for content in (b"%PDF-1.7\n", b"%PDF-" + bytes(5_000), samples.written(empty)):
        with pytest.raises(BrokenPdf, match="a.pdf"):
            prepare("a.pdf", content)


def test_pages_that_contain_themselves_are_no_trap() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    pages = writer.root_object["/Pages"].get_object()
    assert isinstance(pages, dict)
    pages[NameObject("/Kids")] = ArrayObject([pages.indirect_reference])  # type: ignore[attr-defined]
    with pytest.raises(BrokenPdf):
        prepare("a.pdf", samples.written(writer))
