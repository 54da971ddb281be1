"""Whole texts as they were last read and approved: tests/cases/approved/*.txt.

A test that fails here shows each line that reads otherwise. Where it was meant to:

    APPROVE=1 .venv/bin/python -m pytest tests/domain/test_approved_words.py

and the change of the file is read like any other.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases" / "approved"


def lines(value: Any, name: str = "", deep: int = 0) -> Iterator[str]:
    """Whatever holds only single values is a line, its parts between bars; the rest is indented."""
    held = _held(value)
    head = f"{'  ' * deep}{name}{': ' if name else ''}"
    if held is None:
        yield head + _leaf(value)
    elif all(_held(one) is None for _, one in held):
        yield head + " | ".join(f"{key}={_leaf(one)}" if key else _leaf(one) for key, one in held)
    else:
        yield f"{head}{len(held)}"
        for key, one in held:
            yield from lines(one, key, deep + 1)


def _held(value: Any) -> list[tuple[str, Any]] | None:
    """(key, part); None of a single value."""
    if is_dataclass(value):
        return [("", getattr(value, one.name)) for one in fields(value)]
    if isinstance(value, Mapping):
        return [(str(key), one) for key, one in value.items()]
    if isinstance(value, (list, tuple)):
        return [("", one) for one in value]
    return None


def _leaf(value: Any) -> str:
    told = value.value if isinstance(value, Enum) else value
    return repr(told)[1:-1] if isinstance(told, str) else f"<{told}>"


def check(name: str, **values: Any) -> None:
    found = [f"{line}\n" for key, value in values.items() for line in lines(value, key)]
    path = FOLDER / f"{name}.txt"
    if os.environ.get("APPROVE"):
        path.write_text("".join(found), "utf-8")
    kept = path.read_text("utf-8").splitlines(keepends=True)
    assert kept == found, "".join(difflib.unified_diff(kept, found, "approved", "now", n=0))
