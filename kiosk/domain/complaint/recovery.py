"""A recovery key on paper: whether it was written down before it is trusted."""

import hashlib
from collections.abc import Sequence

from kiosk.domain.complaint.phrase import HEAD

ASKED = 3


def asked_places(words: str) -> tuple[int, ...]:
    """Which words (1 is the first) have to be typed back: the same three however often the page
    is sent, and nobody can tell them before the words are made."""
    total = len(words.split())
    digest = hashlib.sha256(b"suara-loket:salin:" + words.encode()).digest()
    order = sorted(range(total), key=lambda place: hashlib.sha256(digest + bytes([place])).digest())
    return tuple(sorted(place + 1 for place in order[:ASKED]))


def is_copied(words: str, typed: Sequence[str]) -> bool:
    """Whether ``typed`` are the words at `asked_places`; what is behind a word's fourth letter is
    forgiven, as it is when the paper is used."""
    listed = words.split()
    wanted = [listed[place - 1][:HEAD] for place in asked_places(words)]
    return [one.strip().lower()[:HEAD] for one in typed] == wanted
