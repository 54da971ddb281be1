"""Addresses of published periods; and of ours that hold elsewhere: in a feed, on paper, on
another site."""

from typing import Any
from urllib.parse import urljoin

from flask import current_app, request

from kiosk.domain.index.closing import Closing
from kiosk.flows.index.show_published import Published
from kiosk.web.words import with_language


def absolute(path: str) -> str:
    """``path`` as `url_for` gives it, at the public address where one is set."""
    public: str = current_app.config["KIOSK"].public_url
    return urljoin(public or request.host_url, path)


def readable(address: str) -> str:
    """To be read off a wall and typed."""
    return address.partition("://")[2]


def here(found: Published) -> dict[str, Any]:
    """What names a unit in an address; the survey only where a plain address leads to another."""
    own, plain = found.instrument.code, found.usual
    return {"unit": found.unit.code, **({"survei": own} if own != plain else {})}


def at(found: Published, one: Closing) -> dict[str, Any]:
    """What names a period of it."""
    return {"period": str(one.period), **here(found)}


def kept(url: str) -> str:
    """`with_language` of an address that may have a question mark already."""
    path, mark, query = url.partition("?")
    told = with_language(path)
    return told + (("&" if "?" in told else "?") + query if mark else "")
