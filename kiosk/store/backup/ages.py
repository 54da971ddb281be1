"""age encryption of a stream (age-encryption.org/v1), which any age program opens."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

import pyrage

from kiosk.domain.upkeep.backup import DamagedBackup, WrongKey

_WRONG = "Kunci itu tidak membuka cadangan ini. Tidak ada isi yang ditulis."
_DAMAGED = "Cadangan ini rusak atau terpotong: isinya bukan lagi seperti yang ditulis."


@dataclass(frozen=True)
class Pair:
    """An X25519 key: who holds ``private`` opens what was encrypted for ``public``."""

    private: str = field(repr=False)
    public: str


def new_pair() -> Pair:
    made = pyrage.x25519.Identity.generate()
    return Pair(str(made), str(made.to_public()))


def encrypt(source: BinaryIO, target: BinaryIO, public: Sequence[str]) -> None:
    """From one stream into another, in pieces of 64 KiB, for every one of these keys."""
    keys = [pyrage.x25519.Recipient.from_str(one) for one in public]
    read, written = _Watched(source), _Watched(target)
    try:
        pyrage.encrypt_io(read, written, keys)
    except pyrage.EncryptError as wrong:
        # It tells an error of the disk as a text of its own.
        raise (read.error or written.error or wrong) from wrong


def decrypt(source: BinaryIO, target: BinaryIO, private: Sequence[str]) -> None:
    """Raises `WrongKey` before the first byte is written, `DamagedBackup` where a piece was
    changed or the end is missing: what was written until then is true, and not all."""
    keys = [pyrage.x25519.Identity.from_str(one) for one in private]
    written = _Watched(target)
    try:
        pyrage.decrypt_io(source, written, keys)
    except (pyrage.DecryptError, OSError) as wrong:
        if written.error:
            raise written.error from wrong
        if "No matching keys" in str(wrong):
            raise WrongKey(_WRONG) from wrong
        raise DamagedBackup(_DAMAGED) from wrong


def private_keys(text: str) -> list[str]:
    """Of a key file as `kiosk backup key` and age-keygen write it; raises `WrongKey`."""
    lines = [one.strip() for one in text.splitlines()]
    found = [one for one in lines if one and not one.startswith("#")]
    try:
        for one in found:
            pyrage.x25519.Identity.from_str(one)
    except pyrage.IdentityError as wrong:
        raise WrongKey("Berkas kunci itu bukan kunci age (AGE-SECRET-KEY-1...).") from wrong
    if not found:
        raise WrongKey("Berkas kunci itu kosong.")
    return found


class _Watched:
    """A stream that remembers what went wrong in it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.error: OSError | None = None

    def read(self, many: int) -> bytes:
        try:
            return self._stream.read(many)
        except OSError as wrong:
            self.error = wrong
            raise

    def write(self, some: bytes) -> int:
        try:
            return self._stream.write(some)
        except OSError as wrong:
            self.error = wrong
            raise

    def flush(self) -> None:
        self._stream.flush()
