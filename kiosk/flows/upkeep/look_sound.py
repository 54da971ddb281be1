"""A first look at the database before a door opens: is all there, is its structure whole. The
thorough look is the nightly one."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from kiosk.config import Config
from kiosk.domain.upkeep import wordings
from kiosk.domain.upkeep.schema import HEAD
from kiosk.flows import damaging
from kiosk.store import damage
from kiosk.store.comparing import watermark
from kiosk.store.engine import reading
from kiosk.store.upkeep import database, integrity

LONGEST = 10.0
"""Seconds: a gigabyte takes about three. What is not seen by then the night sees."""
STAMP = ".diperiksa"
KNOWN_FOR = 600.0
"""Seconds: workers of one start look once."""


def look_sound(settings: Config, now: datetime) -> str | None:
    """None, or what is wrong and which backup to go back to; nothing is written from then on."""
    folder = settings.instance_dir
    if damage.found(folder) is None:
        with _one_at_a_time(folder / STAMP, now) as is_known:
            if not is_known:
                _look(settings)
    known = damage.found(folder)
    return f"{known.told} {damaging.advice(settings)}" if known else None


def _look(settings: Config) -> None:
    with reading():
        behind = database.schema_version() == HEAD and watermark.is_behind(
            settings.instance_dir, watermark.now()
        )
    if behind:
        damaging.refuse_writes(settings, wordings.BEHIND, lost=True)
        return
    fault, _whole = integrity.glance(LONGEST)
    if fault:
        damaging.refuse_writes(settings, wordings.UNSOUND)


@contextmanager
def _one_at_a_time(stamp: Path, now: datetime) -> Iterator[bool]:
    """Whether somebody of the same start has looked already; whoever comes meanwhile waits."""
    with stamp.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        parent = f"{os.getppid()} "
        age = now.timestamp() - stamp.stat().st_mtime
        is_known = file.read() == parent and abs(age) < KNOWN_FOR
        yield is_known
        if not is_known:
            file.truncate(0)
            file.write(parent)
