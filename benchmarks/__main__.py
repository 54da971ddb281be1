"""``python -m benchmarks``: one run, one machine, one table.

Targets are those of the project's plan for a two-core machine; a ratio holds elsewhere too.
"""

import argparse
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import (
    heavy,
    inprocess,
    machine,
    overhttp,
    pages,
    postgres,
    queries,
    rows,
    tickets,
)
from benchmarks.curve import curve
from benchmarks.installation import Installation, installation
from benchmarks.kept import filled
from benchmarks.table import Row, printed
from kiosk.store.engine import reading
from kiosk.store.survey import answers


@dataclass(frozen=True)
class Size:
    """How long a run takes: rounds everywhere; calls a chunk and chunks a round in-process;
    requests and seconds that bound a round over HTTP; answers of the two databases of the month's
    index; answers and units of those of the pages; tickets of one or two more."""

    rounds: int
    calls: int
    chunks: int
    requests: int
    seconds: float
    answers: tuple[int, int]
    pages: tuple[tuple[int, int], ...]
    tickets: tuple[int, ...]
    parts: tuple[str, ...]


PAGES_TITLE = "Pages, milliseconds of a whole request"
REQUESTS = ("requests", "index", "pages", "tickets")
SMALL = ((10_000, 5), (100_000, 50))
"""As many answers a unit's month as a million over 500 units have."""
QUICK = Size(5, 50, 3, 400, 0.5, (20_000, 100_000), SMALL, (50_000,), REQUESTS)
USUAL = Size(
    7, 150, 4, 4_000, 2.0, (100_000, 1_000_000), (*SMALL, (1_000_000, 500)),
    (50_000, 1_000_000), (*REQUESTS, "heavy", "postgres"),
)  # fmt: skip
FULL = Size(
    9, 200, 5, 10_000, 4.0, (100_000, 10_000_000), (*USUAL.pages, (10_000_000, 500)),
    (50_000, 1_000_000), (*USUAL.parts, "paint"),
)  # fmt: skip


def main() -> None:
    # Told to end, it still removes its databases.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    asked = _asked()
    size = QUICK if asked.quick else FULL if asked.full else USUAL
    size = replace(size, parts=tuple(asked.only.split(","))) if asked.only else size
    with _folder(asked.keep) as keep:
        tables = dict(_tables(size, keep))
    if asked.json:
        found = {title: [row.as_json() for row in rows] for title, rows in tables.items()}
        asked.json.write_text(json.dumps(found, indent=1))
    if asked.curve:
        asked.curve.write_text(curve(tables[PAGES_TITLE]))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--quick", action="store_true", help="minutes, smaller databases")
    length.add_argument("--full", action="store_true", help="longer rounds, 10 million answers")
    parser.add_argument("--only", metavar="PARTS", help=f"of {','.join(FULL.parts)}")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="filled databases stay there")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there as well")
    parser.add_argument("--curve", type=Path, metavar="FILE", help="growth of the pages as SVG")
    return parser.parse_args()


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """The one asked for; else one of this run, in which parts share what is filled."""
    if keep:
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as made:
        yield Path(made)


Tables = Iterator[tuple[str, list[Row]]]


def _tables(size: Size, keep: Path) -> Tables:
    """Each part printed as soon as it is measured."""
    parts: dict[str, Callable[[Size, Path], Tables]] = {
        "index": _index,
        "pages": _pages,
        "heavy": _heavy,
        "tickets": _tickets,
        "postgres": _postgres,
    }
    with installation() as here:
        print("\n".join(machine.head(here)), flush=True)
        if "requests" in size.parts:
            yield from _requests(here, size)
        if "paint" in size.parts:
            # Asked for only here: Chromium is not on every machine.
            from benchmarks import paint

            found = paint.measure(here, size.rounds)
            yield _shown("Largest paint, throttled", list(rows.of_paint(found.rounds)))
    for name, measured in parts.items():
        if name in size.parts:
            yield from measured(size, keep)
    print(f"load at the end {os.getloadavg()[0]:.1f}")


def _requests(here: Installation, size: Size) -> Tables:
    before = here.bytes_used()
    rounds = inprocess.measure(here, size.rounds, size.calls, size.chunks)
    yield _shown("In-process CPU, times bare hello", list(rows.of_inprocess(rounds)))
    disk = (here.bytes_used() - before) / _kept(here)
    found = overhttp.measure(here, size.rounds, size.requests, size.seconds)
    yield _shown("Over HTTP, as shipped", [*rows.of_overhttp(found), rows.of_disk(disk)])


def _index(size: Size, keep: Path) -> Tables:
    found = queries.measure(size.answers, size.rounds, keep)
    yield _shown("The month's index, milliseconds", list(rows.of_queries(found)))


def _pages(size: Size, keep: Path) -> Tables:
    with ExitStack() as stack:
        every = [stack.enter_context(filled(many, keep, units)) for many, units in size.pages]
        found = pages.measure(every, size.rounds)
    yield _shown(PAGES_TITLE, list(rows.of_pages(found)))


def _heavy(size: Size, keep: Path) -> Tables:
    with filled(size.answers[1], keep) as large, filled(SMALL[1][0], keep, SMALL[1][1]) as small:
        found = heavy.measure(large, small, keep)
    yield _shown("Behind the pages", list(rows.of_heavy(found)))


def _tickets(size: Size, _keep: Path) -> Tables:
    found = tickets.measure(size.tickets, size.rounds, size.seconds)
    yield _shown("Tickets, whole requests", list(rows.of_tickets(found)))


def _postgres(size: Size, _keep: Path) -> Tables:
    found = postgres.measure(size.rounds, size.requests, size.seconds)
    yield _shown("PostgreSQL beside SQLite", list(rows.of_postgres(found.cpu, found.rate)))


def _shown(title: str, rows: list[Row]) -> tuple[str, list[Row]]:
    print("\n" + printed(title, rows), flush=True)
    return title, rows


def _kept(here: Installation) -> int:
    with here.app.app_context(), reading():
        return answers.count()


if __name__ == "__main__":
    main()
