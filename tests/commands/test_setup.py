"""`kiosk init`: a secret, the tables, the instruments; again, and nothing changes."""

from __future__ import annotations

import hashlib
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.engine import make_url

from kiosk.app import create_app
from kiosk.config import Config
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.store.survey import instruments
from tests.desk import make_staff
from tests.factories import Clock, rows, snapshot
from tests.services.databases import copy_sqlite, let_go, settings

if TYPE_CHECKING:
    from flask import Flask

    from tests.services.postgres import Server


@pytest.fixture
def surroundings(empty_database_url: str, tmp_path: Path) -> dict[str, str]:
    """The environment of an installation that is not there yet: no secret, no tables."""
    given = settings(empty_database_url, tmp_path / "instance")
    del given["KIOSK_SECRET_KEY"]
    return given


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """The environment of an installation made by `kiosk init`; look at it, change nothing."""
    folder = tmp_path_factory.mktemp("made")
    with ExitStack() as afterwards:
        url = f"sqlite:///{folder / 'empty.db'}"
        if request.param == "postgresql":
            server: Server = request.getfixturevalue("postgres_server")
            database = server.fresh()
            afterwards.callback(server.drop, database)
            url = database.render_as_string(hide_password=False)
        given = settings(url, folder / "instance")
        del given["KIOSK_SECRET_KEY"]
        result = init(given)
        assert (result.returncode, result.stderr) == (0, ""), result.stderr
        yield given


@pytest.fixture
def built(made: dict[str, str]) -> Iterator[Flask]:
    """Its application."""
    app = create_app(Config.from_env(made))
    yield app
    let_go(app)


@pytest.fixture
def own(
    made: dict[str, str], request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[dict[str, str]]:
    """The environment of a copy of it, to be changed."""
    folder = Path(made["KIOSK_INSTANCE_DIR"])
    shutil.copytree(folder, tmp_path / folder.name)
    given = {**made, "KIOSK_INSTANCE_DIR": str(tmp_path / folder.name)}
    url = make_url(made["KIOSK_DATABASE_URL"])
    with ExitStack() as afterwards:
        if url.get_backend_name() == "sqlite":
            copy_sqlite(Path(str(url.database)), tmp_path / "empty.db")
            copy = url.set(database=str(tmp_path / "empty.db"))
        else:
            server: Server = request.getfixturevalue("postgres_server")
            copy = server.fresh(template=str(url.database))
            afterwards.callback(server.drop, copy)
        yield given | {"KIOSK_DATABASE_URL": copy.render_as_string(hide_password=False)}


@pytest.fixture
def changing(own: dict[str, str]) -> Iterator[Flask]:
    """The application of the copy."""
    app = create_app(Config.from_env(own))
    yield app
    let_go(app)


def init(surroundings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kiosk.cli", "init"]
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)


def test_init_makes_a_secret_only_its_owner_reads(built: Flask, made: dict[str, str]) -> None:
    path = Path(made["KIOSK_INSTANCE_DIR"]) / "secret-key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_text()) >= 43
    assert built.config["SECRET_KEY"] == path.read_text()


def test_init_keeps_room_for_a_full_disk_where_the_disk_is_its_own(
    built: Flask, made: dict[str, str]
) -> None:
    kept = Path(made["KIOSK_INSTANCE_DIR"]) / "ruang-cadangan"
    is_sqlite = built.config["KIOSK"].database_url.startswith("sqlite")
    # An in-use database elsewhere has its ballast beside it.
    own = Path(built.config["KIOSK"].database_url.removeprefix("sqlite:///")).parent / kept.name
    assert own.exists() == is_sqlite


def test_init_pins_every_instrument_by_the_hash_of_its_file(built: Flask) -> None:
    known = {row["code"]: row["sha256"] for row in rows(built, "instruments")}
    assert {"skm-2017", "skm-2025", "spkp", "spak"} <= known.keys()
    folder = Path(instruments.__file__).parents[2] / "instruments"
    for code, digest in known.items():
        assert digest == hashlib.sha256((folder / f"{code}.toml").read_bytes()).hexdigest()


def test_init_again_changes_nothing(changing: Flask, own: dict[str, str]) -> None:
    make_staff(changing, [Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)])
    secret = Path(own["KIOSK_INSTANCE_DIR"]) / "secret-key"
    before = snapshot(changing), secret.read_bytes(), secret.stat().st_mtime_ns
    result = init(own)
    assert (result.returncode, result.stderr) == (0, "")
    assert "/admin/" not in result.stdout
    assert (snapshot(changing), secret.read_bytes(), secret.stat().st_mtime_ns) == before


def test_until_there_is_an_administrator_init_again_only_renews_the_link(
    changing: Flask, own: dict[str, str]
) -> None:
    before = snapshot(changing)
    assert "/admin/pertama/" in init(own).stdout
    after = snapshot(changing)
    assert len(before.pop("one_time_links")) == len(after.pop("one_time_links")) == 1
    assert after == before


def test_init_leaves_a_secret_of_the_environment_alone(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    given = {**surroundings, "KIOSK_SECRET_KEY": "kunci dari luar, cukup panjang dan beragam 42"}
    assert init(given).returncode == 0
    assert not (tmp_path / "instance" / "secret-key").exists()


def test_an_instrument_whose_file_changed_is_refused(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.flows.upkeep.initialise import initialise
    from kiosk.store.survey.instruments import ChangedInstrument

    with app.app_context():
        initialise(clock.now())
        before = snapshot(app)
        read = instruments._bytes
        monkeypatch.setattr(
            instruments, "_bytes", lambda code: read(code) + b"\n" * (code == "spak")
        )
        with pytest.raises(ChangedInstrument, match="spak"):
            initialise(clock.now())
    assert snapshot(app) == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KIOSK_TIMEZONE", "Asia/Kupang"),
        ("KIOSK_DATABASE_URL", "mysql://localhost/x"),
        ("KIOSK_SECRET_KEY", "pendek"),
        ("KIOSK_WARNA", "merah"),
    ],
)
def test_an_unusable_setting_is_one_line_with_its_name(
    tmp_path: Path, name: str, value: str
) -> None:
    given = {**settings(f"sqlite:///{tmp_path}/x.db", tmp_path / "instance"), name: value}
    result = init(given)
    assert (result.returncode, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert name in result.stderr
    assert not (tmp_path / "x.db").exists()
