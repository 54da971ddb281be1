"""The installation's signing key, and the folder of signed heads."""

import os
from pathlib import Path

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey

from kiosk.domain.people.anchor import Anchor, UnreadableAnchor, read, written

KEY_FILE = "signing-key"
FOLDER = "audit"


def _key(instance: Path) -> SigningKey:
    """The Ed25519 key, made on first use and readable by its owner only."""
    path = instance / KEY_FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return SigningKey(bytes.fromhex(path.read_text().strip()))
    fresh = SigningKey.generate()
    with os.fdopen(handle, "w") as out:
        out.write(bytes(fresh).hex())
        out.flush()
        os.fsync(out.fileno())
    return fresh


def publish(instance: Path, anchor: Anchor) -> Path:
    """Write signed heads beside and rename: a reader never sees half a file. Each signing is a
    file of its own: a later one must not take the place of what it should be held against."""
    key = _key(instance)
    text = written(anchor, key.sign(anchor.message).signature, bytes(key.verify_key))
    folder = instance / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / f"kepala-{anchor.at:%Y-%m-%d-%H%M%S}.json"
    beside = target.with_suffix(".baru")
    with beside.open("w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(target)
    return target


def files(instance: Path) -> list[Path]:
    """Signed heads, oldest first."""
    return sorted((instance / FOLDER).glob("kepala-*.json"))


def load(instance: Path, path: Path) -> Anchor:
    """A file's anchor, its signature checked with our own key; raises `UnreadableAnchor`."""
    anchor, signature = read(path.read_text())
    try:
        _key(instance).verify_key.verify(anchor.message, signature)
    except (BadSignatureError, ValueError) as wrong:
        raise UnreadableAnchor(
            "Tanda tangan pada %(file)s tidak cocok: berkas itu diubah atau dari instalasi lain.",
            file=path.name,
        ) from wrong
    return anchor


def sign(instance: Path, message: bytes) -> bytes:
    """64 bytes, by the installation's key. The caller gives each kind of message a name of its
    own inside it, so that a signature of one is none of another."""
    return bytes(_key(instance).sign(message).signature)


def public_key(instance: Path) -> str:
    """In hexadecimal."""
    return bytes(_key(instance).verify_key).hex()
