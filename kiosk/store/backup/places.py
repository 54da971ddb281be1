"""The folders a backup is restored to: is anybody at work there, is anything there, put it aside,
move the restored in. Nothing here deletes what an installation kept."""

import fcntl
import os
import shutil
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import text

from kiosk.bucket import Uploads
from kiosk.domain.upkeep.jobs import LEASE
from kiosk.store.backup import contents, unfinished
from kiosk.store.engine import connection, elsewhere, reading
from kiosk.store.retention import erased_list
from kiosk.store.shelves.at import shelf_at
from kiosk.store.shelves.shelf import Shelf
from kiosk.store.upkeep import database, leases
from kiosk.store.upkeep.backups import on_disk

SQLITE_PREFIX = "sqlite:///"
_BESIDE = ("-wal", "-shm", "-journal")
_LOCK_BYTE, _LOCK_RANGE = 0x40000002, 510
"""Uploads SQLite locks its file: whoever has it open in WAL mode holds this range, shared."""
_FLOCK = "hhqqi4x"


@dataclass(frozen=True)
class Place:
    """Uploads an installation lies. ``backups``: stays where it is, whatever comes. So does what
    lies in a bucket: names there are hashes, what is restored joins it, and what no row names the
    sweep takes."""

    instance: Path
    uploads: Uploads
    database_url: str
    backups: Path

    @property
    def sqlite(self) -> Path | None:
        """The file of the embedded database."""
        if not self.database_url.startswith(SQLITE_PREFIX):
            return None
        return Path(self.database_url.removeprefix(SQLITE_PREFIX))


def is_open(place: Place) -> bool:
    """Whether another process has the database open, or other sessions are on it."""
    path = place.sqlite
    if path is None:
        return _has_sessions(place.database_url)
    if not path.exists():
        return False
    with path.open("r+b") as opened:
        asked = struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, _LOCK_BYTE, _LOCK_RANGE, 0)
        told = struct.unpack(_FLOCK, fcntl.fcntl(opened, fcntl.F_GETLK, asked))
    return bool(told[0] != fcntl.F_UNLCK)


def _has_sessions(url: str) -> bool:
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    with elsewhere(url), reading():
        return bool(connection().execute(query).scalar_one())


def lease_until(place: Place) -> datetime | None:
    """Until when somebody holds the jobs; None too where there is no database yet, or none that
    can be read: it is to be replaced for that very reason."""
    path = place.sqlite
    if path is not None and not path.exists():
        return None
    try:
        with elsewhere(place.database_url), reading():
            held = leases.holder(LEASE) if database.schema_version() else None
    except Exception:
        return None
    return held[1] if held else None


def is_database_empty(place: Place) -> bool:
    path = place.sqlite
    if path is not None:
        return not path.exists() or _has_no_table(path)
    query = text("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")
    with elsewhere(place.database_url), reading():
        return not connection().execute(query).scalar_one()


def _has_no_table(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as opened:
            return not opened.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    except sqlite3.Error:
        return False


def occupied(place: Place) -> list[Path]:
    """What an installation left there, beside its database."""
    found = [*_kept(place)]
    uploads = _folder(place)
    if uploads is not None and uploads.is_dir() and any(uploads.iterdir()):
        found.append(uploads)
    return list(dict.fromkeys(found))


def _kept(place: Place) -> Iterator[Path]:
    """Files an installation is not told by are left: the list of what was erased, above all."""
    if not place.instance.is_dir():
        return
    uploads = _folder(place)
    ours = {place.backups.resolve(), uploads and uploads.resolve(), *_database_files(place)}
    for one in sorted(place.instance.iterdir()):
        if (
            contents.is_kept(one.name)
            and one.name != erased_list.NAME
            and one.resolve() not in ours
        ):
            yield one


def _folder(place: Place) -> Path | None:
    return place.uploads if isinstance(place.uploads, Path) else None


def _database_files(place: Place) -> list[Path]:
    path = place.sqlite
    return [] if path is None else [Path(f"{path.resolve()}{end}") for end in ("", *_BESIDE)]


def begin(place: Place) -> None:
    """From here on no door opens until `finish`: what was moved in still holds who was erased
    since, and sessions that were ended."""
    (place.instance / unfinished.NAME).touch(mode=0o600)
    on_disk(place.instance)


def finish(place: Place) -> None:
    (place.instance / unfinished.NAME).unlink()
    on_disk(place.instance)


def set_aside(place: Place, stamp: str) -> Path | None:
    """Move all of an installation into one folder inside of its own; None where there was
    nothing. What says something of the old database goes along; the day's keys stay, where they
    are forgotten tomorrow."""
    old = [*occupied(place), *(one for one in _database_files(place) if one.exists())]
    old += [place.instance / name for name in contents.OF_THE_OLD]
    there = [one for one in old if one.exists()]
    if not there:
        return None
    aside = place.instance / f"{contents.ASIDE}{stamp}"
    aside.mkdir(mode=0o700)
    for one in there:
        shutil.move(one, aside / one.name)
    on_disk(aside)
    on_disk(place.instance)
    return aside


def move_in(place: Place, unpacked: Path, database_name: str) -> None:
    """What was unpacked, to where the settings of this machine say. Over nothing: see
    `set_aside`."""
    _move_all(unpacked / contents.INSTANCE, place.instance)
    if isinstance(place.uploads, Path):
        _move_all(unpacked / contents.UPLOADS, place.uploads)
    else:
        _put_all(unpacked / contents.UPLOADS, shelf_at(place.uploads))
    path = place.sqlite
    if path is not None:
        for beside in _database_files(place)[1:]:
            # A log of another database would be played into this one.
            beside.unlink(missing_ok=True)
        shutil.move(unpacked / database_name, path)
        on_disk(path.parent)


def _move_all(source: Path, target: Path) -> None:
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    for one in sorted(source.iterdir()) if source.is_dir() else ():
        if one.name == erased_list.NAME:
            _join_lines(target / erased_list.NAME, one)
        else:
            shutil.move(one, target / one.name)
    on_disk(target)


def _put_all(source: Path, shelf: Shelf) -> None:
    """Raises `StoreAway`, `NoSpace`: the restore is not finished then, and is begun again."""
    for path in sorted(source.rglob("*")):
        if path.is_file():
            shelf.put(path.relative_to(source).as_posix(), path.read_bytes())


def _join_lines(kept: Path, older: Path) -> None:
    """Of both: what was erased since the backup, and what before it. A line that stands twice
    stays where it stood last: held, let go and held again on one day is held. As bytes: a damaged
    line must not leave an installation half moved in."""
    lines = older.read_bytes().splitlines()
    if kept.exists():
        lines += kept.read_bytes().splitlines()
    newest_first = dict.fromkeys(reversed(lines))
    beside = kept.with_name(f".{kept.name}")
    with beside.open("wb") as out:
        out.writelines(line + b"\n" for line in reversed(newest_first))
        out.flush()
        os.fsync(out.fileno())
    beside.replace(kept)
