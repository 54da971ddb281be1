"""The second factor: which codes are good now, and codes for the day the telephone is lost."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from datetime import datetime

from kiosk.domain.refusal import Refusal

STEP_SECONDS = 30
RECOVERY_CODES = 10
RECOVERY_LENGTH = 24
"""120 bits: above the 112 from which a fast hash is enough (ASVS 5.0 6.5.2)."""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


class WrongCode(Refusal):
    """Not a code of now, or one that was used before."""


def step_of(now: datetime) -> int:
    """The 30-second step an instant is in (RFC 6238)."""
    return int(now.timestamp()) // STEP_SECONDS


def matching_step(given: str, now: datetime, code_of: Callable[[int], str]) -> int | None:
    """The step ``given`` is the code of: the present one, or the one before for whoever types
    slowly. A step ahead is never taken (a deviation ASVS 5.0 6.5.5 asks to be written down:
    a code lives up to 60 seconds)."""
    digits = re.sub(r"\s", "", given)
    current = step_of(now)
    found = [
        step
        for step in (current, current - 1)
        if hmac.compare_digest(code_of(step).encode(), digits.encode("utf-8", "replace"))
    ]
    return found[0] if found else None


def looks_like_code(given: str) -> bool:
    """Six digits; anything else is taken for a recovery code."""
    return re.fullmatch(r"[0-9]{6}", re.sub(r"\s", "", given)) is not None


def new_recovery_codes() -> list[str]:
    """Ten codes as they are shown: ``7F3K-9QWX-2B4C-6D8E-0HJM-PR5T``."""
    return [_grouped() for _ in range(RECOVERY_CODES)]


def _grouped() -> str:
    signs = "".join(secrets.choice(_ALPHABET) for _ in range(RECOVERY_LENGTH))
    return "-".join(re.findall("....", signs))


def hash_of_recovery(code: str) -> bytes:
    """However it was typed: small letters, spaces, O for 0."""
    tidy = re.sub(r"[^0-9A-Z]", "", code.upper()).translate(_MISREAD)
    return hashlib.sha256(b"kode pemulihan:" + tidy.encode()).digest()
