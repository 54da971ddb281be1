"""A pytest plugin for `make mutate`: one process that has read all tests, forked for each mutant.

``WANTED`` holds pairs of a mutant and its tests, the quickest first; a line of ``TRIED`` says how
each ended: 1 a test failed, 0 none did, 36 it did not end, 33 there was no test. A test that
killed is tried once alone without any mutant: one that fails then kills nothing.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from _pytest.runner import runtestprotocol
from mutmut.mutation.trampoline import set_mutant_under_test

from scripts.reached import forget_what_is_kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pytest

ALIVE, FAILED, ENDLESS, UNTRIED = 0, 1, 36, 33
LONGEST = 180
"""Seconds for all tests of one mutant."""
MEMORY = 6 << 30


Wanted = deque[tuple[str, list[str]]]


def pytest_runtestloop(session: pytest.Session) -> bool:
    wanted = json.loads(Path(os.environ["WANTED"]).read_text())
    _warm_up(session.items)
    trial = _Trial({item.nodeid: item for item in session.items})
    with Path(os.environ["TRIED"]).open("a") as tried:
        for told in trial.all_of(deque(wanted), int(os.environ["CHILDREN"])):
            tried.write(json.dumps(told) + "\n")
            tried.flush()
    return True


def _warm_up(items: Sequence[pytest.Item]) -> None:
    """A migrated database is made once, not once a mutant; nothing of the domain is kept of it."""
    asking = [one for one in items if "sqlite_template" in getattr(one, "fixturenames", ())]
    if asking:
        other = next((one for one in items if one.path.parent != asking[0].path.parent), None)
        runtestprotocol(asking[0], log=False, nextitem=other)
        forget_what_is_kept()
    gc.collect()
    gc.freeze()


class _Trial:
    def __init__(self, items: dict[str, pytest.Item]) -> None:
        self.items = items
        self.running: dict[int, tuple[str, list[str], int]] = {}
        self.is_sound: dict[str, bool] = {}

    def all_of(
        self, wanted: deque[tuple[str, list[str]]], children: int
    ) -> Iterator[tuple[str, int]]:
        while wanted or self.running:
            if wanted and len(self.running) < children:
                self._start(*wanted.popleft())
                continue
            number, status = os.wait()
            name, tests, said = self.running.pop(number)
            killer, code = _read(said), _code(status)
            if code == FAILED and killer and not self._stands(killer):
                wanted.append((name, tests))
            else:
                yield name, code

    def _start(self, name: str, tests: list[str]) -> None:
        chosen = [self.items[one] for one in tests if one in self.items]
        sound = [one for one in chosen if self.is_sound.get(one.nodeid, True)]
        number, said = _fork(name, sound)
        self.running[number] = name, tests, said

    def _stands(self, test: str) -> bool:
        """Whether it passes alone, with nothing broken."""
        if test not in self.is_sound:
            number, said = _fork("", [self.items[test]])
            self.is_sound[test] = _code(os.waitpid(number, 0)[1]) == ALIVE
            os.close(said)
        return self.is_sound[test]


def _fork(name: str, items: Sequence[pytest.Item]) -> tuple[int, int]:
    """The process, and where it says which test failed."""
    reads, writes = os.pipe()
    number = os.fork()
    if number:
        os.close(writes)
        return number, reads
    try:
        os._exit(_tried(name, items, writes))
    finally:
        os._exit(FAILED)


def _read(said: int) -> str:
    with os.fdopen(said, encoding="utf-8") as told:
        return told.read()


def _code(status: int) -> int:
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else ENDLESS if code == -signal.SIGALRM else FAILED


def _tried(name: str, items: Sequence[pytest.Item], says: int) -> int:
    """In a process of its own, which ends with it."""
    if not items:
        return UNTRIED
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(LONGEST)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    set_mutant_under_test(name)
    for item, following in zip(items, [*items[1:], items[-1]], strict=True):
        if any(one.failed for one in runtestprotocol(item, log=False, nextitem=following)):
            os.write(says, item.nodeid.encode())
            return FAILED
    return ALIVE
