"""A JPEG's pixels stay as they are when what stands beside them goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.media.jpeg import bare
from tests.media import samples

PICTURES = {
    "photo": samples.photo(),
    "progressive": samples.photo(progressive=True),
    "restarts": samples.photo(restart_marker_blocks=1),
    "cmyk": samples.saved(samples.drawn(mode="CMYK"), "JPEG", exif=samples.exif()),
    "noise": samples.saved(Image.effect_noise((200, 200), 99).convert("RGB"), "JPEG", quality=95),
}


@pytest.mark.parametrize("name", PICTURES)
def test_every_pixel_stays(name: str) -> None:
    before, after = samples.opened(PICTURES[name]), samples.opened(bare(PICTURES[name]))
    assert after.tobytes() == before.tobytes()
    assert after.mode == before.mode


@pytest.mark.parametrize("name", PICTURES)
def test_no_tag_stays(name: str) -> None:
    kept = bare(PICTURES[name])
    assert not any(secret.encode() in kept for secret in (*samples.SECRETS, "Exif", "JFXX"))
    assert kept.count(b"\xff\xd8\xff") == 1
    assert bare(kept) == kept


def test_fill_bytes_before_a_marker_are_allowed() -> None:
    filled = samples.with_segments(PICTURES["noise"], b"\xff\xff\xff" + samples.segment(0xFE, b"x"))
    assert samples.opened(bare(filled)).tobytes() == samples.opened(PICTURES["noise"]).tobytes()


@given(st.binary(max_size=200), st.integers(0, 600))
def test_any_bytes_end_in_a_jpeg_or_in_a_refusal(noise: bytes, at: int) -> None:
    broken = PICTURES["photo"][:at] + noise
    for content in (broken, b"\xff\xd8" + noise):
        try:
            assert bare(content).endswith(b"\xff\xd9")
        except (ValueError, IndexError):
            continue
