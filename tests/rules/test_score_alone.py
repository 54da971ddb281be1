"""`kiosk score`, `hasil`, `deadline` compute alone: no database, no instance folder, no secret."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.source import ROOT

MEANS = {"means": {"U1": "3.58", "U2": "3.54"}, "respondents": 100}


def run(code: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """In an empty folder; the project is found by its path alone."""
    quiet = {"PATH": "", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *code], cwd=folder, env=quiet, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("command", ["score", "hasil", "deadline"])
def test_the_command_brings_no_database_with_it(command: str, tmp_path: Path) -> None:
    code = (
        f"import sys, kiosk.commands.{command}\n"
        "heavy = {'sqlalchemy', 'flask_sqlalchemy', 'psycopg', 'sqlite3'} & sys.modules.keys()\n"
        "print(*sorted(heavy))"
    )
    found = run(["-c", code], tmp_path)
    assert (found.returncode, found.stderr, found.stdout.split()) == (0, "", [])


@pytest.mark.parametrize(
    "arguments",
    [
        ["score", "data.json", "--json"],
        ["hasil", "--ipak", "3,60", "--json"],
        ["deadline", "--class", "informasi", "--received", "2026-03-13T15:59+08:00", "--json"],
    ],
)
def test_it_works_where_nothing_is_installed(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "data.json").write_text(json.dumps(MEANS))
    found = run(["-m", "kiosk.cli", *arguments], tmp_path)
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)
    assert [path.name for path in tmp_path.iterdir()] == ["data.json"], "it left something behind"
