"""F25: pictures that are small to send and huge to open."""

from __future__ import annotations

import resource
import struct
import time
import zlib

import pytest

from kiosk.domain.complaint.attachment import (
    BrokenPicture,
    InvalidAttachment,
    TooHeavyFile,
    TooManyPixels,
)
from kiosk.media.reencode import prepare
from tests.faults.conftest import Held
from tests.media import samples

AT_ONCE = 0.5
"""Seconds, as the fault list has it."""


def memory(whose: int = resource.RUSAGE_SELF) -> int:
    """Kilobytes at most so far, of this process or of the largest of its children."""
    return resource.getrusage(whose).ru_maxrss


def refused_at_once(content: bytes, why: type[InvalidAttachment]) -> float:
    """Seconds."""
    best = 9.0
    for _ in range(3):  # a machine that does other things too may be slow once
        started = time.perf_counter()
        with pytest.raises(why):
            prepare("bom.png", content)
        best = min(best, time.perf_counter() - started)
    assert best < AT_ONCE
    return best


def test_nine_hundred_megapixels_in_a_small_png(held: Held) -> None:
    bomb = samples.huge_png()
    assert len(bomb) < 5 * 1024 * 1024
    prepare("kecil.png", samples.saved(samples.drawn(), "PNG"))
    before, child = memory(), memory(resource.RUSAGE_CHILDREN)
    took = refused_at_once(bomb, TooManyPixels)
    grown = max(memory() - before, memory(resource.RUSAGE_CHILDREN) - child) // 1024
    assert grown < 64
    held(
        tried=f"30,000 x 30,000 pixels in a PNG of {len(bomb) / 1e6:.1f} MB",
        figure=f"refused in {took * 1000:.0f} ms, memory +{grown} MB",
    )


@pytest.mark.parametrize("side", [6_400, 12_000, 65_535])
def test_every_size_above_the_limit(side: int) -> None:
    refused_at_once(samples.huge_png(side), TooManyPixels)


def test_the_largest_size_below_it_is_taken() -> None:
    tall = samples.saved(samples.drawn(10_000, 4_000), "PNG")
    assert samples.opened(prepare("a.png", tall).content).size == (2560, 1024)


def test_a_jpeg_and_a_gif_that_claim_to_be_huge() -> None:
    jpeg = bytearray(samples.saved(samples.drawn(), "JPEG"))
    at = jpeg.index(b"\xff\xc0")
    jpeg[at + 5 : at + 9] = struct.pack(">HH", 60_000, 60_000)
    refused_at_once(bytes(jpeg), TooManyPixels)
    gif = bytearray(samples.long_gif(1))
    gif[6:10] = struct.pack("<HH", 65_535, 65_535)
    refused_at_once(bytes(gif), TooManyPixels)


def test_ten_thousand_frames_are_one_picture(held: Held) -> None:
    bomb = samples.long_gif()
    started = time.perf_counter()
    kept = prepare("bergerak.gif", bomb)
    took = time.perf_counter() - started
    assert took < 2 * AT_ONCE
    assert samples.opened(kept.content).size == (16, 16)
    assert getattr(samples.opened(kept.content), "n_frames", 1) == 1
    held(
        tried="a GIF of 10,000 frames", figure=f"one still picture of it after {took * 1000:.0f} ms"
    )


def test_a_png_whose_notes_unpack_to_gigabytes() -> None:
    text = zlib.compress(bytes(300_000_000), 9)
    whole = samples.saved(samples.drawn(), "PNG")
    note = samples.png_chunk(b"zTXt", b"Comment\0\0" + text)
    with pytest.raises((BrokenPicture, TooHeavyFile)):
        prepare("catatan.png", whole[:33] + note + whole[33:])


def test_a_pdf_whose_stream_unpacks_to_gigabytes_is_copied_as_it_is() -> None:
    """What is not opened does no harm here: the reader's own viewer is told only to save it."""
    bomb = samples.pdf_with(zlib.compress(bytes(200_000_000), 9))
    started = time.perf_counter()
    assert len(prepare("bom.pdf", bomb).content) < 1_000_000
    assert time.perf_counter() - started < 2
