"""F37: no pattern of the code is slow, whatever somebody sends it."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest

from tests.faults.conftest import Held
from tests.faults.ledger import sized
from tests.rules.source import name_of, python_files, tree

LENGTH, MOST = sized(2_000, 50_000), sized(10, 50) / 1000
"""Letters; seconds. What is quadratic takes 40 ms for 2,000."""
CALLS = {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
HEADS = ("", "a", "0", "=", "<", '"', "http://", "a@", "Bapak ", "{", "%(", "\\u")
BODIES = (
    "a", "A", "0", " ", "\t", "\n", "-", "_", ".", ",", "@", "/", ":", "'", '"', "=", "<", "(",
    "\\", "a ", "a.", "a-", "a@", "0.", "0 ", "1,", " .", "aA", "a0", ". ", "Rp ", "rp1.", "é",
    "\u0301", "照", "%", "{", "&", ";", "\r\n", "ab ab ", "dua ratus ", "bapak ibu ",
    "x" * 40 + " ",
    "\0",
)  # fmt: skip
TAILS = ("", "!", "\0", "a", "@", "\n")


@dataclass(frozen=True)
class Used:
    """A pattern, and how the code calls it: what is only held against a whole text need not be
    quick at finding its place in one."""

    pattern: re.Pattern[Any]
    ways: tuple[str, ...]


def literals() -> Iterator[tuple[str, Used]]:
    """Those called where they are written."""
    for path in python_files():
        for node in ast.walk(tree(path)):
            way = _way(node)
            if way and isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant):
                told = " ".join(map(ast.unparse, node.args[1:]))
                flags = [getattr(re, one) for one in re.findall(r"\bre\.([A-Z]+)\b", told)]
                found = re.compile(node.args[0].value, sum(flags))
                yield f"{name_of(path)}:{node.lineno}", Used(found, (way,))


def _way(node: ast.AST) -> str:
    """``re.search(…)``: "search"."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return ""
    owner, way = node.func.value, node.func.attr
    ours = isinstance(owner, ast.Name) and owner.id == "re" and way in CALLS
    return way if ours else ""


def constants() -> Iterator[tuple[str, Used]]:
    """Those of a module, however they were put together."""
    for path in python_files():
        text = path.read_text(encoding="utf-8")
        if "re.compile(" in text:
            name = name_of(path)
            module = import_module(name[:-3].replace("/", ".").removesuffix(".__init__"))
            for label, value in vars(module).items():
                if isinstance(value, re.Pattern):
                    ways = set(re.findall(rf"\b{label}\.(\w+)\(", text)) & CALLS
                    yield f"{name}:{label}", Used(value, tuple(sorted(ways)) or ("search",))


def worst(pattern: re.Pattern[Any]) -> Iterator[str]:
    """Runs of one thing, after a start and before an end that does not fit; and runs of the
    pattern's own letters, which lead furthest into it."""
    source = (
        pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin1")
    )
    own = re.sub(r"\\.|[^\w@.,:/= -]", "", source)[:30]
    for body in (*BODIES, *([own] if own else [])):
        text = body * (LENGTH // len(body))
        yield text + "!"
    for head, tail in zip(HEADS, TAILS * 2, strict=True):
        yield head + "a1 " * (LENGTH // 3) + tail


def slowest(used: Used) -> float:
    """Seconds of the slowest; a bad time is taken again, for others work on this machine."""
    pattern, most = used.pattern, 0.0
    for text in worst(pattern):
        given = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
        for way in used.ways:
            best = _timed(pattern, way, given)
            if best > MOST / 2:
                best = min(best, *(_timed(pattern, way, given) for _ in range(3)))
            most = max(most, best)
    return most


def _timed(pattern: re.Pattern[Any], way: str, text: str | bytes) -> float:
    blank: Any = b"" if isinstance(text, bytes) else ""
    started = time.process_time()
    if way in ("sub", "subn"):
        pattern.sub(blank, text)
    elif way == "finditer":
        list(pattern.finditer(text))
    else:
        getattr(pattern, way)(text)
    return time.process_time() - started


def test_every_pattern_is_linear(held: Held) -> None:
    found = dict((*literals(), *constants()))
    assert len(found) > 80
    times = {name: slowest(used) for name, used in found.items()}
    slow = {name: round(took, 3) for name, took in times.items() if took > MOST}
    assert slow == {}
    held(
        tried=f"{len(found)} patterns of the code on {len(BODIES) + len(HEADS)} bad inputs of "
        f"{LENGTH:,} characters each",
        figure=f"{max(times.values()) * 1000:.0f} ms at most",
    )


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(\w+\s*)*:", r"^(\d+,?)*x"])
def test_a_slow_one_would_be_found(pattern: str) -> None:
    text = {"(": "a", "^": "1"}[pattern[0]] * 22 + "!"
    assert _timed(re.compile(pattern), "search", text) > 0.01
