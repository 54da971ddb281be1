"""What our own code never does, as its source shows (ASVS 5.0 V1, V3, V11, V15)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.rules.source import ROOT, name_of, python_files, tree

NEVER = {
    "eval": "runs what it is given",
    "exec": "runs what it is given",
    "compile": "runs what it is given",
    "__import__": "loads what it is told",
    "pickle": "makes any object",
    "marshal": "makes any object",
    "shelve": "makes any object",
    "yaml": "makes any object unless told otherwise",
    "dill": "makes any object",
    "os.system": "a shell",
    "os.popen": "a shell",
    "hashlib.md5": "broken",
    "hashlib.sha1": "broken",
    "hashlib.new": "takes the name of a broken one",
    "ssl._create_unverified_context": "trusts anybody",
    "xml.sax": "resolves what it should not",
    "xml.dom": "resolves what it should not",
}
CHANCE = {"kiosk/store/engine.py", "kiosk/domain/upkeep"}
"""Where `random` may be used: how long a waiting writer sleeps, and the demonstration's data."""


def called(module: ast.Module) -> Iterator[str]:
    """Dotted names of what is called and imported."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            yield dotted(node.func)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{one.name}" for one in node.names)
            yield str(node.module)


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def test_nothing_runs_builds_or_trusts_what_it_is_given() -> None:
    found = {
        name_of(path): sorted(hits)
        for path in python_files()
        if (hits := set(called(tree(path))) & set(NEVER))
    }
    assert found == {}


@pytest.mark.parametrize("line", ["eval(x)", "import pickle", "os.system('x')", "hashlib.md5()"])
def test_the_rule_sees_it(line: str) -> None:
    assert set(called(ast.parse(line))) & set(NEVER)


def test_no_program_is_started_through_a_shell() -> None:
    shells = [
        f"{name_of(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.keyword) and node.arg == "shell"
    ]
    assert shells == []


def test_chance_that_can_be_guessed_guards_nothing() -> None:
    """Tokens, keys and codes come from `secrets`, libsodium or the system."""
    users = {
        name_of(path) for path in python_files()
        if {"random", "numpy.random"} & {one.split(".")[0] for one in called(tree(path))}
    }  # fmt: skip
    assert {one for one in users if not one.startswith(tuple(CHANCE))} == set()


def test_what_is_secret_is_compared_in_constant_time() -> None:
    """`hmac.digest(...) == sent` would tell by its time how much was right."""
    compared = (
        (path, node)
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Compare)
    )
    bare = [
        f"{name_of(path)}:{node.lineno}"
        for path, node in compared
        if any(name.startswith("hmac.") for name in called(ast.Module([ast.Expr(node)], [])))
    ]
    assert bare == []


SCRIPTS = sorted((ROOT / "kiosk" / "static" / "js").rglob("*.js"))
DANGEROUS = re.compile(
    r"\.innerHTML\s*=[^=]|\.outerHTML\s*=[^=]|insertAdjacentHTML|document\.write"
    r"|\beval\(|new Function|__proto__|\.setAttribute\(\s*['\"]on|srcdoc|javascript:"
)


def test_no_script_makes_markup_or_code_of_words() -> None:
    assert len(SCRIPTS) > 20
    hits = [
        f"{path.name}: {line.strip()[:60]}"
        for path in SCRIPTS
        for line in path.read_text(encoding="utf-8").splitlines()
        if DANGEROUS.search(line)
    ]
    assert hits == []


def test_pages_and_workers_talk_only_within_their_own_origin() -> None:
    """A worker's message comes from a page of ours; no window of another site is listened to."""
    listens = re.compile(r'window\.addEventListener\("message"')
    sends = re.compile(r"(parent|opener|top)\.postMessage")
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in SCRIPTS]
    assert [name for name, text in texts if listens.search(text) or sends.search(text)] == []


def test_every_asset_is_served_by_ourselves() -> None:
    pages = sorted((ROOT / "kiosk" / "templates").rglob("*.html"))
    loads = re.compile(
        r"<(?:script|link|img|audio|video|iframe|source)[^>]+(?:src|href)=\"(https?:)?//"
    )
    assert [path.name for path in pages if loads.search(path.read_text(encoding="utf-8"))] == []
