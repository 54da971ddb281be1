"""The limits an operator reads of are those that the code holds (V2.1.3)."""

import re
from importlib import import_module

import pytest

from tests.rules.source import ROOT

ROW = re.compile(
    r"^\| (?P<what>[^|]+) \| (?P<most>[0-9]+) \| `(?P<module>[\w.]+):(?P<name>\w+)` \|$"
)
ROWS = [
    found
    for line in (ROOT / "docs" / "operations.md").read_text(encoding="utf-8").splitlines()
    if (found := ROW.match(line))
]


def test_the_table_is_there() -> None:
    assert len(ROWS) >= 15


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_a_limit_is_as_it_is_told(row: re.Match[str]) -> None:
    assert getattr(import_module(row["module"]), row["name"]) == int(row["most"])
