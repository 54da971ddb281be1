"""The README tells the truth: its commands are there, and its worked case is what is printed."""

import re
from fractions import Fraction

import pytest
from click.testing import CliRunner

from kiosk.commands.score import score
from kiosk.domain.rounding import half_up
from tests.rules.source import ROOT, project_files
from tests.rules.test_operations import OURS

PAGES = ("README.md", "README.id.md")
CASE = ROOT / "docs" / "examples" / "pn-payakumbuh-2020-s1.json"
DESCRIBED_FROM = 27


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", page(name), re.DOTALL | re.M)


def scored(*options: str) -> str:
    return CliRunner().invoke(score, [str(CASE), *options], catch_exceptions=False).stdout


@pytest.mark.parametrize("name", PAGES)
def test_its_commands_are_there(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", page("Makefile"), re.M))
    lines = [
        line.partition("#")[0].strip()
        for block in blocks(name, "sh")
        for line in block.splitlines()
    ]
    assert {"make run", "make test"} <= set(lines)
    for line in lines:
        tool, *words = line.split()
        if tool == "make":
            assert set(words) <= targets
        else:
            assert tool == ".venv/bin/kiosk"
            assert any(line.startswith(f".venv/bin/{one}") for one in OURS), line


@pytest.mark.parametrize("name", PAGES)
def test_the_file_it_scores_is_there(name: str) -> None:
    assert f".venv/bin/kiosk score {CASE.relative_to(ROOT).as_posix()}" in page(name)


def test_the_output_shown_is_what_is_printed() -> None:
    assert scored() in blocks("README.md", "text")


@pytest.mark.parametrize("name", PAGES)
def test_the_worked_case_follows_step_by_step(name: str) -> None:
    text = page(name).replace(",", ".") if name.endswith("id.md") else page(name)
    row = next(line for line in text.splitlines() if line.startswith("| 3"))
    *means, total = [Fraction(cell) for cell in re.findall(r"[0-9]+\.[0-9]+", row)]
    assert (len(means), sum(means)) == (9, total)
    steps = f"{half_up(total, 2)} / 9 x 25 = {half_up(total / 9 * 25, 4)}"
    assert steps in text
    assert f"**{half_up(total / 9 * 25, 2)}**" in text
    for weight in ("0.11", "0.111"):
        assert str(half_up(total * Fraction(weight) * 25, 2)) in text


@pytest.mark.parametrize(("options", "ikm"), [
    ([], "87,56"), (["--weight", "0.111"], "87,47"), (["--weight", "0.11"], "86,68"),
])  # fmt: skip
def test_the_command_gives_the_published_figures(options: list[str], ikm: str) -> None:
    assert f"IKM            {ikm}\n" in scored(*options)


@pytest.mark.parametrize("name", PAGES)
def test_the_tree_is_the_tree(name: str) -> None:
    """Every entry is there, and every top folder and file of the project is an entry."""
    listed = entries(name)
    assert [one for one in sorted(listed) if not (ROOT / one).exists()] == []
    top = {path.relative_to(ROOT).parts[0] for path in project_files()}
    assert {one for one in top if not one.startswith(".")} - listed == set()
    packages = {f"kiosk/{path.parent.name}" for path in (ROOT / "kiosk").glob("*/__init__.py")}
    assert packages - listed == set()


def entries(name: str) -> set[str]:
    """Paths of the tree: names stand left of the column where descriptions begin."""
    found, parent = set(), ""
    tree = next(one for one in blocks(name, "text") if "wsgi.py" in one)
    for line in tree.splitlines():
        if not line.startswith(" "):
            parent = ""
        names = [one.rstrip("/") for one in line[:DESCRIBED_FROM].split()]
        found |= {parent + one for one in names}
        if line.rstrip().endswith("/"):
            parent = line.strip()
    return found
