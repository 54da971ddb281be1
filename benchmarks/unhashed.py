"""The product's own application, its slow hash made quick and its flood gate wide: what the rest
of taking a complaint costs. For measuring only; nothing else imports it."""

import hashlib
from typing import Any

from kiosk.domain.complaint import flood
from kiosk.store.complaint import phrases
from wsgi import app

__all__ = ["app"]


def _quick(phrase: bytes, salt: bytes, *given: Any) -> bytes:
    """Takes what `argon2.low_level.hash_secret_raw` takes: the fourth of the rest is the length."""
    return hashlib.shake_256(salt + phrase).digest(given[3])


setattr(phrases, "hash_secret_raw", _quick)  # noqa: B010
setattr(flood, "MOST", 10**9)  # noqa: B010
