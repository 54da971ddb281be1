"""A QR code as one SVG path: small, sharp at any size, and readable by an old phone."""

from itertools import groupby
from urllib.parse import urlsplit

import qrcode
from qrcode.constants import ERROR_CORRECT_Q

QUIET = 4


def address(public_url: str, code: str) -> str:
    """What the QR holds. Upper case keeps it in alphanumeric mode: a coarser, safer print.

    The path of an installation below one keeps its case, which servers tell apart."""
    public = urlsplit(public_url)
    return f"{public.scheme}://{public.netloc}".upper() + f"{public.path}/S/{code.upper()}"


def svg(text: str) -> str:
    """The code as an SVG document, one unit a module, four modules of quiet zone."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    code.add_data(text)
    code.make(fit=True)
    side = len(code.modules) + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'width="{side * 8}" height="{side * 8}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path d="{_path(code.modules)}"/></svg>'
    )


def _path(modules: list[list[bool | None]]) -> str:
    return "".join(
        f"M{start + QUIET} {row + QUIET}h{length}v1h-{length}z"
        for row, line in enumerate(modules)
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
