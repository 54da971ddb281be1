"""A QR code as one SVG path: small, sharp at any size, and readable by an old phone."""

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlsplit

import qrcode
from qrcode.constants import ERROR_CORRECT_Q

QUIET = 4


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
    """The code for a page, which makes its own elements. ``mask`` (0 to 7): that pattern, without
    trying all eight, which takes six times as long; every one can be read."""
    found = modules(text, mask)
    return Drawing(len(found) + 2 * QUIET, _path(found))


def modules(text: str, mask: int | None = None) -> list[list[bool | None]]:
    """Rows of dark and light, without the quiet zone."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=0, mask_pattern=mask)
    code.add_data(text)
    code.make(fit=True)
    return code.modules


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


def _path(rows: list[list[bool | None]]) -> str:
    return "".join(
        f"M{start + QUIET} {row + QUIET}h{length}v1h-{length}z"
        for row, line in enumerate(rows)
        for start, length in _runs(line)
    )


def _runs(line: list[bool | None]) -> list[tuple[int, int]]:
    """(start, length) of each run of dark modules."""
    runs = []
    for dark, group in groupby(enumerate(line), key=lambda pair: bool(pair[1])):
        places = [place for place, _ in group]
        if dark:
            runs.append((places[0], len(places)))
    return runs
