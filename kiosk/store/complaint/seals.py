"""Sealed cases: a key for each, its texts and files under it, and the key wrapped to its holders.

Everything here is bytes in and bytes out; what is sealed under a case's key opens at its own
place only (ticket, sequence, kind).
"""

import secrets
from enum import StrEnum

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead

from kiosk.store.people.kept import BrokenSeal

KEY_BYTES = 32
TEXT_STEP, FILE_STEP = 256, 16 * 1024
"""Lengths are rounded up to these many bytes: "ya" and a sentence look alike."""
_VERSION = b"suara-loket:kasus:1:"
_LENGTH_BYTES = 8


class Place(StrEnum):
    """What a sealed text or file is, within its ticket."""

    TEXT = "naskah"
    REPORTER = "pelapor"
    MESSAGE = "pesan"
    NOTE = "catatan"
    MOVE = "gerak"
    FILE = "berkas"
    THUMBNAIL = "pratinjau"
    FILE_NAME = "nama-berkas"
    DRAFT = "draf"
    IDENTITY = "identitas"


def new_case_key() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def seal_text(case_key: bytes, ticket_id: int, seq: int, kind: Place, text: str) -> bytes:
    return _seal(case_key, _place(ticket_id, seq, kind), text.encode("utf-8"), TEXT_STEP)


def unseal_text(case_key: bytes, ticket_id: int, seq: int, kind: Place, sealed: bytes) -> str:
    """Raises `BrokenSeal`: another key, another place, or changed bytes."""
    return _unseal(case_key, _place(ticket_id, seq, kind), sealed).decode("utf-8")


def seal_bytes(case_key: bytes, ticket_id: int, seq: int, kind: Place, content: bytes) -> bytes:
    return _seal(case_key, _place(ticket_id, seq, kind), content, FILE_STEP)


def unseal_bytes(case_key: bytes, ticket_id: int, seq: int, kind: Place, sealed: bytes) -> bytes:
    """Raises `BrokenSeal`."""
    return _unseal(case_key, _place(ticket_id, seq, kind), sealed)


def wrap(case_key: bytes, public_key: bytes) -> bytes:
    """80 bytes that only the holder of the private half opens; different every time."""
    return bytes(SealedBox(PublicKey(public_key)).encrypt(case_key))


def unwrap(wrapped: bytes, private_key: bytes) -> bytes:
    """The case's key; raises `BrokenSeal`."""
    try:
        case_key = SealedBox(PrivateKey(private_key)).decrypt(bytes(wrapped))
    except CryptoError as error:
        raise BrokenSeal from error
    if len(case_key) != KEY_BYTES:
        raise BrokenSeal
    return case_key


def public_of(private_key: bytes) -> bytes:
    """The public half of 32 private bytes; a reporter's are the seed of their phrase."""
    return bytes(PrivateKey(private_key).public_key)


def _place(ticket_id: int, seq: int, kind: Place) -> bytes:
    """Numbers of fixed width first: no two places give the same bytes."""
    numbers = ticket_id.to_bytes(8, "big", signed=True) + seq.to_bytes(8, "big", signed=True)
    return _VERSION + numbers + kind.encode()


def _seal(key: bytes, place: bytes, content: bytes, step: int) -> bytes:
    told = len(content).to_bytes(_LENGTH_BYTES, "big") + content
    padded = told + bytes(-len(told) % step)
    return bytes(Aead(key).encrypt(padded, place))


def _unseal(key: bytes, place: bytes, sealed: bytes) -> bytes:
    padded = opened(key, place, sealed)
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]


def opened(key: bytes, place: bytes, sealed: bytes) -> bytes:
    """Raises `BrokenSeal`; PyNaCl itself fails in another way on what is shorter than a seal."""
    if len(sealed) < Aead.NONCE_SIZE + Aead.MACBYTES:
        raise BrokenSeal
    try:
        return Aead(key).decrypt(bytes(sealed), place)
    except CryptoError as error:
        raise BrokenSeal from error
