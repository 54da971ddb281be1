"""Databases for tests: migrated once into a template, of which each test gets a copy."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.config import Config


def settings(database_url: str, instance_dir: Path) -> dict[str, str]:
    """The environment of an installation under test, for `Config.from_env` or a subprocess."""
    return {
        "KIOSK_DATABASE_URL": database_url,
        "KIOSK_INSTANCE_DIR": str(instance_dir),
        "KIOSK_SECRET_KEY": "a key of the tests, longer than thirty-two characters",
        "KIOSK_TIMEZONE": "Asia/Makassar",
    }


def config_for(database_url: str, instance_dir: Path) -> Config:
    """The configuration of an installation under test."""
    from kiosk.config import Config

    return Config.from_env(settings(database_url, instance_dir))


def migrate(database_url: str, instance_dir: Path) -> None:
    """Bring an empty database to the head of the migrations, and let go of it."""
    import flask_migrate

    from kiosk.app import create_app

    app = create_app(config_for(database_url, instance_dir))
    with app.app_context():
        flask_migrate.upgrade()
    let_go(app)


def let_go(app: Flask) -> None:
    """Close an app's connections: PostgreSQL copies no database that somebody is using."""
    with app.app_context():
        for engine in app.extensions["sqlalchemy"].engines.values():
            engine.dispose()


def copy_sqlite(source: Path, target: Path) -> None:
    """A copy by SQLite itself: a file copy would miss what is still in the write-ahead log."""
    origin, copy = sqlite3.connect(source), sqlite3.connect(target)
    try:
        copy.execute("PRAGMA synchronous=OFF")  # for this connection only: the copy is thrown away
        origin.backup(copy)
    finally:
        origin.close()
        copy.close()
