"""What every test may ask for: a database, an app on it, a client, a browser.

`database_url` runs a test twice, on SQLite and on PostgreSQL. A folder whose tests need only one of
them says so in a conftest of its own:

    @pytest.fixture
    def database_url(sqlite_database: str) -> str:
        return sqlite_database
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.services.browser import running_browser
from tests.services.databases import config_for, copy_sqlite, let_go, migrate
from tests.services.hashes import hash_quickly
from tests.services.once import worked_out_once
from tests.services.postgres import Server, running_server
from tests.services.s3_store import Swift, running_swift

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, BrowserContext

    from kiosk.config import Config
    from tests.services.front import Front

# A limit in milliseconds for one example holds for the machine and whoever else runs on it.
settings.register_profile("ours", deadline=None)
settings.load_profile("ours")

RARELY = (20_000, 20, 20)
"""Looking for garbage took a tenth of the time, and a quarter of the time tests are gathered in."""
gc.set_threshold(*RARELY)
BOTH_DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session", autouse=True)
def what_all_apps_share() -> Iterator[None]:
    """Worked out once a worker, not once a test; and what is loaded by then is never garbage."""
    gc.collect()
    gc.freeze()
    with worked_out_once():
        yield


@pytest.fixture(autouse=True)
def nobody_sent_before() -> None:
    """A worker counts in memory what it let through; tests of one process are many workers."""
    loaded = sys.modules.get("kiosk.flows.survey.admit_answer")
    if loaded is not None:
        loaded._minutes.clear()


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """For whoever files many complaints and measures no time. The folders of pages and flows ask
    for it; a file of theirs that is about hashes has a fixture of this name that does nothing."""
    hash_quickly(monkeypatch)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """One server a worker, started by the first test that asks."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def swift(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Swift]:
    """A real store with S3's interface, one a worker. Leave it running."""
    with running_swift(tmp_path_factory.mktemp("swift")) as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file. Copy it, never open it."""
    folder = tmp_path_factory.mktemp("template")
    path = folder / "template.db"
    migrate(f"sqlite:///{path}", folder)
    gc.freeze()  # the whole system has been loaded for it
    return path


@pytest.fixture(scope="session")
def postgresql_template(
    postgres_server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The name of a migrated database. Copy it, never connect to it."""
    url = postgres_server.fresh()
    migrate(url.render_as_string(hide_password=False), tmp_path_factory.mktemp("template"))
    yield str(url.database)
    postgres_server.drop(url)


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a fresh, migrated SQLite database."""
    path = tmp_path / "kiosk.db"
    copy_sqlite(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_database(postgres_server: Server, postgresql_template: str) -> Iterator[str]:
    """The URL of a fresh, migrated PostgreSQL database."""
    url = postgres_server.fresh(template=postgresql_template)
    yield url.render_as_string(hide_password=False)
    postgres_server.drop(url)


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> str:
    """The URL of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'empty.db'}"


@pytest.fixture
def empty_postgresql(postgres_server: Server) -> Iterator[str]:
    """The URL of a PostgreSQL database without a table."""
    url = postgres_server.fresh()
    yield url.render_as_string(hide_password=False)
    postgres_server.drop(url)


@pytest.fixture(params=BOTH_DATABASES)
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, migrated database, on each of the two kinds in turn."""
    url: str = request.getfixturevalue(f"{request.param}_database")
    return url


@pytest.fixture(params=BOTH_DATABASES)
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """A database without a table, on each kind in turn: for migrations and the engine itself."""
    url: str = request.getfixturevalue(f"empty_{request.param}")
    return url


@pytest.fixture(scope="session")
def joined_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where style sheets and scripts are joined and squeezed: once a worker, not once a test."""
    return tmp_path_factory.mktemp("static")


@pytest.fixture(scope="session")
def front(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """The shipped nginx before the real server, for tests that leave it standing."""
    from tests.services.front import served

    with served(sqlite_template, tmp_path_factory.mktemp("front")) as running:
        yield running


@pytest.fixture
def config(database_url: str, tmp_path: Path, joined_files: Path) -> Config:
    """The configuration of an installation under test; `dataclasses.replace` makes variants."""
    (tmp_path / "static").symlink_to(joined_files)
    return config_for(database_url, tmp_path)


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """The whole application. Stores and flows need `with app.app_context():` around them."""
    from kiosk.app import create_app

    app = create_app(config)
    app.testing = True
    yield app
    let_go(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a window and without script."""
    return app.test_client()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium a worker, started by the first test that asks."""
    with running_browser() as running:
        yield running


@pytest.fixture
def open_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a private window; takes Playwright's options: `viewport=`, `java_script_enabled=`."""
    opened: list[BrowserContext] = []

    def opener(**options: object) -> BrowserContext:
        opened.append(browser.new_context(**options))  # type: ignore[arg-type]
        return opened[-1]

    yield opener
    for context in opened:
        context.close()
