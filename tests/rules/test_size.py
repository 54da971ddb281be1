"""Small files and functions with one reason each.

A function's size is its lines from ``def`` to its end, a file's all its lines; docstrings and
blank lines are not counted, and migrations are not looked at.
"""

import ast
from functools import cache
from pathlib import Path
from statistics import median

from tests.rules.source import Function, functions, name_of, python_files, tree

MEDIAN, NINTH_TENTH, LONGEST_FUNCTION, LONGEST_FILE = 8, 25, 60, 400
EXCEPTIONS: dict[str, str] = {}
"""``path`` or ``path:function`` to the reason why it may be longer. Starts empty; keep it so."""


def docstring_lines(module: ast.Module) -> set[int]:
    found: set[int] = set()
    for node in ast.walk(module):
        if not isinstance(node, Function | ast.ClassDef | ast.Module):
            continue
        if ast.get_docstring(node, clean=False) is not None:
            first = node.body[0]
            found.update(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    return found


def counted(path: Path) -> set[int]:
    text = path.read_text(encoding="utf-8").splitlines()
    filled = {number for number, line in enumerate(text, 1) if line.strip()}
    return filled - docstring_lines(tree(path))


@cache
def function_sizes() -> dict[str, int]:
    sizes = {}
    for path in python_files():
        lines = counted(path)
        for node in functions(tree(path)):
            span = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            sizes[f"{name_of(path)}:{node.name}:{node.lineno}"] = len(lines.intersection(span))
    return sizes


def is_excepted(name: str) -> bool:
    path, _, rest = name.partition(":")
    return path in EXCEPTIONS or f"{path}:{rest.partition(':')[0]}" in EXCEPTIONS


def test_a_usual_function_is_short() -> None:
    sizes = sorted(function_sizes().values())
    assert len(sizes) > 100
    assert median(sizes) <= MEDIAN
    assert sizes[len(sizes) * 9 // 10] <= NINTH_TENTH


def test_no_function_is_long() -> None:
    long = {n: size for n, size in function_sizes().items() if size > LONGEST_FUNCTION}
    assert [name for name in long if not is_excepted(name)] == []


def test_no_file_is_long() -> None:
    sizes = {name_of(path): len(counted(path)) for path in python_files()}
    long = {name: size for name, size in sizes.items() if size > LONGEST_FILE}
    assert [name for name in long if not is_excepted(name)] == []


def test_every_exception_is_still_needed() -> None:
    known = {name_of(path) for path in python_files()}
    assert [name for name in EXCEPTIONS if name.partition(":")[0] not in known] == []
