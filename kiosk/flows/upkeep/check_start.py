"""What every door looks at before it opens: `kiosk serve`, `kiosk jobs`, the server's own door, and
`kiosk doctor`, which tells all of it."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.config import NEXT_SECRET, SECRET_FILE, Config
from kiosk.domain.refusal import Refusal
from kiosk.domain.upkeep import surroundings
from kiosk.domain.upkeep.schema import HEAD
from kiosk.domain.upkeep.surroundings import Finding
from kiosk.store.backup.unfinished import NAME as UNFINISHED
from kiosk.store.engine import reading
from kiosk.store.upkeep import database

KEPT_BY_GIT = ".gitkeep"
MOUNTS = Path("/proc/self/mountinfo")


def check_start(settings: Config, now: datetime) -> list[Finding]:
    """Changes nothing. Each that is not ``ok`` keeps the doors shut."""
    return [*_around(settings, now), *_inside()]


class Unfit(Refusal):
    """No door opens on this."""


def require_fit(settings: Config, now: datetime) -> None:
    """Raises `Unfit` with the first that is wrong."""
    for one in check_start(settings, now):
        if not one.ok:
            raise Unfit("Tidak dijalankan (%(name)s): %(text)s.", name=one.name, text=one.text)


def _around(settings: Config, now: datetime) -> Iterator[Finding]:
    yield _folder(settings.instance_dir)
    if (settings.instance_dir / UNFINISHED).exists():
        told = "pemulihan belum selesai; jalankan kiosk backup restore lagi, dengan --replace"
        yield Finding("pemulihan", False, told)
    mounts = _mounts()
    alone, shared = _on_one_machine(settings), _on_many(settings)
    yield surroundings.on_disks(_kinds(alone, mounts), _kinds(shared, mounts))
    yield _secret(settings)
    yield surroundings.of_proxy(settings.public_url, settings.proxy_hops)
    yield surroundings.of_zones(_lacking())
    local = now.astimezone(ZoneInfo(settings.timezone))
    yield surroundings.of_clock(now, local.strftime("%Y-%m-%d %H.%M.%S %Z"))


def _inside() -> Iterator[Finding]:
    """Of the database itself; one that cannot be read is one finding."""
    try:
        with reading():
            found, told = database.schema_version(), database.pragmas()
        kind = database.kind()
    except Refusal as refused:
        yield Finding("skema", False, str(refused).rstrip("."))
        return
    yield surroundings.of_schema(kind, found, HEAD)
    wrong = [name for name, value in database.WANTED.items() if told.get(name) != value]
    if told:
        values = ", ".join(f"{name}={value}" for name, value in told.items())
        advice = f"{values}; pindahkan basis data ke cakram yang mendukung WAL"
        yield Finding("pragma", not wrong, advice if wrong else values)


def _folder(folder: Path) -> Finding:
    if not folder.is_dir():
        return Finding("folder", False, "belum ada; jalankan kiosk init")
    mode = stat.S_IMODE(folder.stat().st_mode)
    files = (one for one in folder.iterdir() if one.name != KEPT_BY_GIT and one.is_file())
    open_files = sum(1 for one in files if one.stat().st_mode & stat.S_IROTH)
    return surroundings.of_folder(mode, os.access(folder, os.W_OK | os.X_OK), open_files)


def _mounts() -> str:
    """On a machine without `/proc` nobody can tell."""
    with suppress(OSError):
        return MOUNTS.read_text()
    return ""


def _on_one_machine(settings: Config) -> Iterator[tuple[str, Path]]:
    """SQLite's file, and what it keeps beside itself."""
    if settings.is_sqlite:
        yield "folder instance", settings.instance_dir
        yield "basis data", Path(settings.database_url.removeprefix("sqlite:///")).parent


def _on_many(settings: Config) -> Iterator[tuple[str, Path]]:
    """A bucket lies on no disk of this machine."""
    if not settings.is_sqlite:
        yield "folder instance", settings.instance_dir
    if isinstance(settings.uploads, Path):
        yield "lampiran", settings.uploads


def _kinds(places: Iterator[tuple[str, Path]], mounts: str) -> Iterator[tuple[str, str]]:
    for what, path in places:
        yield what, surroundings.file_system_of(path.resolve(), mounts)


def _secret(settings: Config) -> Finding:
    if (settings.instance_dir / NEXT_SECRET).exists():
        told = "pergantian kunci belum selesai; jalankan kiosk secret rotate sekali lagi"
        return Finding("kunci", False, told)
    path = settings.instance_dir / SECRET_FILE
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    return surroundings.of_secret(settings.secret_key, mode, SECRET_FILE)


def _lacking() -> Iterator[str]:
    for name in surroundings.ZONES_NEEDED:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            yield name
