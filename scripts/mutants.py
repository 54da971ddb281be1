"""`make mutate`: break the domain a thousand ways and see which way no test notices.

mutmut makes the mutants of `kiosk/domain` (about 30,000) in `mutants/` and tries each on the tests
of tests/domain that call its function. Whatever lives is tried once more, in a process of its own,
on the tests of flows, pages, desk and paper that call it. All of them take most of a day; a sample
drawn by a seed tells the share of the whole, with its interval, in half an hour. Survivors that
nobody need kill stand in `tests/survivors.toml` with the reason; the others are printed.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatch
from math import sqrt
from pathlib import Path

ROOT = Path(__file__).parent.parent
MADE = ROOT / "mutants"
REACHED = MADE / "reached.json"
AGAIN = MADE / "tried-again.json"
LOG = MADE / "mutmut.log"
REASONS = ROOT / "tests" / "survivors.toml"
MUTMUT = Path(sys.executable).with_name("mutmut")
LEAST = 0.90
KILLED = (1, 3, 24, -24, 36, 37, 152, 255)
"""A test failed, or the mutant never ended."""

FOLDERS = ("flows", "commands", "paper", "store", "web", "admin")
WIDE = [f"tests/{one}" for one in FOLDERS]
SOUND = "not postgresql and not slow and not milliseconds"
QUIET = ["-q", "-p", "no:cacheprovider", "--timeout", "120", "-k", SOUND]
MOST, LONGEST = 24, 180
"""Tests tried on one mutant the second time, the quickest first; seconds for all of them."""


def outcomes() -> dict[str, int | None]:
    """Every mutant of the domain to how its last run ended; None: not tried."""
    found: dict[str, int | None] = {}
    for path in sorted((MADE / "kiosk" / "domain").rglob("*.meta")):
        found |= json.loads(path.read_text())["exit_code_by_key"]
    again = json.loads(AGAIN.read_text()) if AGAIN.exists() else {}
    return found | {name: code for name, code in again.items() if found.get(name) in (0, 5, 33)}


def run(names: list[str], children: int) -> None:
    """mutmut keeps what it found: stopped, it goes on where it was. Its spinner fills a log."""
    MADE.mkdir(exist_ok=True)
    command = [MUTMUT, "run", "--max-children", str(children), *names]
    with LOG.open("w") as log:
        ended = subprocess.run(command, cwd=ROOT, check=False, stdout=log, stderr=log)
    if ended.returncode:
        raise SystemExit(f"mutmut stopped: its tests must pass unbroken first. See {LOG}")


def pytest(*args: str, mutant: str, longest: float | None = None) -> int:
    """In mutmut's copy of the tree; its exit code, 36 when it took too long."""
    environment = os.environ | {"MUTANT_UNDER_TEST": mutant, "REACHED": str(REACHED)}
    command = [sys.executable, "-m", "pytest", *QUIET, *args]
    try:
        ended = subprocess.run(
            command, cwd=MADE, env=environment, check=False, timeout=longest,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return 36
    return ended.returncode


def reached() -> dict[str, list[str]]:
    """Function to the tests of other folders that call it; counted anew when tests changed."""
    newest = max(path.stat().st_mtime for path in (ROOT / "tests").rglob("*.py"))
    if not REACHED.exists() or REACHED.stat().st_mtime < newest:
        pytest("-p", "scripts.reached", *WIDE, mutant="stats")
    found: dict[str, list[str]] = json.loads(REACHED.read_text())
    return found


def try_again(names: list[str], children: int) -> None:
    """Those alive, in a process of their own: what is read once, at import, is broken too."""
    alive = [name for name in names if outcomes()[name] not in (*KILLED, None)]
    tests = reached() if alive else {}

    def one(name: str) -> tuple[str, int]:
        chosen = tests.get(name.partition("__mutmut_")[0], [])[:MOST]
        return name, pytest("-x", *chosen, mutant=name, longest=LONGEST) if chosen else 33

    ended = json.loads(AGAIN.read_text()) if AGAIN.exists() else {}
    with ThreadPoolExecutor(children) as pool:
        for name, code in pool.map(one, alive):
            ended[name] = code
            AGAIN.write_text(json.dumps(ended))


def sample(many: int, seed: int) -> list[str]:
    """Every n-th of the sorted names from a drawn start: each module and function by its share."""
    names = sorted(outcomes())
    step = len(names) / many
    start = random.Random(seed).random() * step
    return [names[int(start + step * index)] for index in range(many)]


def reasons() -> dict[str, str]:
    """Patterns of names to why such a mutant changes nothing anybody could notice."""
    found: dict[str, str] = tomllib.loads(REASONS.read_text())["equivalent"]
    return found


def interval(killed: int, tried: int) -> tuple[float, float]:
    """Wilson's, 95 %."""
    z, share = 1.96, killed / tried
    middle = share + z * z / (2 * tried)
    width = z * sqrt(share * (1 - share) / tried + z * z / (4 * tried * tried))
    return (middle - width) / (1 + z * z / tried), (middle + width) / (1 + z * z / tried)


def report(names: list[str]) -> int:
    """Only what tests kill counts towards the rate; a reason excuses nothing of it."""
    known, out, all_of_them = reasons(), sys.stdout.write, outcomes()
    found = {name: all_of_them[name] for name in names if all_of_them[name] is not None}
    if not found:
        out(f"no mutant was tried: see {LOG}\n")
        return 1
    alive = sorted(name for name, code in found.items() if code not in KILLED)
    excused = {name for name in alive if any(fnmatch(name, one) for one in known)}
    for name in alive:
        told = (
            "with a reason" if name in excused else "no test" if found[name] == 33 else "survived"
        )
        out(f"{told}: {name}\n")
    modules = Counter(name.partition(".x")[0] for name in alive)
    out("".join(f"{many:5} in {module}\n" for module, many in modules.most_common(20)))
    tried, killed = len(found), len(found) - len(alive)
    low, high = interval(killed, tried)
    out(
        f"{tried} mutants tried, {killed} killed: {killed / tried:.1%} ({low:.1%} to {high:.1%}); "
        f"{len(excused)} of {len(alive)} survivors with a reason\n"
    )
    return 0 if killed / tried >= LEAST else 1


def main() -> int:
    """``MUTANTS``: a number (a sample), a pattern of names, or nothing for all of them."""
    wanted, seed = os.environ.get("MUTANTS", ""), int(os.environ.get("SEED", "2026"))
    children = int(os.environ.get("CHILDREN", "0")) or os.cpu_count() or 1
    if wanted.isdigit():
        if not outcomes():
            run(["kiosk.domain.rounding*"], children)
        names = sample(int(wanted), seed)
        run(names, children)
    else:
        run([wanted] if wanted else [], children)
        names = [one for one in outcomes() if fnmatch(one, wanted or "*")]
    try_again(names, children)
    return report(names)


if __name__ == "__main__":
    raise SystemExit(main())
