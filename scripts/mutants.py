"""`make mutate`: break the domain a thousand ways and see which way no test notices.

mutmut makes the mutants of `kiosk/domain` (about 28,000) in `mutants/`; each is tried on the tests
of tests/domain that call its function, in a fork of a process that has read them all
(`scripts/forked.py`); what is called when modules are read is tried in a new process too, and with
WIDE=1 whatever lives on the quickest tests of flows, pages, desk and paper. A sample drawn by a
seed tells the share of the whole, with its interval. Survivors that nobody need kill stand in
`tests/survivors.toml` with the reason; the others are printed.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatch
from math import sqrt
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
MADE = ROOT / "mutants"
WANTED, TRIED, LOG = MADE / "wanted.json", MADE / "tried.jsonl", MADE / "tried.log"
REASONS = ROOT / "tests" / "survivors.toml"
LEAST = 0.90
ALIVE, FAILED, ENDLESS, UNTRIED = 0, 1, 36, 33
"""As `scripts/forked.py` tells them: a mutant that fails a test, or never ends, is killed."""

NEAR = ["tests/domain", "tests/draw"]
WIDE = [f"tests/{one}" for one in ("flows", "commands", "paper", "store", "web", "admin")]
SOUND = "not postgresql and not slow and not milliseconds"
QUIET = ["-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-k", SOUND]
MOST, LONGEST = 24, 300
"""Tests tried on one mutant in the wide round, the quickest first; seconds for a new process."""
GENERATE = """
from mutmut import __main__ as mutmut
mutmut.set_mutant_under_test("mutant_generation")
mutmut.copy_src_dir(), mutmut.copy_also_copy_files(), mutmut.setup_source_paths()
mutmut.create_mutants({children})
"""
"""`mutmut run` without its runs: it tries all tests three times before the first mutant."""


def say(text: str) -> None:
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stdout.flush()


def generate(children: int) -> None:
    """Only what changed since the last time is broken anew; what is no longer there goes."""
    MADE.mkdir(exist_ok=True)
    for path in sorted((MADE / "tests").rglob("*.py")) + sorted((MADE / "kiosk").rglob("*.py")):
        if not (ROOT / path.relative_to(MADE)).exists():
            path.unlink()
            path.with_name(path.name + ".meta").unlink(missing_ok=True)
    command = [sys.executable, "-c", GENERATE.format(children=children)]
    with LOG.open("w") as log:
        ended = subprocess.run(command, cwd=ROOT, check=False, stdout=log, stderr=log)
    if ended.returncode:
        raise SystemExit(f"mutmut could not break the domain: see {LOG}")


def all_names() -> list[str]:
    """Every mutant of the domain, sorted."""
    found: list[str] = []
    for path in (MADE / "kiosk" / "domain").rglob("*.meta"):
        found += json.loads(path.read_text())["exit_code_by_key"]
    return sorted(found)


def function_of(name: str) -> str:
    return name.partition("__mutmut_")[0]


def pytest(*args: str, longest: float | None = None, **settings: str) -> int:
    """In mutmut's copy of the tree; its exit code, 36 when it took too long."""
    environment = os.environ | settings
    command = [sys.executable, "-m", "pytest", *QUIET, *args]
    with LOG.open("a") as log:
        try:
            ended = subprocess.run(
                command, cwd=MADE, env=environment, check=False, timeout=longest,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return ENDLESS
    return ended.returncode


def newest() -> float:
    """When a test or a rule was last changed."""
    paths = [path for folder in ("tests", "kiosk") for path in (ROOT / folder).rglob("*.py")]
    return max(path.stat().st_mtime for path in paths)


@dataclass(frozen=True)
class Reached:
    """``tests``: function to the tests that call it, the quickest first. ``read``: functions that
    are called when modules are read, before any test. ``failed``: tests that fail unbroken."""

    tests: Mapping[str, Sequence[str]]
    read: frozenset[str]
    failed: frozenset[str]

    def of(self, name: str, most: int | None = None) -> list[str]:
        return list(self.tests.get(function_of(name), [])[:most])


def reached(folders: Sequence[str]) -> Reached:
    counted = [count(folder) for folder in folders]
    called: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for one in counted:
        for function, tests in one["called"].items():
            called[function] += tests
    return Reached(
        {function: [test for _, test in sorted(tests)] for function, tests in called.items()},
        frozenset(function for one in counted for function in one["read"]),
        frozenset(test for one in counted for test in one.get("failed", ())),
    )


def count(folder: str) -> dict[str, Any]:
    """Kept until a test or a rule is changed: of the pages it takes longer than to try mutants."""
    path = MADE / f"reached-{folder.replace('/', '-')}.json"
    if not path.exists() or path.stat().st_mtime < newest():
        say(f"counting which tests of {folder} call which function")
        plugin = ("-p", "scripts.reached")
        code = pytest(*plugin, folder, MUTANT_UNDER_TEST="stats", REACHED=str(path))
        if code not in (0, 1):
            path.unlink(missing_ok=True)
            raise SystemExit(f"the tests could not be counted: see {LOG}")
    found: dict[str, Any] = json.loads(path.read_text())
    return found


def tried(wanted: list[tuple[str, list[str]]], folders: list[str], children: int) -> dict[str, int]:
    """Of each mutant how its tests ended; one that could not even be tried is missing."""
    WANTED.write_text(json.dumps(wanted))
    TRIED.unlink(missing_ok=True)
    if wanted:
        pytest(
            "-p", "scripts.forked", "--timeout", "0", *folders,
            MUTANT_UNDER_TEST="", WANTED=str(WANTED), TRIED=str(TRIED), CHILDREN=str(children),
        )  # fmt: skip
    lines = TRIED.read_text().splitlines() if TRIED.exists() else []
    if len(lines) < len(wanted):
        raise SystemExit(f"{len(wanted) - len(lines)} mutants could not be tried: see {LOG}")
    return dict(json.loads(line) for line in lines)


def tried_as_read(names: list[str], near: Reached, children: int) -> dict[str, int]:
    """In a new process each: what is called when modules are read is over before any fork."""
    unfit = [word for test in near.failed for word in ("--deselect", test)]

    def one(name: str) -> tuple[str, int]:
        module = function_of(name).rpartition(".")[0]
        files = sorted({*naming(module), *map(file_of, near.of(name))})
        code = pytest("-x", *unfit, *(files or NEAR), longest=LONGEST, MUTANT_UNDER_TEST=name)
        return name, ALIVE if code in (0, 5) else FAILED

    with ThreadPoolExecutor(children) as pool:
        return dict(pool.map(one, names))


def file_of(test: str) -> str:
    return test.partition("::")[0]


def naming(module: str) -> list[str]:
    """Files of tests of the domain that import the module by its name."""
    package, _, name = module.rpartition(".")
    asked = re.compile(
        rf"from {re.escape(module)} import|from {re.escape(package)} import .*\b{name}\b"
    )
    files = sorted(path for folder in NEAR for path in (ROOT / folder).rglob("test_*.py"))
    return [
        path.relative_to(ROOT).as_posix() for path in files if asked.search(path.read_text("utf-8"))
    ]


def try_all(names: list[str], children: int) -> dict[str, int]:
    """Name to how it ended last."""
    found = dict.fromkeys(names, UNTRIED)

    def alive() -> list[str]:
        return [name for name in names if found[name] in (ALIVE, UNTRIED)]

    near = reached(NEAR)
    say(f"{len(names)} mutants on the tests of the domain")
    wanted = [(name, near.of(name)) for name in names]
    found |= tried([one for one in wanted if one[1]], NEAR, children)
    read = [name for name in alive() if function_of(name) in near.read]
    say(f"{len(alive())} left, {len(read)} of them called when modules are read: in a new process")
    found |= tried_as_read(read, near, children)
    return found | (try_widely(alive(), children) if os.environ.get("WIDE") else {})


def try_widely(names: list[str], children: int) -> dict[str, int]:
    """Some rules are held by the page that shows them."""
    wide = reached(WIDE)
    say(f"{len(names)} left, on the quickest {MOST} tests of flows and pages that call them")
    wanted = [(name, wide.of(name, MOST)) for name in names]
    return tried([one for one in wanted if one[1]], WIDE, children)


def sample(names: list[str], many: int, seed: int) -> list[str]:
    """Every n-th of the sorted names from a drawn start: each module and function by its share."""
    step = len(names) / many
    start = random.Random(seed).random() * step
    return [names[int(start + step * index)] for index in range(many)]


def reasons() -> dict[str, str]:
    """Patterns of names to why such a mutant changes nothing anybody could notice."""
    found: dict[str, str] = tomllib.loads(REASONS.read_text())["equivalent"]
    return found


def interval(killed: int, of: int) -> tuple[float, float]:
    """Wilson's, 95 %."""
    z, share = 1.96, killed / of
    middle = share + z * z / (2 * of)
    width = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - width) / (1 + z * z / of), (middle + width) / (1 + z * z / of)


