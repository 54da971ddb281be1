"""Recordings of questions, as files below the instance folder:
``suara/<instrument>/<language>/<item>.<ogg|mp3|m4a>``."""

import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.survey.recording import KINDS, Kind, Slot

FOLDER = "suara"


@dataclass(frozen=True)
class Recording:
    """``version`` changes with the file."""

    path: Path
    kind: Kind
    size: int
    version: str


def changed(instance: Path) -> int:
    """When one was last put there, in ns; 0 where there never was one. `keep` begins and ends in
    this folder, so it changes with each."""
    try:
        return (instance / FOLDER).stat().st_mtime_ns
    except OSError:
        return 0


def found(instance: Path, slot: Slot) -> Recording | None:
    """``slot`` must be of known names: it becomes a path."""
    for kind in KINDS.values():
        path = _path(instance, slot, kind)
        try:
            state = path.stat()
        except OSError:
            continue
        return Recording(path, kind, state.st_size, f"{state.st_mtime_ns:x}")
    return None


def filled(instance: Path, slots: Iterable[Slot]) -> dict[Slot, Recording]:
    """Those of ``slots`` that have a recording."""
    if not changed(instance):
        return {}
    return {slot: one for slot in slots if (one := found(instance, slot))}


def keep(instance: Path, slot: Slot, kind: Kind, content: bytes) -> Recording:
    """Takes the place of the one before it, whole or not at all. Raises ``OSError``."""
    target = _path(instance, slot, kind)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=instance / FOLDER)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    Path(name).chmod(0o644)
    Path(name).rename(target)
    for other in KINDS.values():
        if other != kind:
            _path(instance, slot, other).unlink(missing_ok=True)
    kept = found(instance, slot)
    assert kept is not None
    return kept


def _path(instance: Path, slot: Slot, kind: Kind) -> Path:
    return instance / FOLDER / slot.instrument / slot.lang / f"{slot.item}.{kind.suffix}"
