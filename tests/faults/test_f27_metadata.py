"""F27: a photo says what it shows, and nothing of who took it, where, when and with what."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from kiosk.media.reencode import Prepared, prepare
from tests.faults.conftest import Held
from tests.media import samples
from tests.services.tools import require

PHOTOS: dict[str, bytes] = {
    **{f"upright-{turn}.jpg": samples.photo(turn) for turn in range(1, 9)},
    "progressive.jpg": samples.photo(progressive=True),
    "grey.jpg": samples.saved(samples.drawn(mode="L"), "JPEG", exif=samples.exif()),
    "cmyk.jpg": samples.saved(samples.drawn(mode="CMYK"), "JPEG", exif=samples.exif()),
    "two-lenses.jpg": samples.saved(
        samples.drawn(), "MPO", exif=samples.exif(), save_all=True, append_images=[samples.drawn()]
    ),
    "texts.png": samples.screenshot(
        {"Author": samples.OWNER, "Comment": samples.SERIAL * 9, "Creation Time": samples.WHEN}
    ),
    "resolution.png": samples.screenshot({"Software": samples.SERIAL}, dpi=(96, 96)),
    "behind.png": samples.screenshot({}) + samples.SERIAL.encode(),
    "clear.png": samples.saved(samples.drawn(mode="RGBA"), "PNG", exif=samples.exif()),
    "still.webp": samples.saved(
        samples.drawn(), "WEBP", exif=samples.exif(), xmp=samples.XMP, icc_profile=b"x" * 200
    ),
    "sharp.webp": samples.saved(samples.drawn(), "WEBP", exif=samples.exif(), lossless=True),
    "words.gif": samples.saved(samples.drawn(), "GIF", comment=samples.OWNER.encode()),
    "letter.pdf": samples.pdf(samples.photo()),
}
NEUTRAL = {
    "ExifTool", "System", "File", "JFIF", "Composite:ImageSize", "Composite:Megapixels",
    "PDF:PDFVersion", "PDF:Linearized", "PDF:PageCount",
}  # fmt: skip
"""What a reader says of any file of its kind: size, version, number of pages."""


@pytest.fixture(scope="module")
def exiftool() -> str:
    return require("exiftool")


def tags(exiftool: str, folder: Path, content: bytes, suffix: str) -> dict[str, object]:
    """What an independent program reads, neutral tags left out."""
    path = folder / f"gambar{suffix}"
    path.write_bytes(content)
    told = subprocess.run(
        [exiftool, "-json", "-a", "-G1", "-ee", "-U", path], capture_output=True, check=True
    )
    found = json.loads(told.stdout)[0]
    found.pop("SourceFile")
    return {k: v for k, v in found.items() if k not in NEUTRAL and k.split(":")[0] not in NEUTRAL}


def test_there_are_twenty() -> None:
    assert len(PHOTOS) == 20


@pytest.fixture(scope="module")
def made() -> dict[str, Prepared]:
    return {name: prepare(name, content) for name, content in PHOTOS.items()}


def test_an_independent_reader_finds_nothing(
    exiftool: str, tmp_path: Path, made: dict[str, Prepared], held: Held
) -> None:
    sent, found = 0, 0
    for name, kept in made.items():
        hidden = tags(exiftool, tmp_path, PHOTOS[name], Path(name).suffix)
        assert hidden, f"{name} has something to hide"
        left = tags(exiftool, tmp_path, kept.content, Path(kept.name).suffix)
        if kept.thumbnail:
            left |= tags(exiftool, tmp_path, kept.thumbnail, ".jpg")
        assert left == {}, name
        sent, found = sent + len(hidden), found + len(left)
    held(
        tried=f"{len(made)} photos with {sent} tags of place, device and time (exiftool)",
        figure=f"{found} left in what is stored",
    )


@pytest.mark.parametrize("name", PHOTOS)
def test_none_of_its_bytes_is_left(name: str, made: dict[str, Prepared]) -> None:
    kept = made[name]
    for whole in (kept.content, kept.thumbnail or b""):
        for secret in (*samples.SECRETS, "Exif", "ns.adobe", "8BIM", "ICC_PROFILE", "2026"):
            assert secret.encode() not in whole
        assert whole.count(b"\xff\xd8\xff") <= 1, "no second picture inside or behind"
