"""Steps that what tablets send shares: the lock of a box. ECIES as in SEC 1, of parts every
browser has had since 2015: ECDH on P-256 with a key of the moment, HKDF with SHA-256 (RFC 5869),
AES-256-GCM. The same in `static/js/kiosk/box.js`.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.domain.people.keys import Keys

LABEL = b"suara-loket kiriman v1"
_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of P-256 (FIPS 186-5)."""


def public_key(keys: Keys) -> bytes:
    """The point in 65 bytes, uncompressed."""
    return point_of(_private(keys).public_key())


def opened(keys: Keys, point: bytes, nonce: bytes, locked: bytes, code: str) -> bytes:
    """``point``: of the key of the moment. Raises `ValueError` for what does not open."""
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)
    key = derived(_private(keys).exchange(ec.ECDH(), theirs))
    try:
        return AESGCM(key).decrypt(nonce, locked, code.encode())
    except InvalidTag as wrong:
        raise ValueError("another key, counter or text") from wrong


def locked(public: bytes, text: bytes, code: str, nonce: bytes) -> bytes:
    mine = ec.generate_private_key(_CURVE)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public)
    key = derived(mine.exchange(ec.ECDH(), theirs))
    return point_of(mine.public_key()) + nonce + AESGCM(key).encrypt(nonce, text, code.encode())


def _private(keys: Keys) -> ec.EllipticCurvePrivateKey:
    """The same as long as the secret is: a number below the order of the group, never 0. That
    the remainder is a hair uneven (2 in 2^32) tells nobody anything."""
    number = int.from_bytes(keys.of("kotak-tablet"), "big") % (_ORDER - 1) + 1
    return ec.derive_private_key(number, _CURVE)


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def derived(shared: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, None, LABEL).derive(shared)
