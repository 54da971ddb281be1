"""The head of the table: what was measured on what. Without it the numbers mean nothing."""

import os
import platform
import sqlite3
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from benchmarks.installation import Installation
from benchmarks.overhttp import CONNECTIONS, WORKERS
from kiosk import clock
from kiosk.commands.serve import gunicorn
from kiosk.store.engine import reading
from kiosk.store.upkeep import database

PACKAGES = ("flask", "werkzeug", "jinja2", "sqlalchemy", "gunicorn")


def head(here: Installation) -> Iterator[str]:
    cores, load = os.cpu_count(), os.getloadavg()[0]
    yield f"{clock.now():%Y-%m-%d %H:%M} UTC, {_cpu()}, {cores} cores, {_memory()}, load {load:.1f}"
    named = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    yield f"{platform.platform()}, Python {platform.python_version()}, {named}"
    with here.app.app_context(), reading():
        settings = ", ".join(f"{name}={value}" for name, value in database.pragmas().items())
    yield f"SQLite {sqlite3.sqlite_version}: {settings} (synchronous 2 is FULL)"
    shipped = " ".join(gunicorn("loopback", 0, WORKERS)[5:])
    yield f"gunicorn {shipped}; client of its own on the same cores, {CONNECTIONS} connections"


def _cpu() -> str:
    lines = _lines("/proc/cpuinfo")
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _memory() -> str:
    found = (line.split()[1] for line in _lines("/proc/meminfo") if line.startswith("MemTotal"))
    return next((f"{int(kilobytes) / 2**20:.0f} GiB" for kilobytes in found), "memory unknown")


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []
