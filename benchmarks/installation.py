"""A throw-away installation on SQLite with one survey point, as `kiosk init` would make it."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import flask_migrate
from flask import Flask

from kiosk import clock
from kiosk.app import create_app
from kiosk.config import Config
from kiosk.flows.upkeep.initialise import initialise
from kiosk.store.engine import db, transaction
from kiosk.store.place import points, units

POINT = "BENCH1"
INSTRUMENT = "skm-2017"
FIRST_MONTH = 202001
SERVICES = ("PASPOR", "IZIN", "KTP")


@dataclass(frozen=True)
class Installation:
    """``environ`` is what a server process needs to serve the same data."""

    app: Flask
    folder: Path
    environ: dict[str, str]
    unit_id: int
    point_id: int
    service_ids: tuple[int, ...]

    def bytes_used(self) -> int:
        """Of the database file, its log folded back first."""
        with self.app.app_context():
            raw = db.engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()
            return Path(str(db.engine.url.database)).stat().st_size


@contextmanager
def installation(database: str = "") -> Iterator[Installation]:
    """Made in the system's folder for temporary files (`TMPDIR` chooses the disk), then removed.
    ``database``: an empty one elsewhere, in place of SQLite there."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-bench-"))
    environ = environ_of(folder) | ({"KIOSK_DATABASE_URL": database} if database else {})
    try:
        with opened(environ) as app:
            made = made_in(app, folder)
            # Outside its context: inside it, a request would not pay for a context of its own.
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def environ_of(folder: Path) -> dict[str, str]:
    """Of a new installation there."""
    return {
        "KIOSK_INSTANCE_DIR": str(folder),
        "KIOSK_SECRET_KEY": secrets.token_urlsafe(48),
        "KIOSK_TIMEZONE": "Asia/Makassar",
    }


@contextmanager
def opened(environ: dict[str, str]) -> Iterator[Flask]:
    app = create_app(Config.from_env(environ))
    app.config["BENCH_ENVIRON"] = environ
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()


def made_in(app: Flask, folder: Path) -> Installation:
    """`kiosk init` and one counter."""
    with app.app_context():
        flask_migrate.upgrade()
        initialise(clock.now())
        unit_id, point_id, service_ids = _places()
    environ = app.config["BENCH_ENVIRON"]
    return Installation(app, folder, environ, unit_id, point_id, service_ids)


def _places() -> tuple[int, int, tuple[int, ...]]:
    with transaction():
        instansi = units.add_instansi("BENCH", "Pemerintah Kabupaten Contoh")
        unit_id = units.add(
            instansi,
            "BENCH-UNIT",
            "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
            "Asia/Makassar",
            address="Jalan Contoh 1, Kupang",
            phone="(0380) 000000",
        )
        service_ids = tuple(
            units.add_service(unit_id, code, f"Pelayanan {code.title()}") for code in SERVICES
        )
        units.use_instrument(unit_id, INSTRUMENT, FIRST_MONTH)
        return unit_id, points.add(unit_id, POINT, "Loket 1 Pendaftaran"), service_ids


def clean_environ(extra: dict[str, str]) -> dict[str, str]:
    """This process's environment without settings of another installation."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KIOSK_")}
    return {**kept, **extra}
