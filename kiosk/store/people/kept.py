"""How secrets are kept: passwords slowly hashed, second factors sealed."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY
from nacl.exceptions import CryptoError
from nacl.secret import Aead

from kiosk.domain.refusal import Busy

_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_AT_ONCE = BoundedSemaphore(2)
"""64 MiB and a core each: a burst of sign-ins must not take the machine from the citizens."""
NOBODYS = (
    "$argon2id$v=19$m=65536,t=3,p=4$GbSNlMOhZv/8VW8Dl5a+Tw"
    "$jMTzj1un1QS/jRRZjxpepyrUnsUlTZfAIJrivvf1glk"
)
"""Compared with where there is no account, so that an unknown address takes as long."""


WAIT_SECONDS = 3.0


class BrokenSeal(RuntimeError):
    """What was sealed cannot be opened: another installation's key, or a changed row."""


@contextmanager
def _turn() -> Iterator[None]:
    """Raises `Busy` rather than let a flood of sign-ins hold every thread of the worker."""
    if not _AT_ONCE.acquire(timeout=WAIT_SECONDS):
        raise Busy("Sistem sedang sibuk. Tunggu sebentar, lalu masuk lagi.")
    try:
        yield
    finally:
        _AT_ONCE.release()


def hash_password(password: str) -> str:
    """Takes about a fifth of a second; never inside a transaction."""
    with _turn():
        return _HASHER.hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Takes the same time whether there is anything to compare with or not."""
    compared = kept or NOBODYS
    with _turn():
        try:
            return _HASHER.verify(compared, password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with parameters we no longer use."""
    return _HASHER.check_needs_rehash(kept)


def new_secret() -> str:
    """160 bits in base32, as RFC 4226 wants and every authenticator takes."""
    return pyotp.random_base32()


def seal(secret: str, key: bytes, staff_id: int) -> bytes:
    """Bound to its owner: moved to another's row it does not open."""
    return bytes(Aead(key).encrypt(secret.encode(), _owner(staff_id)))


def unseal(sealed: bytes, key: bytes, staff_id: int) -> str:
    """Raises `BrokenSeal`."""
    try:
        return Aead(key).decrypt(bytes(sealed), _owner(staff_id)).decode()
    except CryptoError as error:
        raise BrokenSeal from error


def _owner(staff_id: int) -> bytes:
    return b"staff.totp_sealed:%d" % staff_id


def code_of(secret: str, step: int) -> str:
    """The six digits of a time step."""
    return pyotp.HOTP(secret).at(step)


def address_of(secret: str, email: str, issuer: str) -> str:
    """What the QR of an enrolment holds."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)
