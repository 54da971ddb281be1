"""A QR code as one SVG path: small, sharp at any size, and readable by an old phone."""

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from kiosk import quick_qr
from kiosk.plain_qrcode import ERROR_CORRECT_Q, QRCode

QUIET = 4
_DARK = re.compile(rb"\x01+")


@dataclass(frozen=True)
class Drawing:
    """``side`` in modules, quiet zone included; ``path`` in the words of SVG."""

    side: int
    path: str


def address(public_url: str, code: str) -> str:
    """What the QR holds. Upper case keeps it in alphanumeric mode: a coarser, safer print.

    The path of an installation below one keeps its case, which servers tell apart."""
    return _upper(public_url) + f"/S/{code.upper()}"


def visit_address(public_url: str, token: str) -> str:
    """The same of a visit's sign."""
    return _upper(public_url) + f"/T/{token}"


def _upper(public_url: str) -> str:
    public = urlsplit(public_url)
    return f"{public.scheme}://{public.netloc}".upper() + public.path


def drawing(text: str, mask: int | None = None) -> Drawing:
    """The code for a page, which makes its own elements. ``mask`` (0 to 7): that pattern and the
    text as bytes, without trying what else it could be, which takes twenty times as long; every
    one can be read."""
    found = modules(text) if mask is None else quick_qr.rows(text, mask)
    return Drawing(len(found) + 2 * QUIET, _path(found))


def modules(text: str, mask: int | None = None) -> list[bytes]:
    """Rows of dark (1) and light, without the quiet zone; for print, as coarse as can be."""
    code = QRCode(error_correction=ERROR_CORRECT_Q, border=0, mask_pattern=mask)
    code.add_data(text)
    code.make(fit=True)
    return [bytes(map(bool, row)) for row in code.modules]


def svg(text: str) -> str:
    """The code as an SVG document, one unit a module, four modules of quiet zone."""
    code = drawing(text)
    side = code.side
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'width="{side * 8}" height="{side * 8}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path d="{code.path}"/></svg>'
    )


def _path(rows: list[bytes]) -> str:
    return "".join(
        f"M{one.start() + QUIET} {row + QUIET}{_run(one.end() - one.start())}"
        for row, line in enumerate(rows)
        for one in _DARK.finditer(line)
    )


@cache
def _run(length: int) -> str:
    return f"h{length}v1h-{length}z"
