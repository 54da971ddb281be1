"""A crest is decoded and encoded again; what could hurt is never unpacked."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from kiosk.flows import pictures


def picture(
    kind: str, size: tuple[int, int] = (900, 300), mode: str = "RGB", **how: object
) -> bytes:
    kept = io.BytesIO()
    Image.new(mode, size, 120).save(kept, kind, **how)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGB"), ("PNG", "P"), ("JPEG", "L"), ("JPEG", "CMYK")]
)
def test_every_crest_becomes_a_png_of_ours(kind: str, mode: str) -> None:
    made = pictures.crest(picture(kind, mode=mode))
    found = Image.open(io.BytesIO(made))
    assert (found.format, found.size) == ("PNG", (400, 133))


def test_nothing_but_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "alamat rumah pegawai"
    sent = picture("JPEG", exif=exif) + b"<script>alert(1)</script>"
    assert b"alamat rumah" in sent
    made = pictures.crest(sent)
    assert b"alamat rumah" not in made
    assert b"script" not in made


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"bukan gambar",
        picture("GIF", (10, 10), "P"),
        picture("BMP", (10, 10)),
        picture("PNG")[:100],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 60,
        picture("PNG", (10, 10)) + b"x" * pictures.LARGEST_FILE,
        picture("PNG", (5000, 4000), "1"),
    ],
    ids=["empty", "text", "gif", "bmp", "cut", "svg", "broken", "heavy", "many pixels"],
)
def test_anything_else_is_refused(sent: bytes) -> None:
    with pytest.raises(pictures.UnusablePicture):
        pictures.crest(sent)
