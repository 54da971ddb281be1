"""The sign of one visit: whoever holds it may rate the service that was just completed, once.

51 letters of the code alphabet, upper case, so that a QR stays in alphanumeric mode. They hold
version, point, service, minute of issue, life in minutes and the visit's random number, and 81
bits of HMAC-SHA256 over all of it. No bit is left over: each one flipped is another sign. Nobody's
name or number is in it.
"""

import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kiosk.domain.people.keys import Keys
from kiosk.domain.place.code import ALPHABET, LENGTH
from kiosk.domain.refusal import Refusal

PURPOSE = "tanda-kunjungan"
VERSION = 1
NUMBER_BITS = 62
LONGEST = timedelta(minutes=2**11 - 1)
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_VERSION_BITS, _POINT_BITS, _SERVICE_BITS, _MINUTE_BITS, _LIFE_BITS = 5, 5 * LENGTH, 31, 25, 11
_BODY_BITS = _VERSION_BITS + _POINT_BITS + _SERVICE_BITS + _MINUTE_BITS + _LIFE_BITS + NUMBER_BITS
_MAC_BITS = 81
TOKEN_LENGTH = (_BODY_BITS + _MAC_BITS) // 5
_SHAPE = re.compile(f"[{ALPHABET}]{{{TOKEN_LENGTH}}}")
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}


class DeadVisit(Refusal):
    """No sign of ours, or of another point, or run out, used, refused: nobody learns which."""

    def __init__(self) -> None:
        super().__init__("Tanda kunjungan ini tidak berlaku, atau sudah tidak berlaku.")


@dataclass(frozen=True)
class VisitToken:
    """``point``: its code. ``service``: its number, 0 for none. ``minute``: from when the life
    counts, in whole minutes since 2026 UTC; ``life``: minutes. ``number``: 62 random bits."""

    point: str
    service: int
    minute: int
    life: int
    number: int

    @property
    def expires_at(self) -> datetime:
        return _EPOCH + (self.minute + self.life) * _MINUTE


def minute_of(instant: datetime) -> int:
    """The next whole minute: a sign lives its minutes in full."""
    return -((_EPOCH - instant) // _MINUTE)


def minutes_between(minute: int, expires_at: datetime) -> int:
    return (expires_at - _EPOCH) // _MINUTE - minute


def write(token: VisitToken, keys: Keys) -> str:
    """The same for the same visit, always. Raises ``ValueError`` for what does not fit."""
    body = VERSION
    for value, bits in _fields(token):
        if not 0 <= value < 1 << bits:
            raise ValueError("does not fit into a visit token")
        body = body << bits | value
    return _letters(body << _MAC_BITS | _mac(body, keys))


def read(text: str, keys: Keys) -> VisitToken:
    """What a genuine sign says; raises `DeadVisit`. Whether it still holds is not asked here."""
    if not _SHAPE.fullmatch(text):
        raise DeadVisit
    whole = 0
    for letter in text:
        whole = whole << 5 | _VALUES[letter]
    body, mac = whole >> _MAC_BITS, whole & ((1 << _MAC_BITS) - 1)
    if not hmac.compare_digest(_bytes(mac), _bytes(_mac(body, keys))):
        raise DeadVisit
    return _token(body)


def _fields(token: VisitToken) -> tuple[tuple[int, int], ...]:
    point = 0
    for letter in token.point:
        point = point << 5 | _VALUES[letter]
    return (
        (point, _POINT_BITS),
        (token.service, _SERVICE_BITS),
        (token.minute, _MINUTE_BITS),
        (token.life, _LIFE_BITS),
        (token.number, NUMBER_BITS),
    )


def _token(body: int) -> VisitToken:
    """Of a body whose code was right. Raises `DeadVisit` for a version that is not ours."""
    values = []
    for bits in (NUMBER_BITS, _LIFE_BITS, _MINUTE_BITS, _SERVICE_BITS, _POINT_BITS):
        values.append(body & ((1 << bits) - 1))
        body >>= bits
    if body != VERSION:
        raise DeadVisit
    number, life, minute, service, point = values
    return VisitToken(_letters(point, LENGTH), service, minute, life, number)


def _mac(body: int, keys: Keys) -> int:
    digest = hmac.digest(keys.of(PURPOSE), body.to_bytes(-(-_BODY_BITS // 8), "big"), "sha256")
    return int.from_bytes(digest, "big") >> (256 - _MAC_BITS)


def _bytes(mac: int) -> bytes:
    return mac.to_bytes(-(-_MAC_BITS // 8), "big")


def _letters(value: int, length: int = TOKEN_LENGTH) -> str:
    return "".join(ALPHABET[value >> 5 * at & 31] for at in reversed(range(length)))
