"""The 62 faults, and what a run of `make test-faults` can say of each.

A fault's tests lie in `test_f<number>_*.py`. `held(tried=…, figure=…)` in a test that passed is a
line of the table; a fault without a line, or with a failed test, does not hold.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MODE = os.environ.get("FAULTS", "")
FULL = MODE == "full"
"""Set by `make test-faults`: the figures of the specification and not a sample of them. With
``small`` the small part is written down too, where nothing fuller is known."""
PROPERTY = "fault"
BOOK = Path(__file__).parents[2] / ".cache" / "faults.json"
"""What each test came to when it was last tried at its full figure: a run of some is added to the
others, so that an hour's work is not done anew for one fault."""
BEGIN, END = "<!-- faults: begin -->", "<!-- faults: end -->"
NUMBER = re.compile(r"/test_f(\d\d)_")

FAULTS = {
    1: "kill -9 of a worker while complaints come in",
    2: "power loss",
    3: "disk full",
    4: "database locked by another process",
    5: "lost updates",
    6: "a long reader pins the write-ahead log",
    7: "flipped bytes, truncated file, missing log",
    8: "attachments missing or unknown",
    9: "backup under load, restored elsewhere",
    10: "backup target full, wrong key, silent job",
    11: "migration killed after each statement",
    12: "SQLite moved to PostgreSQL",
    13: "SIGTERM and rolling restart",
    14: "the same key many times at once",
    15: "a tablet off line for hours",
    16: "10,000 posts over 200 connections",
    17: "jobs due in four processes",
    18: "server off across a month's end",
    19: "clock jumps",
    20: "killed between sending and marking; mail server down",
    21: "two officers save one ticket",
    22: "twenty officers claim one ticket",
    23: "huge uploads, thousands of parts",
    24: "zip bombs and nested archives",
    25: "picture bombs",
    26: "polyglots",
    27: "metadata of pictures",
    28: "virus found, scanner down",
    29: "hostile file names",
    30: "script in every text",
    31: "formulas in exports",
    32: "SQL in search, sort and filter",
    33: "generated input",
    34: "extra fields",
    35: "line breaks in headers, foreign hosts",
    36: "forged log lines",
    37: "requests to inner networks; slow patterns",
    38: "forged codes",
    39: "retired codes",
    40: "one token a hundred times; bursts",
    41: "many citizens behind one address",
    42: "floods",
    43: "forged addresses",
    44: "traces of an address",
    45: "forged forms; forms open for hours",
    46: "the next visitor at the tablet",
    47: "slow connections",
    48: "every role at every object",
    49: "guessing tracking codes",
    50: "the accused and their chain",
    51: "raising one's own power; unmasking",
    52: "sessions fixed, replayed, copied",
    53: "stuffed passwords, guessed codes",
    54: "the record tampered with; many writers",
    55: "linking anonymous cases",
    56: "small groups and differences",
    57: "retention, legal hold, restored backup",
    58: "golden deadlines",
    59: "the calendar changes",
    60: "random histories of a ticket",
    61: "ends of months in three zones",
    62: "time zones missing or sent",
}


def sized(fast: int, full: int) -> int:
    """How many to try: ``fast`` in every run of the tests, ``full`` in `make test-faults`."""
    return full if FULL else fast


def number_of(path: str) -> int | None:
    """The fault a test file is about; None for one that is about none."""
    found = NUMBER.search(path.replace("\\", "/"))
    return int(found[1]) if found else None


@dataclass
class Row:
    """Of one fault: how many tests passed and failed, and what those that passed had tried."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    told: list[tuple[str, str]] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return bool(self.told) and not self.failed

    def add(self, outcome: str, properties: Iterable[tuple[str, object]]) -> None:
        setattr(self, outcome, getattr(self, outcome) + 1)
        if outcome == "passed":
            self.told += [(str(a), str(b)) for name, (a, b) in _pairs(properties) if name]


def _pairs(properties: Iterable[tuple[str, object]]) -> list[tuple[str, tuple[object, object]]]:
    return [(name, (told[0], told[1])) for name, told in properties if name == PROPERTY]  # type: ignore[index]


Told = Mapping[str, tuple[str, list[tuple[str, object]]]]
"""Of each test: how it ended, and its properties."""


def enter(told: Told) -> dict[int, Row]:
    """Add a run to the book; the rows of all that stand in it and are still there."""
    known: dict[str, Any] = json.loads(BOOK.read_text()) if BOOK.exists() else {}
    files = {name.partition("::")[0] for name in told}
    # A test that was renamed would otherwise stand there for ever.
    if FULL:
        known = {name: one for name, one in known.items() if name.partition("::")[0] not in files}
    known |= {
        name: [outcome, list(properties), MODE]
        for name, (outcome, properties) in told.items()
        if FULL or outcome == "failed" or known.get(name, ["", [], ""])[2] != "full"
    }
    BOOK.parent.mkdir(exist_ok=True)
    BOOK.write_text(json.dumps(known, indent=1))
    rows: dict[int, Row] = {}
    for name, (outcome, properties, _mode) in sorted(known.items()):
        number = number_of(name)
        if number and (BOOK.parents[1] / name.partition("::")[0]).exists():
            rows.setdefault(number, Row()).add(outcome, properties)
    return rows


def table(rows: dict[int, Row]) -> list[str]:
    """Markdown: fault, tried, held, figure. A row each of the 62, in order."""
    lines = ["| | fault | tried | held | figure |", "|---|---|---|---|---|"]
    return lines + [_line(number, rows.get(number, Row())) for number in FAULTS]


def _line(number: int, row: Row) -> str:
    tried = "; ".join(dict.fromkeys(a for a, _ in row.told)) or "nothing"
    figure = "; ".join(dict.fromkeys(b for _, b in row.told)) or "none"
    held = f"yes ({row.passed})" if row.holds else f"**NO** ({row.failed} failed)"
    cells = (f"F{number:02}", FAULTS[number], tried, held, figure)
    return "| " + " | ".join(one.replace("|", "\\|") for one in cells) + " |"


def paste(page: Path, lines: list[str]) -> None:
    """Put the table between its marks in a page."""
    text = page.read_text()
    before, rest = text.split(BEGIN)
    page.write_text(before + "\n".join([BEGIN, *lines, END]) + rest.split(END)[1])
