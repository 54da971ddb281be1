"""How phrases are kept: slowly hashed, half to know them by, half to read a sealed case with."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from hmac import compare_digest
from threading import BoundedSemaphore
from typing import NamedTuple

from argon2.low_level import Type, hash_secret_raw

from kiosk.domain.refusal import Busy

SALT_BYTES = 16
MEMORY_KIB, PASSES, LANES = 19 * 1024, 3, 1
"""OWASP's smallest memory and a pass more, about 30 ms: the phrase has 88 bits of its own, and
sixty citizens behind one address are to get in. Changed, every kept phrase stops to match."""
_HALF = 32
_AT_ONCE = BoundedSemaphore(2)
WAIT_SECONDS = 3.0
_NOBODYS_SALT, _NOBODYS = bytes(SALT_BYTES), bytes(_HALF)
"""Compared with where there is no ticket, so that an unknown number takes as long."""


class Hashed(NamedTuple):
    """``verifier``: 32 bytes to keep. ``seed``: 32 bytes of the reporter's private key
    (`seals.public_of`), never to be kept."""

    verifier: bytes
    seed: bytes


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


@contextmanager
def turn() -> Iterator[None]:
    """One of two slow hashes at a time; raises `Busy` rather than hold every thread."""
    if not _AT_ONCE.acquire(timeout=WAIT_SECONDS):
        raise Busy("Sistem sedang sibuk. Tunggu sebentar, lalu kirim lagi.")
    try:
        yield
    finally:
        _AT_ONCE.release()


def hashed(phrase: str, salt: bytes) -> Hashed:
    """Of a phrase as `receipt.tidy_phrase` gives it; never inside a transaction."""
    with turn():
        slow = hash_secret_raw(phrase.encode(), salt, PASSES, MEMORY_KIB, LANES, 2 * _HALF, Type.ID)
    return Hashed(hashlib.sha256(slow[:_HALF]).digest(), slow[_HALF:])


def matches(phrase: str, salt: bytes | None, verifier: bytes | None) -> bytes | None:
    """The reporter's seed where the phrase is the one kept, else None. Without ``salt`` and
    ``verifier`` (no such ticket) it is as much work, and None."""
    known = salt is not None and verifier is not None
    found = hashed(phrase, salt or _NOBODYS_SALT)
    same = compare_digest(found.verifier, verifier or _NOBODYS)
    return found.seed if same and known else None
