"""What was measured as rows of the table, each with its target."""

from collections.abc import Iterator

from benchmarks.heavy import Heavy
from benchmarks.overhttp import OverHttp
from benchmarks.pages import Pages
from benchmarks.queries import Queries
from benchmarks.rounds import Rounds
from benchmarks.table import Row, ratio, single, spread
from benchmarks.tickets import Tickets


def of_inprocess(rounds: Rounds) -> Iterator[Row]:
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


def of_overhttp(found: OverHttp) -> Iterator[Row]:
    rates = found.rates
    for name, shown in (("hello", "hello"), ("get", "GET form"), ("post", "POST answer")):
        figure = f"{rates.of(name).median:.0f}/s"
        yield ratio(f"{shown}, rate / hello's", rates, name, "hello", figure)
    yield spread("completed surveys (GET + POST) a second", found.completed, "", 290, floor=True)
    cpu = found.cpu
    yield spread("server CPU a completed survey, ms", cpu.times(1e3), "", 3.2)
    waits = f"p50 {found.p50.median * 1e3:.1f}, p99 {found.p99.median * 1e3:.1f} ms"
    yield spread("POST, p99 / p50 of the wait", found.spread, waits, 5)
    served = f"{found.served} requests"
    own, peak = max(found.own_memory) / 2**20, max(found.peak_memory) / 2**20
    yield single("memory of a worker (PSS), MB", own, served, 100)
    yield single("  with all that others share, at its peak (RSS)", peak, "the same", 100)
    wire = sum(found.visit.values()) / 1024
    yield single("first visit on the wire, KB", wire, f"{len(found.visit)} requests", 40)


def of_disk(bytes_an_answer: float) -> Row:
    note = "text in 1 of 5"
    return single("disk an answer with key and tally, bytes", bytes_an_answer, note, 180)


def of_queries(asked: Queries) -> Iterator[Row]:
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


def of_tickets(found: Tickets) -> Iterator[Row]:
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
    "all_tallies": ("500 units' month, store to Tally", 20.0, None),
    "all_units": ("500 units' month, store to Ikm", 20.0, None),
    "month_report": ("one unit's whole report, 12 months' trend", None, None),
}
"""Question to its words, its target in ms, and the target of its growth."""


def of_pages(found: Pages) -> Iterator[Row]:
    """Milliseconds as a reader waits; growth by CPU, which other work on the machine moves less."""
    smallest, *_, largest = found.sizes
    base = 100_000 if 100_000 in found.sizes[:-1] else smallest
    for page, (shown, target, growth) in PAGES.items():
        for size in found.sizes:
            name = f"{page} {size}"
            note = f"CPU {found.cpu.of(name).median * 1e3:.1f}"
            wall = found.wall.of(name).times(1e3)
            yield spread(f"{shown}, {size:,} answers", wall, note, target)
        grown = f"{page} {largest}", f"{page} {base}"
        shown = f"  CPU, {largest:,} / {base:,}"
        yield spread(shown, found.cpu.ratio_of_least(*grown), "least of the rounds", growth)


def of_heavy(found: Heavy) -> Iterator[Row]:
    many = f"{found.answers:,}"
    share = found.answers / 10_000_000
    note = f"target {90 * share:g} s for so many"
    yield single(f"rebuild tallies of {many}, seconds", found.tallies, note, 90 * share)
    yield single("  breakdowns by who and when, seconds", found.breakdowns, "same command")
    yield single("  longest wait of a writer, seconds", found.waited, "", 1)
    yield single("  memory, MB", found.rebuild.memory / 2**20, "", 300)
    rate = found.csv_rows / found.csv.seconds
    yield single(
        "answers as CSV, rows a second", rate, f"{found.csv_rows:,} rows", 50_000, floor=True
    )
    flat = found.csv.memory / found.csv_small.memory
    note = f"{found.csv.memory / 2**20:.0f} MB"
    yield single("  memory, times that of 100,000 answers", flat, note, 1.25)
    yield single(f"XLSX of {found.xlsx_rows:,} answers, seconds", found.xlsx.seconds, "", 25)
    yield single("  memory, MB", found.xlsx.memory / 2**20, "", 300)
    yield single(f"report PDF of {found.pdf_pages} pages, seconds", found.pdf_seconds, "", 10)
    yield single("  memory, MB", found.pdf.memory / 2**20, "", 400)


def of_postgres(cpu: Rounds, rate: Rounds) -> Iterator[Row]:
    for name in ("sqlite", "postgresql"):
        figure = f"{rate.of(name).median:.0f}/s"
        yield spread(f"POST on {name}, web CPU ms", cpu.of(name).times(1e3), figure)
    yield ratio("  PostgreSQL / SQLite", cpu, "postgresql", "sqlite", "two processes", 1.4)


def of_paint(seconds: Rounds) -> Iterator[Row]:
    for name, shown in (("landing", "landing"), ("form", "survey")):
        yield spread(f"largest paint, {shown}, seconds", seconds.of(name), "first visit", 1.5)


PAGES: dict[str, tuple[str, float | None, float | None]] = {
    "month": ("month's page, all blocks", 150.0, 1.3),
    "year": ("the same of a year", None, None),
    "hasil": ("hasil board of a year", 100.0, None),
    "overview": ("every unit with its index", None, None),
    "public": ("public page", None, None),
}
"""Page to its words, its target in ms, and the target of its growth."""
