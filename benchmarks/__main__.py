"""``python -m benchmarks``: one run, one machine, one table.

Targets are those of the project's plan for a two-core machine; a ratio holds elsewhere too.
"""

import argparse
import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import inprocess, machine, overhttp, queries, tickets
from benchmarks.installation import Installation, installation
from benchmarks.overhttp import OverHttp
from benchmarks.queries import Queries
from benchmarks.rounds import Rounds
from benchmarks.table import Row, printed, ratio, single, spread
from benchmarks.tickets import Tickets
from kiosk.store.engine import reading
from kiosk.store.survey import answers


@dataclass(frozen=True)
class Size:
    """How long a run takes: rounds everywhere; calls a chunk and chunks a round in-process;
    requests and seconds that bound a round over HTTP; answers of the two filled databases;
    tickets of one or two more."""

    rounds: int
    calls: int
    chunks: int
    requests: int
    seconds: float
    answers: tuple[int, int]
    tickets: tuple[int, ...]


QUICK = Size(5, 50, 3, 400, 0.5, (20_000, 100_000), (50_000,))
USUAL = Size(7, 150, 4, 4_000, 2.0, (100_000, 1_000_000), (50_000, 1_000_000))
FULL = Size(9, 200, 5, 10_000, 4.0, (100_000, 10_000_000), (50_000, 1_000_000))


def main() -> None:
    # Told to end, it still removes its databases.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    asked = _asked()
    size = QUICK if asked.quick else FULL if asked.full else USUAL
    tables = dict(_tables(size))
    if asked.json:
        found = {title: [row.as_json() for row in rows] for title, rows in tables.items()}
        asked.json.write_text(json.dumps(found, indent=1))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--quick", action="store_true", help="under a minute, smaller databases")
    length.add_argument("--full", action="store_true", help="longer rounds, 10 million answers")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there as well")
    return parser.parse_args()


def _tables(size: Size) -> Iterator[tuple[str, list[Row]]]:
    """Each part printed as soon as it is measured."""
    with installation() as here:
        print("\n".join(machine.head(here)), flush=True)
        before = here.bytes_used()
        rounds = inprocess.measure(here, size.rounds, size.calls, size.chunks)
        yield _shown("In-process CPU, times bare hello", list(_inprocess(rounds)))
        disk = (here.bytes_used() - before) / _kept(here)
        found = overhttp.measure(here, size.rounds, size.requests, size.seconds)
        yield _shown("Over HTTP, as shipped", [*_overhttp(found), _disk(disk)])
    asked = queries.measure(size.answers, size.rounds)
    yield _shown("The month's index, milliseconds", list(_queries(asked)))
    queue = tickets.measure(size.tickets, size.rounds, size.seconds)
    yield _shown("Tickets, whole requests", list(_tickets(queue)))
    print(f"load at the end {os.getloadavg()[0]:.1f}")


def _shown(title: str, rows: list[Row]) -> tuple[str, list[Row]]:
    print("\n" + printed(title, rows), flush=True)
    return title, rows


def _kept(here: Installation) -> int:
    with here.app.app_context(), reading():
        return answers.count()


def _inprocess(rounds: Rounds) -> Iterator[Row]:
    """Judged by the least figures; what the median of the rounds says stands beside them."""
    targets = {"hello": None, "commit": None, "get plain": None, "get": 5.0, "post": 9.0}
    for name, target in targets.items():
        least = f"{rounds.of(name).least * 1e6:.0f} us"
        yield _of_least(NAMES[name], rounds, (name, "hello"), least, target)
    pair = ("post", "post without tally")
    yield _of_least("POST with its tally / without", rounds, pair, "", 1.25)


def _of_least(
    name: str, rounds: Rounds, pair: tuple[str, str], figure: str, target: float | None
) -> Row:
    note = f"{figure} median x {rounds.ratio(*pair).median:.2f}".strip()
    return spread(name, rounds.ratio_of_least(*pair), note, target)


NAMES = {
    "hello": "bare Flask hello",
    "commit": "bare driver, one durable commit",
    "get plain": "GET survey form, not compressed",
    "get": "GET survey form, gzip",
    "post": "POST answer, durable, with its tally",
}


def _overhttp(found: OverHttp) -> Iterator[Row]:
    rates = found.rates
    for name, shown in (("hello", "hello"), ("get", "GET form"), ("post", "POST answer")):
        figure = f"{rates.of(name).median:.0f}/s"
        yield ratio(f"{shown}, rate / hello's", rates, name, "hello", figure)
    yield spread("completed surveys (GET + POST) a second", found.completed, "", 290, floor=True)
    cpu = found.cpu
    yield spread("server CPU a completed survey, ms", cpu.times(1e3), "", 3.2)
    waits = f"p50 {found.p50.median * 1e3:.1f}, p99 {found.p99.median * 1e3:.1f} ms"
    yield spread("POST, p99 / p50 of the wait", found.spread, waits, 5)
    peak = max(found.peak_memory) / 2**20
    served = f"{found.served} requests"
    yield single("peak memory of a worker, MB", peak, served, 100)
    wire = sum(found.visit.values()) / 1024
    yield single("first visit on the wire, KB", wire, f"{len(found.visit)} requests", 40)


def _disk(bytes_an_answer: float) -> Row:
    note = "text in 1 of 5"
    return single("disk an answer with key and tally, bytes", bytes_an_answer, note, 180)


def _queries(asked: Queries) -> Iterator[Row]:
    small, large = (one.answers for one in asked.sizes)
    for name, (shown, target, growth) in QUESTIONS.items():
        for size in (small, large):
            taken = asked.rounds.of(f"{name} {size}").times(1e3)
            yield spread(f"{shown}, {size:,} answers", taken, "", target if size == large else None)
        grown = f"{name} {large}", f"{name} {small}"
        yield ratio("  large / small", asked.rounds, *grown, "", growth)
    for one in asked.sizes:
        figure = f"{one.answers / one.seconds:,.0f} rows/s"
        disk = one.bytes_an_answer
        yield single(f"{one.answers:,} answers filled, bytes each", disk, figure)


def _tickets(found: Tickets) -> Iterator[Row]:
    for name, (shown, target, growth) in TICKETS.items():
        names = [f"{name} {one.tickets}" for one in found.sizes]
        for one in found.sizes:
            taken = found.rounds.of(f"{name} {one.tickets}").times(1e3)
            yield spread(f"{shown}, {one.tickets:,} tickets, p95 ms", taken, "", target)
        if len(names) == 2:
            yield ratio("  large / small", found.rounds, names[1], names[0], "", growth)
    new = found.complaints
    yield spread("new complaints a second, slow hash left out", new.rate, "", 128, floor=True)
    yield spread("  server CPU of one, ms", new.cpu.times(1e3), "form and complaint")
    yield single("  the slow hash of one, ms", new.hash * 1e3, "19 MiB, 3 passes")
    yield single("new complaints a second, as shipped", new.shipped, "two hashes at a time")
    for one in found.sizes:
        figure = f"{one.tickets / one.seconds:,.0f} rows/s"
        yield single(f"{one.tickets:,} tickets filled, bytes each", one.bytes_a_ticket, figure)


TICKETS = {
    "queue": ("queue, any filter, any page", 25.0, 2.0),
    "search": ("full-text search", 100.0, None),
}
"""Question to its words, its target in ms, and the target of its growth."""
QUESTIONS = {
    "unit_month": ("one unit's month, store to Ikm", 2.0, 1.3),
    "all_tallies": ("500 units' month, store to Tally", 20.0, 1.3),
    "all_units": ("500 units' month, store to Ikm", 20.0, 1.3),
    "month_report": ("one unit's whole report, 12 months' trend", None, None),
}
"""Question to its words, its target in ms, and the target of its growth."""


if __name__ == "__main__":
    main()
