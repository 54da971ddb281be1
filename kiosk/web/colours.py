"""Style sheets in an office's colours: a bundle of ours with a ramp in its first rule.

An address holds the colour, and a stamp over the colours made of it and over the bundle. So any
worker can answer it, after a start as well, and only for what we wrote into a page ourselves.
"""

import gzip
from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, abort, current_app, make_response, request
from werkzeug.wrappers import Response

from kiosk.domain.place.ramp import Ramp, is_colour, ramp_of
from kiosk.web import gate, stamp
from kiosk.web.assets import Assets

bp = Blueprint("colours", __name__)
PURPOSE = "warna"
SAMPLE = "contoh.css"
"""Not a bundle: only the colours, for what a page of the desk shows below class ``contoh``."""
FOR_EVER = "public, max-age=31536000, immutable"
_KEPT = 64


@dataclass(frozen=True)
class Sheet:
    plain: bytes
    gzipped: bytes


class Colours:
    """The coloured sheets of one installation; each is made at its first use and kept."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        self.sheet = lru_cache(maxsize=_KEPT)(self._sheet)

    def url(self, name: str, colour: str | None = None, root: str = "") -> str:
        """The address of a style sheet in a colour (``#rrggbb``), or of the house's without one.

        ``root`` is the request's script root. Raises `KeyError` for what is not a bundle."""
        if not colour:
            return self._assets.url(name, root)
        stem, signed = name.removesuffix(".css"), stamp.make(PURPOSE, self._subject(name, colour))
        return f"{root}/warna/{colour[1:]}/{stem}.{signed}.css"

    def signed(self, name: str, colour: str, given: str) -> bool:
        """Whether we made this address. Raises `KeyError` for what is not a bundle."""
        return stamp.holds(given, PURPOSE, self._subject(name, colour))

    def _subject(self, name: str, colour: str) -> str:
        """Changes with the bundle and with the way a ramp is made, so that both may be kept."""
        bundle = SAMPLE if name == SAMPLE else self._assets.url(name)
        return f"{bundle} {declared(ramp_of(colour))}"

    def _sheet(self, name: str, colour: str) -> Sheet:
        bare = b".contoh{}" if name == SAMPLE else self._assets.content(name)
        plain = painted(bare.decode(), ramp_of(colour)).encode()
        return Sheet(plain, gzip.compress(plain, 9, mtime=0))


def declared(ramp: Ramp) -> str:
    """The roles an office's colour sets."""
    return (
        f"--brand:{ramp.brand};--accent:{ramp.accent};--accent-deep:{ramp.deep};"
        f"--accent-tint:{ramp.tint}"
    )


def painted(sheet: str, ramp: Ramp) -> str:
    """The ramp at the end of the first rule, the tokens: whatever comes after them, such as more
    contrast for who asks for it, wins as it did."""
    first, brace, rest = sheet.partition("}")
    return f"{first};{declared(ramp)}{brace}{rest}"


@bp.get("/warna/<colour>/<stem>.<signed>.css")
def sheet(colour: str, stem: str, signed: str) -> Response:
    """A style sheet to be kept for ever, as its address changes with it."""
    colours: Colours = current_app.extensions["colours"]
    name, chosen = f"{stem}.css", f"#{colour}"
    try:
        known = is_colour(chosen) and colours.signed(name, chosen, signed)
    except KeyError:
        known = False
    if not known:
        abort(404)
    return _answer(colours.sheet(name, chosen))


def _answer(found: Sheet) -> Response:
    packed = gate.takes_gzip(request)
    answer = make_response(found.gzipped if packed else found.plain)
    answer.headers["Content-Type"] = "text/css; charset=utf-8"
    answer.headers["Cache-Control"] = FOR_EVER
    answer.headers["Vary"] = "Accept-Encoding"
    if packed:
        answer.headers["Content-Encoding"] = "gzip"
    return answer
