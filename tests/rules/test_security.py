"""`docs/security.md` is complete, and every test it names is there."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

from tests.faults import ledger
from tests.rules import asvs
from tests.rules.source import ROOT, python_files

PAGE = ROOT / "docs" / "security.md"
ROW = re.compile(r"^\| (V\d+\.\d+\.\d+) \| (\d) \| (.+?) \| (.+?) \| (.+) \|$", re.M)
NAMED = re.compile(r"`([a-z_/0-9]+\.py)::(test_\w+)`")
CHAPTERS = ("Doors", "Keys", "Logs", "Ways out", "Heavy work", "Libraries", "The 62 faults")


def rows() -> list[tuple[str, str, str, str, str]]:
    return ROW.findall(PAGE.read_text(encoding="utf-8"))


@cache
def names_in(path: Path) -> set[str]:
    module = ast.parse(path.read_text(encoding="utf-8"))
    return {one.name for one in ast.walk(module) if isinstance(one, ast.FunctionDef)}


def test_the_numbers_are_those_of_the_standard() -> None:
    assert Counter(asvs.levels().values()) == {1: 70, 2: 183, 3: 92}
    assert {asvs.levels()[one] for one in asvs.ABOVE} == {3}


def test_every_requirement_that_concerns_us_has_one_row_with_its_level() -> None:
    found = [(number, int(level)) for number, level, *_ in rows()]
    levels = asvs.levels()
    assert sorted(found) == sorted((one, levels[one]) for one in asvs.answered())


def test_each_row_names_a_test_that_is_there_or_says_why_it_does_not_apply() -> None:
    wrong = []
    for number, _, _, how, proof in rows():
        named = NAMED.findall(proof)
        if proof == "does not apply":
            wrong += [number] if len(how) < 4 else []
        elif not named:
            wrong.append(number)
        wrong += [f"{number} {name}" for file, name in named if not is_there(file, name)]
    assert wrong == []


def is_there(file: str, name: str) -> bool:
    path = ROOT / "tests" / file
    return path.exists() and name in names_in(path)


def test_every_chapter_a_requirement_asks_for_is_written() -> None:
    text = PAGE.read_text(encoding="utf-8")
    parts = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", text, re.M | re.S))
    assert {one for one in CHAPTERS if len(parts.get(one, "").split()) < 60} == set()


PURPOSE = re.compile(r"[kK]eys?\.of\(f?\"([a-z-]+)|self\.of\(f?\"([a-z-]+)")


def test_every_key_of_one_purpose_is_listed() -> None:
    found = {
        a or b
        for path in python_files()
        for a, b in PURPOSE.findall(path.read_text(encoding="utf-8"))
    }
    assert len(found) > 6
    text = PAGE.read_text(encoding="utf-8")
    assert {one for one in found if f"`{one}`" not in text} == set()


def test_the_table_of_faults_has_a_row_for_each_that_holds() -> None:
    text = PAGE.read_text(encoding="utf-8")
    table = text.split(ledger.BEGIN)[1].split(ledger.END)[0]
    held = re.findall(r"^\| F(\d\d) \| .+? \| .+? \| yes \(\d+\) \| .+? \|$", table, re.M)
    assert [int(one) for one in held] == list(ledger.FAULTS)
