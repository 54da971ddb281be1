"""What a device counts to be let in, by the rules of the page and not by the server's code."""

from __future__ import annotations

import hashlib
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.web.page_client import Page


def asked(page: Page) -> tuple[str, int]:
    """(text, bits) of the page's challenge."""
    [box] = page.find("//*[@data-module='work']")
    return box.get("data-text") or "", int(box.get("data-bits") or 0)


def solved(text: str, bits: int) -> str:
    """What the page's field holds then."""
    most = 1 << (32 - bits)
    start = hashlib.sha256(f"{text}:".encode())
    for number in count():
        tried = start.copy()
        tried.update(str(number).encode())
        if int.from_bytes(tried.digest()[:4]) < most:
            return f"{bits}-{number}"
    raise AssertionError
