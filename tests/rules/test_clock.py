"""One place asks the machine what time it is; everything else is told."""

import ast
from pathlib import Path

from tests.rules.source import name_of, python_files, tree

CLOCK = "kiosk/clock.py"
FORBIDDEN = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime", "strftime"},
}


def clock_readings(module: ast.Module) -> list[int]:
    """Lines that read the clock, also under a name of their own or imported bare."""
    return sorted({*_by_attribute(module), *_by_import(module)})


def _by_attribute(module: ast.Module) -> list[int]:
    other_names = _renamed(module)
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and _is_clock(node, other_names)
    ]


def _is_clock(node: ast.Attribute, other_names: dict[str, str]) -> bool:
    """``datetime.now``, ``datetime.datetime.now``, and both under another name."""
    owner = node.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return node.attr in FORBIDDEN.get(other_names.get(name, name), ())


def _renamed(module: ast.Module) -> dict[str, str]:
    return {
        alias.asname: alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.asname
    }


def _by_import(module: ast.Module) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        for alias in node.names
        if alias.name in FORBIDDEN["time"]
    ]


def test_only_the_clock_reads_the_clock() -> None:
    found = [
        f"{name_of(path)}:{line}"
        for path in python_files()
        if name_of(path) != CLOCK
        for line in clock_readings(tree(path))
    ]
    assert found == [], f"take `now` as an argument, or ask kiosk.clock: {found}"


def test_the_rule_sees_every_way_to_read_it(tmp_path: Path) -> None:
    ways = (
        "import datetime\ndatetime.datetime.now()",
        "from datetime import datetime as d\nd.utcnow()",
        "from datetime import date\nlater = date.today",
        "import time as t\nt.time()",
        "from time import time",
    )
    assert [len(clock_readings(ast.parse(way))) for way in ways] == [1] * len(ways)


def test_the_clock_is_where_the_rule_believes_it_to_be() -> None:
    path = next(path for path in python_files() if name_of(path) == CLOCK)
    assert clock_readings(tree(path)) != []
