"""The seal as it is drawn on paper; kinds of paper that know no SVG take it as a PNG."""

import io
from base64 import b64encode

from PIL import Image, ImageDraw

from kiosk import qr
from kiosk.domain.index.seal import Seal

_MASK = 3
"""Trying all patterns takes six times as long; every one can be read."""


def qr_svg(seal: Seal) -> str | None:
    """None without a public address: nobody could open it."""
    return qr.svg(seal.address) if seal.address else None


def qr_uri(seal: Seal) -> str | None:
    """The same as a ``data:`` address."""
    drawn = qr_svg(seal)
    if drawn is None:
        return None
    return "data:image/svg+xml;base64," + b64encode(drawn.encode()).decode()


def qr_png(seal: Seal, scale: int = 6) -> bytes | None:
    """``scale`` pixels a module, quiet zone included."""
    if not seal.address:
        return None
    modules = qr.modules(seal.address, _MASK)
    side = (len(modules) + 2 * qr.QUIET) * scale
    picture = Image.new("1", (side, side), 1)
    pen = ImageDraw.Draw(picture)
    for row, line in enumerate(modules):
        for column, dark in enumerate(line):
            if dark:
                x, y = (column + qr.QUIET) * scale, (row + qr.QUIET) * scale
                pen.rectangle((x, y, x + scale - 1, y + scale - 1), fill=0)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def line(seal: Seal) -> str:
    """What stands beside the QR on each page."""
    return seal.line
