"""A picture's pixels in a JPEG that we made: upright, not large, and nothing else of the file.

Runs inside the worker only. What does not come along: EXIF with place, device and time, XMP, IPTC,
colour profiles, comments, thumbnails, further frames, and whatever was written after the picture.
"""

import io
from collections.abc import Mapping
from importlib import import_module

from PIL import Image

from kiosk.media.made import Made, Unusable

LONGEST_SIDE = 2560
"""Enough to read a photographed letter."""
THUMBNAIL_SIDE = 320
QUALITY = 85
MODULES: Mapping[str, tuple[str, ...]] = {
    # Two-lens phones write MPO inside JPEG; TIFF is what EXIF is written in.
    "JPEG": ("PIL.MpoImagePlugin", "PIL.TiffImagePlugin"),
    "PNG": ("PIL.TiffImagePlugin",),
    "GIF": ("copy", "PIL.TiffImagePlugin"),
    "WEBP": ("PIL.WebPImagePlugin", "PIL.TiffImagePlugin"),
}
"""What Pillow would load only when it meets it, beside what `preinit` loads."""
DRAWN = frozenset({"PNG", "GIF"})
"""Screenshots, mostly: their letters stay sharp with colours at full resolution."""
ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def load(format_: str) -> None:
    """Everything that decoding this format and writing JPEG needs: later nothing can be opened."""
    Image.preinit()
    for name in MODULES[format_]:
        import_module(name)


def made_anew(content: bytes, format_: str, most_pixels: int) -> Made:
    """A JPEG of at most 2,560 pixels a side and its thumbnail. Raises `Unusable`."""
    picture = _opened(content, format_, most_pixels)
    upright = _upright(_shrunk(picture, LONGEST_SIDE), picture)
    whole = _on_white(upright)
    small = whole.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), reducing_gap=2.0)
    sampling = "4:4:4" if format_ in DRAWN else "4:2:0"
    return _encoded(whole, sampling), _encoded(small, sampling)


def _opened(content: bytes, format_: str, most_pixels: int) -> Image.Image:
    """The header says how large it is: what would unpack too large is never unpacked (F25)."""
    try:
        picture = Image.open(io.BytesIO(content), formats=(format_,))
    except Image.DecompressionBombError as bomb:
        raise Unusable("pixels") from bomb
    if picture.width * picture.height > most_pixels:
        raise Unusable("pixels")
    return picture


def _shrunk(picture: Image.Image, side: int) -> Image.Image:
    """A JPEG is decoded at a half or a quarter already where that is enough."""
    picture.draft(None, _fitted(picture.size, side))
    picture.load()
    full = _with_full_colours(picture)
    if full is picture:
        full = picture.copy()
    full.thumbnail((side, side), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return full


def _fitted(size: tuple[int, int], side: int) -> tuple[int, int]:
    scale = min(1.0, side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _with_full_colours(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # 16 bits of grey: cut to 8, or all of it turns white
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in ("L", "RGB") else picture.convert("RGB")


def _upright(shrunk: Image.Image, original: Image.Image) -> Image.Image:
    turn = _TURNS.get(_orientation(original))
    return shrunk if turn is None else shrunk.transpose(turn)


def _orientation(picture: Image.Image) -> int:
    """Unreadable tags cost the picture its turn, never its place in the complaint."""
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except Exception:  # broken tags fail in every way
        return 1


def _on_white(picture: Image.Image) -> Image.Image:
    """A fresh image, so that nothing that came with the old one is written along."""
    fresh = Image.new("RGB", picture.size, (255, 255, 255))
    fresh.paste(picture, mask=picture if picture.mode == "RGBA" else None)
    return fresh


def _encoded(picture: Image.Image, sampling: str) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=QUALITY, subsampling=sampling)
    return kept.getvalue()
