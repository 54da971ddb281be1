"""Steps that what tablets send shares: a form locked on the tablet, opened here.

A tablet keeps what waits for a line where the next visitor stands, or a thief: so the page locks
it at once to this installation's public key, and throws away what it locked with. ECIES as in
SEC 1, of parts every browser has had since 2015: ECDH on P-256 with a key of the moment, HKDF
with SHA-256 (RFC 5869), AES-256-GCM. The same in `static/js/kiosk/box.js`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.domain.form import Fields
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Refusal

LABEL = b"suara-loket kiriman v1"
_CURVE = ec.SECP256R1()
_POINT, _NONCE, _TAG = 65, 12, 16
LARGEST = 128 * 1024
"""Bytes of a box: a complaint of 8,000 characters of four bytes each, several times over."""
MOST_FIELDS = 200
_NAMES = {"jalur", "isi", "bahasa", "token"}


class BrokenBox(Refusal):
    """Not locked to this installation, not for this counter, or not whole."""

    def __init__(self) -> None:
        super().__init__("Kiriman tablet ini tidak dapat dibuka.")


@dataclass(frozen=True)
class Letter:
    """What was in a box. ``lane``: "nilai", "aduan", "integritas" or "ketuk"."""

    lane: str
    fields: Fields = field(repr=False)
    lang: str
    token: str = field(repr=False)


def public_key(keys: Keys) -> bytes:
    """The point in 65 bytes, uncompressed, as browsers take it ("raw")."""
    return _public(_private(keys).public_key())


def unlock(keys: Keys, box: bytes, code: str) -> Letter:
    """``code``: of the counter whose page locked it. Raises `BrokenBox`."""
    if not _POINT + _NONCE + _TAG < len(box) <= LARGEST:
        raise BrokenBox
    point, nonce, locked = box[:_POINT], box[_POINT : _POINT + _NONCE], box[_POINT + _NONCE :]
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)
        key = _derived(_private(keys).exchange(ec.ECDH(), theirs))
        return _letter(json.loads(AESGCM(key).decrypt(nonce, locked, code.encode())))
    except (InvalidTag, ValueError, RecursionError) as wrong:
        raise BrokenBox from wrong


def lock(public: bytes, letter: Any, code: str, nonce: bytes) -> bytes:
    """What the page's script does, for tests and for whoever writes another tablet."""
    mine = ec.generate_private_key(_CURVE)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public)
    key = _derived(mine.exchange(ec.ECDH(), theirs))
    locked = AESGCM(key).encrypt(nonce, json.dumps(letter).encode(), code.encode())
    return _public(mine.public_key()) + nonce + locked


def _private(keys: Keys) -> ec.EllipticCurvePrivateKey:
    """The same as long as the secret is: a number below the order of the group, never 0. That
    the remainder is a hair uneven (2 in 2^32) tells nobody anything."""
    number = int.from_bytes(keys.of("kotak-tablet"), "big") % (_ORDER - 1) + 1
    return ec.derive_private_key(number, _CURVE)


_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of P-256 (FIPS 186-5)."""


def _public(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def _derived(shared: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, None, LABEL).derive(shared)


def _letter(told: Any) -> Letter:
    """Raises `BrokenBox` for what no page of ours locks."""
    if not isinstance(told, dict) or not told.keys() <= _NAMES:
        raise BrokenBox
    lane, lang, token = (told.get(name, "") for name in ("jalur", "bahasa", "token"))
    if not all(isinstance(one, str) for one in (lane, lang, token)):
        raise BrokenBox
    return Letter(lane, _fields(told.get("isi", [])), lang, token)


def _fields(pairs: Any) -> Fields:
    if not isinstance(pairs, list) or len(pairs) > MOST_FIELDS:
        raise BrokenBox
    found: dict[str, list[str]] = {}
    for pair in pairs:
        name, value = _pair(pair)
        found.setdefault(name, []).append(value)
    return found


def _pair(pair: Any) -> Sequence[str]:
    if not isinstance(pair, list) or [type(one) for one in pair] != [str, str]:
        raise BrokenBox
    return pair
