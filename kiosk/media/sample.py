"""A picture that stands for a document in the demo, and says that it is none."""

import io

from PIL import Image, ImageDraw, ImageFont

from kiosk.domain.complaint.attachment import FileKind
from kiosk.media.reencode import Prepared

_SIDE, _SMALL = 640, 160
"""Square: lists cut thumbnails so."""
_PAPER, _INK = "white", "#1f2937"


def prepared(name: str, words: str) -> Prepared:
    """``words``: lines that fit across it; the same words give the same file."""
    picture = Image.new("RGB", (_SIDE, _SIDE), _PAPER)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(52)
    pen.rectangle((20, 20, _SIDE - 21, _SIDE - 21), outline=_INK, width=4)
    middle = (_SIDE / 2, _SIDE / 2)
    pen.multiline_text(middle, words, _INK, font, anchor="mm", spacing=24, align="center")
    small = picture.resize((_SMALL, _SMALL), Image.Resampling.LANCZOS)
    return Prepared(FileKind.PICTURE, name, _saved(picture), _saved(small))


def _saved(picture: Image.Image) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=85)
    return kept.getvalue()
