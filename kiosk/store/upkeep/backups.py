"""The folder of backups: encrypted files, and beside each a note of what was found in it.

Without the database: after its loss this is what says which backup to take.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from kiosk.domain.upkeep.backup import SUFFIX, BackupBusy, BackupNote, kept, note_of

PART = ".part"
_LOCK = ".kunci"
_AT_ONCE = 1024 * 1024


def notes(folder: Path) -> list[BackupNote]:
    """Newest first: those whose file is there in its whole size. Unreadable notes are left out."""
    found = (_note(path) for path in folder.glob(f"*{SUFFIX}.json"))
    whole = [one for one in found if one and _is_whole(folder, one)]
    return sorted(whole, key=lambda one: one.made_at, reverse=True)


def newest_verified(folder: Path) -> BackupNote | None:
    """The one to go back to; needs neither the database nor a key."""
    return next((one for one in notes(folder) if one.verified_at), None)


def _note(path: Path) -> BackupNote | None:
    try:
        return note_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _is_whole(folder: Path, one: BackupNote) -> bool:
    """Its name becomes part of a path: it has to be one of this folder."""
    path = folder / one.name
    return path.parent == folder and path.is_file() and path.stat().st_size == one.size


def digest(path: Path) -> str:
    """SHA-256 in hexadecimal, of what the disk holds and not the memory before it, as far as the
    system lets itself be told."""
    found = hashlib.sha256()
    with path.open("rb") as source:
        os.posix_fadvise(source.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while some := source.read(_AT_ONCE):
            found.update(some)
    return found.hexdigest()


def publish(part: Path, note: BackupNote) -> Path:
    """The note first: a file without one is no backup, a note without its file is none either."""
    folder = part.parent
    beside = folder / f"{note.name}.json"
    written = folder / f"{beside.name}{PART}"
    written.touch(mode=0o600)
    with written.open("w", encoding="utf-8") as out:
        json.dump(note.as_document(), out, indent=2)
        out.flush()
        os.fsync(out.fileno())
    written.rename(beside)
    target = folder / note.name
    part.rename(target)
    on_disk(folder)
    return target


def sweep(folder: Path, now: datetime) -> list[str]:
    """Names of the generations removed; called by whoever has just published a verified one."""
    known = notes(folder)
    stays = kept(known, now)
    gone = [one.name for one in known if one.name not in stays]
    for name in gone:
        (folder / name).unlink(missing_ok=True)
        (folder / f"{name}.json").unlink(missing_ok=True)
    on_disk(folder)
    return gone


def sweep_parts(folder: Path) -> None:
    """What somebody began who was killed. Only under the lock: nobody is at work then."""
    for one in folder.glob(f"*{PART}"):
        one.unlink(missing_ok=True)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One backup at a time; raises `BackupBusy`. The system lets go when a process dies."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / _LOCK).open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise BackupBusy("Cadangan lain sedang dibuat. Tunggu sampai selesai.") from held
        yield


def on_disk(path: Path) -> None:
    """Fsync of a file or a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
