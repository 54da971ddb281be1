"""The files of documents: whole or not there, under names that nobody can guess."""

import hashlib
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kiosk.domain.complaint.attachment import LostFile
from kiosk.domain.index.document import Kept

TEMPORARY = ".baru-"


def folder(instance: Path) -> Path:
    return instance / "documents"


def keep(root: Path, content: bytes) -> Kept:
    """The file survives a power cut from here on; nobody else may read it. An error
    leaves nothing behind."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = secrets.token_hex(16)
    temporary = root / f"{TEMPORARY}{name}"
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        temporary.rename(root / name)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _on_disk(root)
    return Kept(name, len(content), hashlib.sha256(content).hexdigest())


def read(root: Path, name: str, sha256: str) -> bytes:
    """Raises `LostFile` when it is gone or not what was kept."""
    try:
        content = (root / name).read_bytes()
    except FileNotFoundError as gone:
        raise LostFile from gone
    if hashlib.sha256(content).hexdigest() != sha256:
        raise LostFile
    return content


def path_of(root: Path, name: str) -> Path:
    """For whoever sends it piece by piece. Raises `LostFile`."""
    path = root / name
    if not path.is_file():
        raise LostFile
    return path


def remove(root: Path, name: str) -> None:
    (root / name).unlink(missing_ok=True)


def sweep(root: Path, known: Callable[[], frozenset[str]], before: datetime) -> int:
    """Remove what no document names, left by makers that were killed before then: how many."""
    if not root.is_dir():
        return 0
    old = [one for one in root.iterdir() if one.stat().st_mtime < before.timestamp()]
    names = known() if old else frozenset()
    left = [one for one in old if one.name not in names]
    for one in left:
        one.unlink(missing_ok=True)
    return len(left)


def _on_disk(root: Path) -> None:
    handle = os.open(root, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
