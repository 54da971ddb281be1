"""The sign that the database is damaged: a file in the instance folder, not a row in what is
damaged. While it lies there no transaction begins; looking goes on.

Looked for before every transaction (a microsecond), so that every process stops at once,
whichever of them found it.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

NAME = "basis-data-rusak.json"


@dataclass(frozen=True)
class Damage:
    """``told``: what was found, one Indonesian sentence; ``at``: when it was first found.
    ``lost``: what was stored is gone, and no look at what is left can find it sound."""

    told: str
    at: datetime
    lost: bool = False


def marker(folder: Path) -> Path:
    return folder / NAME


def mark(path: Path, told: str, *, lost: bool = False) -> None:
    """Stays through a power cut. What was found first is kept: all else may follow from it."""
    with suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            json.dump({"told": told, "lost": lost}, out, ensure_ascii=False)
            out.flush()
            os.fsync(out.fileno())
        _on_disk(path.parent)


def found(folder: Path) -> Damage | None:
    """A sign that cannot be read is a sign all the same."""
    path = marker(folder)
    try:
        at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        kept = json.loads(path.read_text())
        return Damage(str(kept["told"]), at, bool(kept["lost"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return Damage("Basis data ditandai rusak.", datetime.fromtimestamp(0, UTC))


def lift(folder: Path) -> bool:
    """Only after a clean look at the whole database, or a restore."""
    try:
        marker(folder).unlink()
    except FileNotFoundError:
        return False
    _on_disk(folder)
    return True


def _on_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
