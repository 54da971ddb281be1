"""Phrases and passwords hashed in a millisecond, for tests that are about something else.

How slowly the system hashes is held by tests/store/test_seals.py, tests/store/test_kept.py and F49;
what it hashes, and that it asks for no less, stays as it is. Only inside this process: a server of
its own hashes as ever, and knows no phrase that was hashed here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from argon2 import PasswordHasher

PASSES, MEMORY_KIB, LANES = 1, 8, 1
_SLOW = ("kiosk.store.complaint.phrases", "kiosk.store.complaint.keyholders")


@cache
def _quick_hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(PASSES, MEMORY_KIB, LANES)


def hash_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2.low_level import hash_secret_raw

    def quick(
        secret: bytes, salt: bytes, _passes: int, _memory: int, _lanes: int, length: int, kind: Any
    ) -> bytes:
        return hash_secret_raw(secret, salt, PASSES, MEMORY_KIB, LANES, length, kind)

    for module in _SLOW:
        monkeypatch.setattr(f"{module}.hash_secret_raw", quick)
    monkeypatch.setattr("kiosk.store.people.kept._HASHER", _quick_hasher())
