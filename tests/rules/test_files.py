"""Files of the project name no machine: not where somebody keeps it, not where it downloads."""

import re
from pathlib import Path

import pytest

from tests.rules.source import name_of, project_files

# In pieces, so that this file does not break its own rule.
_FOLDERS = ("work", "root", "home", "tmp", "Users")
_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("proxy", "golang", "org"),
        ("deb", "debian", "org"),
    )
)
MACHINE_PATH = re.compile(r"(?<![\w.}<>/-])/(?:" + "|".join(_FOLDERS) + r")/[\w.]")
REGISTRY = re.compile("|".join(re.escape(host) for host in _HOSTS) + r"|--(?:extra-)?index-url")
OUTSIDE = re.compile(r"\.\./" + "shared/")
BINARY = {".png", ".jpg", ".xlsx", ".pdf", ".woff2", ".ico", ".xz"}


def hits(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in project_files():
        if path.suffix not in BINARY and path != Path(__file__):
            lines = path.read_text(encoding="utf-8").splitlines()
            found += [
                f"{name_of(path)}:{number}" for number, line in enumerate(lines, 1)
                if pattern.search(line)
            ]  # fmt: skip
    return found


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY, OUTSIDE])
def test_no_file_names_a_machine(pattern: re.Pattern[str]) -> None:
    assert hits(pattern) == []


def test_the_patterns_find_what_they_seek() -> None:
    somewhere = "/".join(("", "root", "main"))
    assert MACHINE_PATH.search(f"cd {somewhere}/kiosk")
    assert not MACHINE_PATH.search("https://contoh.go.id" + somewhere)
    assert REGISTRY.search(f"https://{_HOSTS[0]}/simple")


def test_every_file_is_utf_8_with_unix_lines() -> None:
    wrong = [
        name_of(path)
        for path in project_files()
        if path.suffix not in BINARY and b"\r\n" in path.read_bytes()
    ]
    assert wrong == []
