"""16 MB that nobody uses, given up when the disk is full: words of a complaint still find room.

The file lies beside SQLite's database and is really allocated. Given up it stays, empty, as the
sign that what is free now belongs to words: files are refused until it is laid again.
"""

import errno
import os
import shutil
from enum import Enum
from pathlib import Path

from kiosk.store.engine import db

NAME = "ruang-cadangan"
SIZE = 16 * 1024 * 1024
SPARE = 48 * 1024 * 1024
"""Left free, at the least, when the ballast is laid: else it would fill the disk by itself."""
_BLOCK = 512
"""Of `os.stat`, whatever the file system's own are."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class State(Enum):
    """ELSEWHERE: PostgreSQL, whose disk is its own. ABSENT: never laid."""

    ELSEWHERE = "lain"
    ABSENT = "belum"
    LAID = "siap"
    GIVEN_UP = "terpakai"


def state() -> State:
    """Allocated, not just long: a copy of a folder may have made a hole of it."""
    path = _path()
    if path is None:
        return State.ELSEWHERE
    try:
        blocks = path.stat().st_blocks
    except FileNotFoundError:
        return State.ABSENT
    return State.LAID if blocks * _BLOCK >= SIZE else State.GIVEN_UP


def lay() -> bool:
    """Whether it was laid now. Not while it is there, nor while there is not enough room."""
    path = _path()
    if path is None or state() is State.LAID:
        return False
    return shutil.disk_usage(path.parent).free >= SIZE + SPARE and _allocated(path)


def _allocated(path: Path) -> bool:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.posix_fallocate(handle, 0, SIZE)
    except OSError as wrong:
        os.ftruncate(handle, 0)
        if wrong.errno not in _FULL:
            raise
        return False
    finally:
        os.close(handle)
    return True


def give_up() -> bool:
    """Whether there is room to try again in: given up now, or by somebody else meanwhile."""
    path = _path()
    if path is None or not path.exists():
        return False
    os.truncate(path, 0)
    return True


def _path() -> Path | None:
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database)).resolve().parent / NAME
