"""The receipt as pages show it: in groups, as words, as a code for another phone."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request, url_for

from kiosk import qr
from kiosk.domain.complaint.receipt import Receipt, spoken_number

_MASK = 3
"""Trying all patterns for each receipt was half of what taking a complaint costs."""


def shown(receipt: Receipt) -> dict[str, Any]:
    """``where``: the page that asks for it, as one types an address from paper."""
    return {**bare(receipt), "where": where()}


def bare(receipt: Receipt) -> dict[str, Any]:
    return {"number": spoken_number(receipt.number), "words": receipt.phrase.split()}


def where() -> str:
    return f"{_home()}{url_for('track.ask')}".partition("://")[2]


def code(receipt: Receipt) -> qr.Drawing:
    """Number and phrase as plain text: a scanner shows and copies it, and no browser, history or
    server ever holds it as an address."""
    return qr.drawing(
        f"Nomor: {spoken_number(receipt.number)}\n"
        f"Frasa: {receipt.phrase}\n"
        f"Cek: {_home()}{url_for('track.ask')}",
        mask=_MASK,
    )


def _home() -> str:
    """The address of this installation without a path, which `url_for` brings."""
    public = urlsplit(current_app.config["KIOSK"].public_url or request.host_url)
    return f"{public.scheme}://{public.netloc}"
