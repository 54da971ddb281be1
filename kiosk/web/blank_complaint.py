"""The empty form of a complaint, rendered once a counter and kept compressed: only its key and
the receipt that belongs to it differ from reader to reader."""

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from flask import Request, make_response
from werkzeug.wrappers import Response

from kiosk.domain.complaint.receipt import COUNT
from kiosk.domain.place.point import OpenPoint
from kiosk.web import gate
from kiosk.web.pieces import Pieces

_KEPT = 300
_HOLE = re.compile("@@([a-z0-9]+)@@")
_KEY, _NUMBER = "kunci", "nomor"
_pages: OrderedDict[tuple[object, ...], tuple[OpenPoint, Pieces, tuple[str, ...]]] = OrderedDict()

Render = Callable[[str, Mapping[str, Any]], str]
"""A key and a receipt as it is shown (`fronts.receipts.shown`) become a page."""


def answer(
    asked: Request,
    point: OpenPoint,
    look: tuple[object, ...],
    key: str,
    receipt: Mapping[str, Any],
    render: Render,
) -> Response:
    """``look``: whatever else the page depends on."""
    pieces, holes = _kept((asked.host_url, asked.script_root, asked.path, *look), point, render)
    words = {_KEY: key, _NUMBER: receipt["number"]}
    words |= {f"kata{place}": word for place, word in enumerate(receipt["words"])}
    filled = [words[one] for one in holes]
    if not gate.takes_gzip(asked):
        return make_response(pieces.plain(*filled))
    return make_response(pieces.gzipped(*filled), {"Content-Encoding": "gzip"})


def _kept(
    name: tuple[object, ...], point: OpenPoint, render: Render
) -> tuple[Pieces, tuple[str, ...]]:
    """While the point is the same object."""
    known = _pages.get(name)
    if known is None or known[0] is not point:
        known = _pages[name] = (point, *_drawn(render))
        if len(_pages) > _KEPT:
            _pages.popitem(last=False)
    return known[1:]


def _drawn(render: Render) -> tuple[Pieces, tuple[str, ...]]:
    words = [f"@@kata{place}@@" for place in range(COUNT)]
    page = render(f"@@{_KEY}@@", {"number": f"@@{_NUMBER}@@", "words": words})
    parts = _HOLE.split(page)
    return Pieces(parts[::2]), tuple(parts[1::2])
