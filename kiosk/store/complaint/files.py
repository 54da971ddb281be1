"""Attachments on disk, each named by the hash of what it holds.

A file is whole and on the disk before a row names it, and is swept away when no row ever does.
What belongs to a sealed case is encrypted before it comes here. Names are hashes and dates are
all the same, so that a folder tells nobody when an anonymous report came (F55); only the inode's
change time, which nothing can set, is the disk's own, and it orders the sweep.
"""

import errno
import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from kiosk.domain.complaint.attachment import LostFile, NoSpace

DATE_OF_ALL = 946_684_800
"""2000-01-01 in UTC, as seconds: the access and change date of every file and folder here."""
TEMPORARY = ".baru-"
_LOCK = ".kunci"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def keep(root: Path, content: bytes) -> str:
    """The SHA-256, in hexadecimal, under which it is found again; the same content is kept once.
    It survives a power cut from here on. Raises `NoSpace`, with nothing left behind."""
    digest = hashlib.sha256(content).hexdigest()
    path = _path(root, digest)
    try:
        _folders(root, path.parent)
        with _locked(root, fcntl.LOCK_SH):
            _written(path, content)
    except OSError as wrong:
        if wrong.errno in _FULL:
            raise NoSpace from wrong
        raise
    return digest


def read(root: Path, digest: str) -> bytes:
    """Raises `LostFile` when it is gone or not what was kept."""
    try:
        content = _path(root, digest).read_bytes()
    except FileNotFoundError as gone:
        raise LostFile from gone
    if hashlib.sha256(content).hexdigest() != digest:
        raise LostFile
    return content


def remove(root: Path, digest: str) -> None:
    """At once, and without asking who else names it: rows of two tickets may share one file.
    Where waiting is no harm, delete the row and leave the file to `sweep`."""
    with _locked(root, fcntl.LOCK_EX):
        _path(root, digest).unlink(missing_ok=True)


def sweep(
    root: Path, known: Callable[[Sequence[str]], set[str]], older_than: datetime
) -> tuple[str, ...]:
    """Removes files that ``known`` (which of these digests some row names) does not know and that
    were last kept before ``older_than``: an hour ago leaves every running request its time.
    Returns the names removed, unfinished ones among them."""
    if not root.is_dir():
        return ()
    limit = older_than.timestamp()
    removed = [name for folder in _kept(root) for name in _swept(root, folder, known, limit)]
    return tuple(removed)


def _kept(root: Path) -> list[Path]:
    return sorted(one for one in root.iterdir() if re.fullmatch(r"[0-9a-f]{2}", one.name))


def _swept(
    root: Path, folder: Path, known: Callable[[Sequence[str]], set[str]], limit: float
) -> Iterator[str]:
    old = [path for path in sorted(folder.iterdir()) if _is_older(path, limit)]
    named = known([path.name for path in old if _DIGEST.fullmatch(path.name)])
    for path in old:
        is_ours = _DIGEST.fullmatch(path.name) or path.name.startswith(TEMPORARY)
        if is_ours and path.name not in named and _unlinked(root, path, limit):
            yield path.name


def _unlinked(root: Path, path: Path, limit: float) -> bool:
    """Looks at the date again under the lock: meanwhile somebody may have kept the same bytes,
    and their row is not committed yet."""
    with _locked(root, fcntl.LOCK_EX):
        if not _is_older(path, limit):
            return False
        path.unlink(missing_ok=True)
        _undated(path.parent)
        return True


def _is_older(path: Path, limit: float) -> bool:
    try:
        return path.stat().st_ctime < limit
    except FileNotFoundError:
        return False


def _path(root: Path, digest: str) -> Path:
    """Raises `ValueError` for what is no digest: it becomes part of a path."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError("not a digest")
    return root / digest[:2] / digest


def _folders(root: Path, folder: Path) -> None:
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        return
    _on_disk(root)


def _written(path: Path, content: bytes) -> None:
    """Written even where it exists: renewed, it is young again, and a sweep that is under way
    leaves it; and a file that was damaged is whole again."""
    temporary = path.with_name(TEMPORARY + secrets.token_hex(8))
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.utime(out.fileno(), (DATE_OF_ALL, DATE_OF_ALL))
            os.fsync(out.fileno())
        temporary.rename(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _on_disk(path.parent)


def _on_disk(folder: Path) -> None:
    _undated(folder)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _undated(folder: Path) -> None:
    os.utime(folder, (DATE_OF_ALL, DATE_OF_ALL))


@contextmanager
def _locked(root: Path, how: int) -> Iterator[None]:
    """Many keep at the same time; who removes is alone. The system lets go when a process dies."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (root / _LOCK).open("ab") as lock:
        fcntl.flock(lock, how)
        yield
