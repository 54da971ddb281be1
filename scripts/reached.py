"""A pytest plugin for `make mutate`: which tests reach which function of the mutated domain.

Loaded with ``-p scripts.reached`` inside mutmut's copy of the tree while it counts ("stats").
Writes ``REACHED``: under "called" each function with the seconds and names of the tests that called
it, the quickest first; under "read" those called before any test began, by reading modules; under
"failed" tests that fail without any mutant and so kill none. What is worked out once and kept is
worked out anew for each test, and what a fixture calls counts for every test that asks for it:
otherwise only the first of them would be tried.
"""

from __future__ import annotations

import functools
import gc
import json
import os
import sys
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from mutmut.state import state

TESTS: defaultdict[str, set[str]] = defaultdict(set)
SECONDS: defaultdict[str, float] = defaultdict(float)
FIXTURES: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
KEPT: dict[int, list[Any]] = {}


def _called() -> set[str]:
    """Since it was last asked."""
    called = set(state()._stats)
    state()._stats.clear()
    return called


def forget_what_is_kept() -> None:
    many = len(sys.modules)
    if many not in KEPT:
        kept = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
        KEPT[many] = [one for one in kept if str(one.__module__).startswith(("kiosk.", "tests."))]
    for one in KEPT[many]:
        one.cache_clear()


def pytest_collection_finish() -> None:
    TESTS[""] = _called()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    forget_what_is_kept()


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any) -> Generator[None, Any, Any]:
    before = _called()
    try:
        return (yield)
    finally:
        called = _called()
        FIXTURES[fixturedef.baseid, fixturedef.argname] |= called
        state()._stats.update(before | called)


def pytest_runtest_teardown(item: Any) -> None:
    called = _called()
    for name, found in item._fixtureinfo.name2fixturedefs.items():
        called |= FIXTURES[found[-1].baseid, name]
    for function in called:
        TESTS[function].add(item.nodeid)


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> None:
    SECONDS[item.nodeid] += call.duration
    if call.excinfo is not None and not call.excinfo.errisinstance(pytest.skip.Exception):
        SECONDS[item.nodeid] = float("inf")


def pytest_sessionfinish() -> None:
    read = sorted(TESTS.pop("", set()))
    failed = [one for one, seconds in SECONDS.items() if seconds == float("inf")]
    called = {
        name: sorted((SECONDS[one], one) for one in tests.difference(failed))
        for name, tests in TESTS.items()
    }
    counted = {"read": read, "failed": failed, "called": called}
    Path(os.environ["REACHED"]).write_text(json.dumps(counted))
