"""The restore guide is followed word for word, block by block, with other paths and with the
programs of a service stood in for: what it says can be typed, in that order, and works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import tickets
from tests.backups import backed_up, files_in_clear, key_file
from tests.factories import answer, make_place, rows
from tests.rules.source import ROOT
from tests.services.databases import config_for, let_go
from tests.services.tools import require

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.config import Config

GUIDE = (ROOT / "docs" / "restore.md").read_text(encoding="utf-8")
SHIMS = {
    "systemctl": 'echo "$*" >> "$SAID"',
    "runuser": 'shift 3; exec "$@"',
    "install": 'mkdir -p -m 700 "${@: -1}"',
}
"""In place of a service: what was asked of it is written down, its user is whoever runs this."""


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


@pytest.fixture
def config(config: Config) -> Config:
    return backed_up(config)


def block(heading: str) -> str:
    """The one shell block below a heading of the guide."""
    section = GUIDE.split(f"## {heading}\n")[1].split("\n## ")[0]
    [found] = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    return str(found)


@pytest.fixture
def typed(tmp_path_factory: pytest.TempPathFactory, config: Config) -> Typed:
    return Typed(tmp_path_factory.mktemp("mesin"), config)


class Typed:
    """A machine on which blocks of the guide are typed."""

    def __init__(self, root: Path, config: Config) -> None:
        self.root, self.said = root, root / "said"
        self.paths = {
            "/opt/suara-loket": str(ROOT),
            "/var/lib/suara-loket": str(config.instance_dir),
            "/etc/suara-loket.env": str(root / "env"),
            "/mnt/cadangan": str(config.backup_dir),
            "/media/kunci": str(key_file(root).parent),
        }
        for name, text in SHIMS.items():
            shim = root / name
            shim.write_text(f"#!/bin/bash\n{text}\n")
            shim.chmod(0o755)

    def settle(self, **settings: str) -> None:
        lines = [f"KIOSK_{name.upper()}={value}" for name, value in settings.items()]
        (self.root / "env").write_text("\n".join([*lines, ""]))

    def run(self, heading: str, before: str = "") -> str:
        script = before + block(heading)
        for of_the_guide, ours in self.paths.items():
            script = script.replace(of_the_guide, ours)
        given = {"PATH": f"{self.root}:{os.environ['PATH']}", "SAID": str(self.said)}
        command = ["bash", "-euo", "pipefail", "-c", script]
        done = subprocess.run(command, env=given, cwd=self.root, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout


def back_up(app: Flask, config: Config) -> None:
    """An installation with something in it, and something that came later."""
    from kiosk import clock
    from kiosk.flows.upkeep.make_backup import make_backup
    from kiosk.fronts.backups import hands

    place = make_place(app)
    answer(app, place, times=3)
    tickets.file(app, place)
    (config.instance_dir / "secret-key").write_text(config.secret_key)
    with app.app_context():
        make_backup(config, hands(config), clock.now)
    answer(app, place)


@pytest.mark.usefixtures("quick_hashes")
def test_the_same_machine_is_put_back_and_nothing_is_deleted(
    app: Flask, config: Config, typed: Typed
) -> None:
    back_up(app, config)
    filed = rows(app, "tickets")
    let_go(app)
    database = Path(config.database_url.removeprefix("sqlite:///"))
    with database.open("r+b") as out:
        out.write(b"not a database any more")
    typed.settle(instance_dir=str(config.instance_dir), database_url=config.database_url)
    said = typed.run("On the same machine")
    assert "utuh" in said.lower()
    assert typed.said.read_text().split() == ["stop", "suara-loket", "start", "suara-loket"]
    assert rows(app, "tickets") == filed
    assert len(rows(app, "answers")) == 3
    [aside] = config.instance_dir.glob("lama-*")
    assert (aside / database.name).read_bytes().startswith(b"not a database any more")
    assert files_in_clear(config.instance_dir) == []


@pytest.mark.usefixtures("quick_hashes")
def test_a_new_machine_takes_the_place_of_a_lost_one(
    app: Flask, config: Config, typed: Typed
) -> None:
    from kiosk.app import create_app

    back_up(app, config)
    filed = rows(app, "tickets")
    new = typed.root / "baru"
    typed.paths["/var/lib/suara-loket"] = str(new)
    typed.settle(instance_dir=str(new))
    said = typed.run("On a new machine")
    assert said.count("Utuh: ") == 2
    other = create_app(config_for(f"sqlite:///{new / 'suara-loket.sqlite3'}", new))
    assert rows(other, "tickets") == filed
    assert (new / "secret-key").read_text() == config.secret_key
    let_go(other)


@pytest.mark.usefixtures("quick_hashes")
def test_other_programs_open_a_backup(app: Flask, config: Config, typed: Typed) -> None:
    """Debian's age, tar and sqlite3."""
    for name in ("age", "tar", "sqlite3"):
        require(name)
    back_up(app, config)
    [path] = config.backup_dir.glob("*.age")
    said = typed.run("Without this program", f"BACKUP={path}\n")
    assert said.split() == ["ok", "1"]
    unpacked = typed.root / "suara-loket"
    assert (unpacked / "isi.jsonl").exists()
    shutil.rmtree(unpacked)
