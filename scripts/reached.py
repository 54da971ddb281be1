"""A pytest plugin for `make mutate`: which tests reach which function of the mutated domain.

Loaded with ``-p scripts.reached`` inside mutmut's copy of the tree while it counts ("stats").
Writes ``REACHED``: function to the tests that called it, the quickest first.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from mutmut.state import state

TESTS: defaultdict[str, set[str]] = defaultdict(set)
SECONDS: defaultdict[str, float] = defaultdict(float)


def pytest_runtest_teardown(item: pytest.Item) -> None:
    for function in state()._stats:
        TESTS[function].add(item.nodeid)
    state()._stats.clear()


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> None:
    SECONDS[item.nodeid] += call.duration
    if call.excinfo is not None and not call.excinfo.errisinstance(pytest.skip.Exception):
        SECONDS[item.nodeid] = float("inf")


def pytest_sessionfinish() -> None:
    """A test that fails without any mutant kills none: it is left out."""
    sound = {one for one, seconds in SECONDS.items() if seconds < float("inf")}
    found = {
        name: sorted(tests & sound, key=lambda test: SECONDS[test]) for name, tests in TESTS.items()
    }
    Path(os.environ["REACHED"]).write_text(json.dumps(found))
