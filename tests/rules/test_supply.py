"""What we are made of: every package pinned by hash, declared, used, licensed and listed; no key
of anybody's lies in the project."""

from __future__ import annotations

import ast
import configparser
import json
import re
import sys
from importlib import metadata
from pathlib import Path

import pytest

from scripts import supply
from tests.rules.source import ROOT, project_files, python_files

LOCKS = ("requirements/run.txt", "requirements/test.txt")
FREE = re.compile(r"MIT|BSD|Apache-2\.0|MPL-[12]|LGPL-[23]|PSF|ISC")
UNNAMED = {"brotli", "psycopg", "setuptools", "tzdata"}
"""Needed and not imported by us: whitenoise, SQLAlchemy, pip and zoneinfo do."""
CARRIED = {
    "alembic",
    "click",
    "itsdangerous",
    "jinja2",
    "joserfc",
    "lxml",
    "markupsafe",
    "werkzeug",
}
"""Come with the package they belong to and cannot be missing: Flask, Flask-Migrate, Authlib,
python-docx."""


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_its_hashes(name: str) -> None:
    text = (ROOT / name).read_text()
    blocks = re.split(r"\n(?=[a-z0-9])", re.sub(r"^\s*#.*\n", "", text, flags=re.M))
    found = [one for one in blocks if one.strip()]
    assert len(found) > 40
    wanted = re.compile(r"[a-z0-9._-]+(\[[a-z0-9,]+\])?==\S+")
    assert [one.splitlines()[0] for one in found if not wanted.match(one)] == []
    assert [one.splitlines()[0] for one in found if "--hash=sha256:" not in one] == []
    assert "http" not in text, "an index address belongs to the machine, not to the project"


def test_the_environment_is_installed_by_hash_only() -> None:
    script = (ROOT / "scripts" / "environment.sh").read_text()
    assert "--require-hashes" in script
    installs = [line for line in script.splitlines() if line.startswith("install ")]
    assert [
        one for one in installs if "--require-hashes" not in one and "--no-deps" not in one
    ] == []


def test_the_tests_and_the_running_system_share_their_pins() -> None:
    tested = dict(supply.PIN.findall((ROOT / "requirements" / "test.txt").read_text()))
    assert {name: tested.get(name) for name in supply.pins()} == supply.pins()


def declared() -> set[str]:
    """Packages that setup.cfg names, the optional ones too."""
    found = configparser.ConfigParser(interpolation=None)
    found.read(ROOT / "setup.cfg")
    texts = [found["options"]["install_requires"], *found["options.extras_require"].values()]
    return {
        re.split(r"[\[<>=]", one)[0] for text in texts for one in text.split() if one[0] not in "<>"
    }


def imported() -> set[str]:
    names: set[str] = set()
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {one.name for one in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module)
    return {one.split(".")[0] for one in names} - set(sys.stdlib_module_names)


def modules_of(package: str) -> set[str]:
    return {
        name for name, owners in metadata.packages_distributions().items()
        if package.replace("_", "-") in {one.lower().replace("_", "-") for one in owners}
    }  # fmt: skip


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    used = imported() - {"kiosk", "admin", "wsgi"} - CARRIED
    modules = {one: modules_of(one) for one in declared()}
    assert used - set().union(*modules.values()) == set()
    assert {one for one, names in modules.items() if not names & used} - UNNAMED == set()


def test_every_package_we_ship_with_may_be_shipped() -> None:
    told = {name: supply.licence(name) for name in supply.pins()}
    assert {name: words for name, words in told.items() if not FREE.search(words)} == {}


def test_the_bill_of_materials_and_the_licences_are_those_of_the_pins() -> None:
    listed = json.loads(supply.SBOM.read_text())["components"]
    assert {one["name"]: one["version"] for one in listed} == supply.pins(), "run: make supply"
    assert supply.LICENCES.read_text() == supply.licences(supply.pins()), "run: make supply"


KEY = re.compile(
    r"BEGIN [A-Z ]*PRIVATE KEY|AGE-SECRET-KEY-1[A-Z0-9]{20}|\bAKIA[0-9A-Z]{16}\b"
    r"|\bgh[ps]_[A-Za-z0-9]{36}|\bglpat-|\bxox[abp]-|\bsk_live_|\bpypi-Ag"
)
READ = {".py", ".sh", ".md", ".toml", ".json", ".conf", ".txt", ".pem", ".key", ".cfg", ".service"}


def test_nobodys_key_lies_in_the_project() -> None:
    """The whole scan, with words that only look like a secret, is `make supply`."""
    assert KEY.search("-----BEGIN RSA " + "PRIVATE KEY-----")
    files = [path for path in project_files() if path.suffix in READ and path != Path(__file__)]
    assert len(files) > 500
    texts = ((path, path.read_text("utf-8", "ignore")) for path in files)
    assert [path.name for path, text in texts if KEY.search(text)] == []
