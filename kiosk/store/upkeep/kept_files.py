"""Folders of files as they lie on the disk, looked at and never changed."""

import hashlib
from contextlib import suppress
from pathlib import Path

_AT_ONCE = 1024 * 1024
HIDDEN = "."
"""Locks and files not yet finished begin so."""


DIGITS = "0123456789abcdef"


def place_of(root: Path, digest: str) -> Path:
    return root / digest[:2] / digest


def attachments(root: Path, first: str) -> dict[str, Path]:
    """Of the sixteen folders whose names begin with this digit."""
    found: dict[str, Path] = {}
    for second in DIGITS:
        found |= listed(root / f"{first}{second}")
    return found


def listed(folder: Path) -> dict[str, Path]:
    """Finished files of a folder by name; empty where there is no such folder."""
    if not folder.is_dir():
        return {}
    return {
        one.name: one
        for one in folder.iterdir()
        if one.is_file() and not one.name.startswith(HIDDEN)
    }


def strays(root: Path) -> dict[str, Path]:
    """What lies beside the folders of attachments, where nothing of ours lies."""
    if not root.is_dir():
        return {}
    ours = {first + second for first in DIGITS for second in DIGITS}
    beside = listed(root)
    for one in root.iterdir():
        if one.is_dir() and one.name not in ours:
            beside |= {f"{one.name}/{name}": path for name, path in listed(one).items()}
    return beside


def size(path: Path) -> int:
    """Bytes; 0 where it is gone meanwhile."""
    with suppress(FileNotFoundError):
        return path.stat().st_size
    return 0


def changed_at(path: Path) -> float:
    """Seconds since 1970 of the last change to what the disk knows of a file, which nobody can
    set; the far future where it is gone meanwhile."""
    with suppress(FileNotFoundError):
        return path.stat().st_ctime
    return float("inf")


def digest(path: Path) -> str | None:
    """SHA-256 in hexadecimal; None where it cannot be read."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as source:
            while some := source.read(_AT_ONCE):
                found.update(some)
    except OSError:
        return None
    return found.hexdigest()
