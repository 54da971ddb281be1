"""Files in a folder of this machine, or of one that several machines mount (NFS 4).

Dates are all the same, so that a folder tells nobody when an anonymous report came (F55); only the
inode's change time, which nothing can set, is the disk's own, and it orders the sweep.
"""

import errno
import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kiosk.domain.complaint.attachment import NoSpace
from kiosk.store.shelves.shelf import TEMPORARY, Lying

DATE_OF_ALL = 946_684_800
"""2000-01-01 in UTC, as seconds: the access and change date of every file and folder here."""
_LOCK = ".kunci"
_OURS = re.compile(r"[0-9a-f]{2}")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True)
class Folder:
    """``root`` is made with its first file."""

    root: Path

    def put(self, name: str, content: bytes) -> None:
        path = self.root / name
        try:
            self._folders(path.parent)
            with self._locked(fcntl.LOCK_SH):
                _written(path, content)
        except OSError as wrong:
            if wrong.errno in _FULL:
                raise NoSpace from wrong
            raise

    @contextmanager
    def open(self, name: str) -> Iterator[tuple[BinaryIO, int]]:
        with (self.root / name).open("rb") as source:
            yield source, os.fstat(source.fileno()).st_size

    def delete(self, name: str) -> None:
        with self._locked(fcntl.LOCK_EX):
            (self.root / name).unlink(missing_ok=True)

    def delete_older(self, name: str, limit: float) -> bool:
        """Under the lock: meanwhile somebody may have put the same bytes, and their row is not
        committed yet."""
        path = self.root / name
        with self._locked(fcntl.LOCK_EX), suppress(FileNotFoundError):
            if path.stat().st_ctime < limit:
                path.unlink()
                _undated(path.parent)
                return True
        return False

    def exists(self, name: str) -> bool:
        return (self.root / name).is_file()

    def lying(self, start: str) -> Iterator[Lying]:
        for folder in self._inside():
            if _OURS.fullmatch(folder.name) and folder.name.startswith(start):
                yield from self._of(folder)

    def strays(self) -> Iterator[Lying]:
        """What is hidden is a lock or not finished."""
        inside = self._inside()
        beside = [self.root, *(one for one in inside if not _OURS.fullmatch(one.name))]
        for folder in beside:
            yield from (one for one in self._of(folder) if not _base(one).startswith("."))

    def free(self) -> int | None:
        there = next(one for one in (self.root, *self.root.parents) if one.exists())
        return shutil.disk_usage(there).free

    def look(self) -> None:
        """There is nobody to ask."""

    def _inside(self) -> list[Path]:
        return sorted(self.root.iterdir()) if self.root.is_dir() else []

    def _of(self, folder: Path) -> Iterator[Lying]:
        if not folder.is_dir():
            return
        for path in sorted(folder.iterdir()):
            with suppress(FileNotFoundError):
                if path.is_file():
                    about = path.stat()
                    name = path.relative_to(self.root).as_posix()
                    yield Lying(name, about.st_size, about.st_ctime)

    def _folders(self, folder: Path) -> None:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            return
        _on_disk(self.root)

    @contextmanager
    def _locked(self, how: int) -> Iterator[None]:
        """Many put at the same time; who removes is alone. The system lets go when a process
        dies."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.root / _LOCK).open("ab") as lock:
            fcntl.flock(lock, how)
            yield


def _base(one: Lying) -> str:
    return one.name.rpartition("/")[2]


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
