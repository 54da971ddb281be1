"""Keys of those who read sealed cases: a handler's, a team's on paper, and one for the meantime."""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from nacl.exceptions import CryptoError
from nacl.secret import Aead, SecretBox

from kiosk.domain.complaint.phrase import BITS, Words
from kiosk.domain.refusal import Refusal
from kiosk.store.complaint.phrases import SALT_BYTES, new_salt, turn
from kiosk.store.complaint.seals import KEY_BYTES, opened, public_of
from kiosk.store.people.kept import BrokenSeal

MEMORY_KIB, PASSES, LANES = 64 * 1024, 3, 4
"""The low-memory profile of RFC 9106, as for passwords: people choose passphrases themselves."""
RECOVERY_WORDS = 24
_CHECK_BITS = BITS * RECOVERY_WORDS - 8 * KEY_BYTES
HOLDING_FILE = "kunci-penampung"


class WrongPassphrase(Refusal):
    """The passphrase does not open this handler's key."""


class InvalidRecovery(Refusal):
    """What was typed is not a recovery key."""


@dataclass(frozen=True)
class Pair:
    """32 bytes each."""

    private: bytes = field(repr=False)
    public: bytes


def new_pair() -> Pair:
    private = secrets.token_bytes(KEY_BYTES)
    return Pair(private, public_of(private))


def lock(private: bytes, passphrase: str, staff_id: int) -> bytes:
    """A handler's private key as kept: salt and box, bound to its owner. About a fifth of a
    second, never inside a transaction; ``passphrase`` passed `password.check`."""
    salt = new_salt()
    return salt + bytes(Aead(_slow(passphrase, salt)).encrypt(private, _owner(staff_id)))


def unlock(locked: bytes, passphrase: str, staff_id: int) -> bytes:
    """The private key; raises `WrongPassphrase`, as well where the row is another's."""
    salt, box = bytes(locked[:SALT_BYTES]), bytes(locked[SALT_BYTES:])
    try:
        return opened(_slow(passphrase, salt), _owner(staff_id), box)
    except BrokenSeal as error:
        raise WrongPassphrase("Frasa sandi kasus tidak cocok. Periksa, lalu ketik lagi.") from error


def _slow(passphrase: str, salt: bytes) -> bytes:
    told = passphrase.encode("utf-8", "replace")
    with turn():
        return hash_secret_raw(told, salt, PASSES, MEMORY_KIB, LANES, KEY_BYTES, Type.ID)


def _owner(staff_id: int) -> bytes:
    return b"handler_keys.sealed_private:%d" % staff_id


def hold(private: bytes, token: str) -> bytes:
    """An unlocked key for one session at the desk, under the token of which the database knows
    only the hash: without the handler's cookie nobody opens it."""
    return bytes(SecretBox(_of_session(token)).encrypt(private))


def held(sealed: bytes, token: str) -> bytes:
    """Raises `BrokenSeal`: another session's."""
    try:
        return SecretBox(_of_session(token)).decrypt(bytes(sealed))
    except CryptoError as error:
        raise BrokenSeal from error


def _of_session(token: str) -> bytes:
    return hmac.digest(token.encode("utf-8", "replace"), b"suara-loket:kunci-penangan", "sha256")


def recovery_words(private: bytes, words: Words) -> str:
    """A team's private key as 24 words, the last eight bits a check; printed once, never kept."""
    number = int.from_bytes(private, "big") << _CHECK_BITS | _check(private)
    return words.spell(number, RECOVERY_WORDS)


def recovered(typed: str, words: Words) -> bytes:
    """The private key of 24 typed words; raises `InvalidRecovery`."""
    number = words.read(typed, RECOVERY_WORDS)
    if number is None:
        raise InvalidRecovery("Kunci pemulihan terdiri dari 24 kata. Periksa ejaan tiap kata.")
    private = (number >> _CHECK_BITS).to_bytes(KEY_BYTES, "big")
    if number & (1 << _CHECK_BITS) - 1 != _check(private):
        raise InvalidRecovery("Ada kata yang salah atau tertukar. Cocokkan dengan kertasnya.")
    return private


def _check(private: bytes) -> int:
    """Finds a slip of the pen, and is no secret."""
    return hashlib.sha256(b"suara-loket:pemulihan" + private).digest()[0]


def holding_pair(instance: Path) -> Pair:
    """The installation's key for cases of a team without keys; made on first use, readable by
    its owner only. Written beside and linked: a crash leaves the whole key or none."""
    path = instance / HOLDING_FILE
    if not path.exists():
        _make_holding(path)
    private = bytes.fromhex(path.read_text(encoding="ascii").strip())
    return Pair(private, public_of(private))


def _make_holding(path: Path) -> None:
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as out:
            out.write(new_pair().private.hex())
            out.flush()
            os.fsync(out.fileno())
        os.link(beside, path)
    except FileExistsError:
        pass  # Another process was first: its key is the one.
    finally:
        beside.unlink()
    _keep_name(path.parent)


def _keep_name(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def forget_holding(instance: Path) -> None:
    """Only where no case is wrapped to it any more: without the file they stay closed."""
    (instance / HOLDING_FILE).unlink(missing_ok=True)
