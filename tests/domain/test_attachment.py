"""What is taken with a complaint is known by its first bytes, and there is a limit to each."""

from __future__ import annotations

import pytest

from kiosk.domain.complaint import attachment
from kiosk.domain.complaint.attachment import FileKind, FileState, Format, check_count, format_of
from kiosk.domain.complaint.attachment import check_size as check

MB = 1024 * 1024
TAKEN = {
    Format.JPEG: b"\xff\xd8\xff\xe0\0\x10JFIF\0",
    Format.PNG: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    Format.GIF: b"GIF89a\x10\0\x10\0",
    Format.WEBP: b"RIFF\x10\0\0\0WEBPVP8 ",
    Format.PDF: b"%PDF-1.7\n",
}
REFUSED = {
    b"\0\0\0\x18ftypheic\0\0\0\0": attachment.HeicPicture,
    b"\0\0\0\x18ftypmif1\0\0\0\0": attachment.HeicPicture,
    b"\0\0\0\x18ftypavif\0\0\0\0": attachment.HeicPicture,
    b"\0\0\0\x18ftypisom\0\0\0\0": attachment.MovingPicture,
    b"\0\0\0\x14ftypqt  \0\0\0\0": attachment.MovingPicture,
    b"RIFF\x10\0\0\0WAVEfmt ": attachment.MovingPicture,
    b"OggS\0\2\0\0\0\0\0\0\0\0\0\0": attachment.MovingPicture,
    b"PK\x03\x04\x14\0\6\0\x08\0\0\0!\0\0\0": attachment.ArchiveFile,
    b"<svg xmlns='http": attachment.UnknownFormat,
    b"<!DOCTYPE html><": attachment.UnknownFormat,
    b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0": attachment.UnknownFormat,
    b"II*\0\x08\0\0\0": attachment.UnknownFormat,
    b"MZ\x90\0\3\0\0\0": attachment.UnknownFormat,
    b"\n%PDF-1.7\n": attachment.UnknownFormat,
    b"\xff\xd8": attachment.UnknownFormat,
    b"": attachment.EmptyFile,
}


@pytest.mark.parametrize("kind", TAKEN)
def test_a_format_is_known_by_its_first_bytes_whatever_its_name(kind: Format) -> None:
    assert format_of("surat.exe", TAKEN[kind][:16]) is kind


@pytest.mark.parametrize("start", REFUSED)
def test_anything_else_is_refused_with_what_to_do(start: bytes) -> None:
    with pytest.raises(REFUSED[start]) as told:
        format_of("foto.jpg", start)
    assert "foto.jpg" in str(told.value)
    assert str(told.value).count(".") >= 2, "what is wrong, and what to do"


def test_how_to_send_an_iphones_photo() -> None:
    assert "Paling Kompatibel" in str(attachment.HeicPicture("IMG_1.HEIC"))


@pytest.mark.parametrize(
    ("kind", "most"), [(Format.JPEG, 8), (Format.PNG, 8), (Format.GIF, 8), (Format.PDF, 10)]
)
def test_a_file_has_a_largest_size(kind: Format, most: int) -> None:
    check("a", kind, most * MB)
    with pytest.raises(attachment.TooLargeFile, match=f"{most} MB"):
        check("a", kind, most * MB + 1)


def test_a_message_takes_five_files() -> None:
    check_count([1] * 5, 0)
    with pytest.raises(attachment.TooManyInMessage, match="5"):
        check_count([1] * 6, 0)


def test_a_ticket_takes_twenty() -> None:
    check_count([1] * 5, 15)
    check_count([], 20)
    with pytest.raises(attachment.TooManyInTicket, match="20"):
        check_count([1], 20)


def test_a_message_takes_twenty_megabytes() -> None:
    check_count([8 * MB, 8 * MB, 4 * MB], 0)
    with pytest.raises(attachment.TooLargeTogether, match="20 MB"):
        check_count([8 * MB, 8 * MB, 4 * MB + 1], 0)


def test_the_states_in_words() -> None:
    assert [state.label for state in FileState] == [
        "menunggu pemindaian", "bersih", "terinfeksi", "gagal dipindai", "tanpa pemindai",
    ]  # fmt: skip


def test_what_a_column_must_hold() -> None:
    assert max(map(len, FileState)) <= 12
    assert max(map(len, FileKind)) <= 8
    assert FileKind.PICTURE.media_type == "image/jpeg"
    assert FileKind.PDF.media_type == "application/pdf"