def report(found: dict[str, int]) -> int:
    """Only what tests kill counts towards the rate; a reason excuses nothing of it."""
    known = reasons()
    alive = sorted(name for name, code in found.items() if code in (ALIVE, UNTRIED))
    why = {name: text for name in alive for one, text in known.items() if fnmatch(name, one)}
    for name in alive:
        plain = "no test calls it" if found[name] == UNTRIED else "survived"
        sys.stdout.write(f"{name}: {why.get(name, plain)}\n")
    modules = Counter(name.partition(".x")[0] for name in alive)
    sys.stdout.write("".join(f"{many:5} in {one}\n" for one, many in modules.most_common(20)))
    killed = len(found) - len(alive)
    low, high = interval(killed, len(found))
    say(
        f"{len(found)} mutants tried, {killed} killed: {killed / len(found):.1%} "
        f"({low:.1%} to {high:.1%}); {len(why)} of {len(alive)} survivors with a reason"
    )
    return 0 if killed / len(found) >= LEAST else 1


def main() -> int:
    """``MUTANTS``: a number (a sample), a pattern of names, or nothing for all of them."""
    wanted, seed = os.environ.get("MUTANTS", ""), int(os.environ.get("SEED", "2026"))
    children = int(os.environ.get("CHILDREN", "0")) or os.cpu_count() or 1
    say("breaking the domain")
    generate(children)
    names = all_names()
    if wanted.isdigit():
        names = sample(names, int(wanted), seed)
    else:
        names = [one for one in names if fnmatch(one, wanted or "*")]
    if not names:
        raise SystemExit(f"no mutant is called {wanted!r}")
    return report(try_all(names, children))


if __name__ == "__main__":
    raise SystemExit(main())
