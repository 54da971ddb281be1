"""What the papers point to is there: links, pictures, headings, files, functions."""

import re
from pathlib import Path

import pytest

from tests.rules.source import ROOT, defined, markdown, name_of

LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
NAMED = re.compile(r"`(?P<path>(?:kiosk|admin|tests|docs|scripts|benchmarks|requirements)/[^`\s:]*)"
                   r"(?::(?P<name>\w+))?`")  # fmt: skip
PAPERS = [path for path in markdown() if path.parts[len(ROOT.parts)] not in ("kiosk", "tests")]


def without_code(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.M)


def anchors(path: Path) -> set[str]:
    """The headings of a page, as a link names them."""
    text = without_code(path.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def lost_links(paper: Path) -> list[str]:
    lost = []
    for found in LINK.finditer(without_code(paper.read_text(encoding="utf-8"))):
        path, _, anchor = found["target"].partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        target = (paper.parent / path).resolve() if path else paper
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(found["target"])
    return lost


def lost_names(paper: Path) -> list[str]:
    lost = []
    for found in NAMED.finditer(without_code(paper.read_text(encoding="utf-8"))):
        path, name = ROOT / found["path"], found["name"]
        if not list(ROOT.glob(found["path"].rstrip("/"))) or (name and name not in defined(path)):
            lost.append(found[0])
    return lost


def test_there_are_papers() -> None:
    assert {"README.md", "README.id.md", "CHANGELOG.md"} <= {name_of(one) for one in PAPERS}


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_every_link_and_picture_is_there(paper: Path) -> None:
    assert lost_links(paper) == []


@pytest.mark.parametrize("paper", PAPERS, ids=name_of)
def test_every_file_and_function_named_is_there(paper: Path) -> None:
    assert lost_names(paper) == []


def test_decisions_are_numbered_without_a_gap() -> None:
    found = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in found] == list(range(1, len(found) + 1))
    for path in found:
        number = int(path.name[:4])
        assert path.read_text(encoding="utf-8").startswith(f"# {number}. "), path.name


def test_the_check_sees_what_is_lost(tmp_path: Path) -> None:
    paper = tmp_path / "a.md"
    paper.write_text("# Judul\n[a](b.md) [c](#judul) [d](#lain) `kiosk/no.py` `kiosk/qr.py:svgx`")
    assert lost_links(paper) == ["b.md", "#lain"]
    assert lost_names(paper) == ["`kiosk/no.py`", "`kiosk/qr.py:svgx`"]


def test_every_dependency_has_its_reason() -> None:
    listed = re.search(
        r"^install_requires =\n((?:    .+\n)+)", (ROOT / "setup.cfg").read_text(), re.M
    )
    assert listed
    names = {re.split(r"[<>=\[]", line.strip())[0] for line in listed[1].splitlines()}
    page = (ROOT / "docs" / "decisions" / "0009-dependencies.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| ([a-z0-9-]+) \|", page, re.M)) - {"library"}
    assert (names - told, told - names) == (set(), set())
