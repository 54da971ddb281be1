"""The queue of tickets and its search as whole requests, small and large; complaints a second."""

import random
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import EnvironBuilder

from benchmarks import client
from benchmarks.client import Exchange, Run
from benchmarks.forms import HEADERS
from benchmarks.inprocess import BASE, call
from benchmarks.installation import POINT, SERVICES, Installation, clean_environ, installation
from benchmarks.overhttp import CONNECTIONS, WORKERS
from benchmarks.readers import signed_in
from benchmarks.rounds import Rounds, Spread, in_turn
from benchmarks.server import serving
from benchmarks.ticketfill import fill, unit_code
from benchmarks.ticketwords import QUERIES, Writer
from kiosk import clock
from kiosk.domain.complaint.kinds import Channel
from kiosk.domain.complaint.listing import Tab
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.store.complaint import phrases
from kiosk.store.engine import transaction
from kiosk.store.people import reach
from kiosk.web import stamp

COMPLAINT = f"/s/{POINT}/aduan"
PATHS = 400
"""Requests of a round, each another filter, page or reader."""
SEARCHES = 220
"""Each of `QUERIES` about ten times: of fewer, the slowest is among the 5 of 100 by chance."""
HASHES = 12
SHIPPED = 150
"""Complaints with the slow hash: fewer than one network may send (`domain.complaint.flood`)."""


@dataclass(frozen=True)
class Filled:
    here: Installation
    tickets: int
    seconds: float
    bytes_a_ticket: float
    cookies: tuple[str, ...]


@dataclass(frozen=True)
class Complaints:
    """``rate`` and ``cpu`` (seconds each) without the slow hash, ``shipped`` with it; ``hash``:
    seconds of one."""

    rate: Spread
    cpu: Spread
    shipped: float
    hash: float


@dataclass(frozen=True)
class Tickets:
    """``rounds``: seconds that 95 of 100 whole requests stay within, by question and size."""

    rounds: Rounds
    sizes: tuple[Filled, ...]
    complaints: Complaints


def measure(sizes: tuple[int, ...], rounds: int, seconds: float) -> Tickets:
    """``sizes``: one or two, the smaller first."""
    with installation() as small, installation() as large:
        filled = tuple(
            _filled(here, size) for here, size in zip((small, large), sizes, strict=False)
        )
        variants: dict[str, Callable[[], float]] = {}
        for question in (queue, search):
            for one in filled:
                variants[f"{question.__name__} {one.tickets}"] = _timed(one, question)
        found = in_turn(variants, rounds)
        return Tickets(found, filled, _complaints(small, rounds, seconds))


def _filled(here: Installation, tickets: int) -> Filled:
    before, began, now = here.bytes_used(), time.perf_counter(), clock.now()
    units = fill(here, tickets, now)
    seconds = time.perf_counter() - began
    each = (here.bytes_used() - before) / tickets
    return Filled(here, tickets, seconds, each, tuple(_readers(here.app, units)))


def _readers(app: Flask, units: list[int]) -> Iterator[str]:
    """Who looks: over everything, over 500 units, an office with 19 below it, one unit."""
    with app.app_context(), transaction():
        spot = reach.spot_of_unit_id(units[0])
        assert spot is not None
        for number, (role, level, place) in enumerate(
            (
                (Role.INSPECTORATE, Level.INSTALLATION, 0),
                (Role.COMPLAINT_OFFICER, Level.INSTANSI, spot.instansi_id),
                (Role.HEAD, Level.UNIT, units[40]),
                (Role.COMPLAINT_OFFICER, Level.UNIT, units[43]),
            )
        ):
            yield signed_in(app, f"C{number:07d}", Grant(role, level, place))


def _timed(one: Filled, question: Callable[[random.Random], str]) -> Callable[[], float]:
    draw = random.Random(2026)
    count = PATHS if question is queue else SEARCHES

    def measured() -> float:
        taken = []
        for _ in range(count):
            environ = EnvironBuilder(
                question(draw),
                base_url=BASE,
                headers=[*HEADERS.items(), ("Cookie", draw.choice(one.cookies))],
            ).get_environ()
            began = time.perf_counter()
            call(one.here.app, environ, "200")
            taken.append(time.perf_counter() - began)
        return sorted(taken)[int(0.95 * count)]

    return measured


def queue(draw: random.Random) -> str:
    """A page of the queue: any tab, none to three filters, first page or one deep inside."""
    tab = draw.choice(list(Tab))
    asked: dict[str, str] = {"tab": tab.value}
    for name in draw.sample(sorted(_FILTERS), draw.choice((0, 0, 1, 1, 2, 3))):
        asked[name] = draw.choice(_FILTERS[name])
    if draw.random() < 0.5:
        days = draw.randrange(-1_000, 0) if tab is Tab.DONE else draw.randrange(-12, 20)
        at = clock.now() + timedelta(days=days)
        asked[draw.choice(("sesudah", "sebelum"))] = f"{int(at.timestamp() * 1e6)}.ZZZZZZZZZ"
    return f"/admin/laporan?{urlencode(asked)}"


_FILTERS = {
    "unit": [unit_code(at) for at in range(0, 2_500, 100)],
    "kelas": ["informasi", "aspirasi", "tidak-berkadar"],
    "jenis": ["pengaduan", "aspirasi", "informasi"],
    "saluran": [one.value for one in Channel],
    "status": ["diterima", "diproses", "keberatan", "selesai", "diarsipkan"],
    "pemegang": ["saya", "kosong", "B0000003", "B0000077"],
    "lapor": ["ya", "tidak"],
    "dari": ["2024-06-01", "2026-01-01", "2026-11-01"],
}


def search(draw: random.Random) -> str:
    return f"/admin/laporan/cari?{urlencode({'q': draw.choice(QUERIES)})}"


def _complaints(here: Installation, rounds: int, seconds: float) -> Complaints:
    """Form and complaint over HTTP, one after the other, as a phone sends them."""
    with here.app.app_context():
        signed = stamp.make("aduan", POINT)
    filled, ours = _Filled(signed), clean_environ(here.environ)
    found: list[tuple[float, Run]] = []
    # First: what the other sends is counted against the same network.
    with serving("wsgi:app", ours, WORKERS) as server:
        shipped = filled.run(server.port, SHIPPED, 60).rate
    with serving("benchmarks.unhashed:app", ours, WORKERS) as server:
        for _ in range(rounds + 1):
            before = server.cpu_seconds()
            run = filled.run(server.port, 100_000, seconds)
            found.append((server.cpu_seconds() - before, run))
    return Complaints(
        rate=Spread.of([run.rate for _, run in found[1:]]),
        cpu=Spread.of([cpu / len(run.latencies) for cpu, run in found[1:]]),
        shipped=shipped,
        hash=median(_hash_seconds() for _ in range(HASHES)),
    )


def _hash_seconds() -> float:
    began = time.perf_counter()
    phrases.hashed("satu dua tiga empat lima enam tujuh delapan", phrases.new_salt())
    return time.perf_counter() - began


class _Filled:
    """Complaints as they are typed, each with a key of its own."""

    def __init__(self, signed: str) -> None:
        self.signed = signed
        self.draw = random.Random(2026)
        self.writer = Writer(self.draw)

    def run(self, port: int, most: int, seconds: float) -> Run:
        ready = (self._one(port) for _ in range(most))
        return client.run(port, ready, CONNECTIONS, seconds)

    def _one(self, port: int) -> Exchange:
        form = client.get(COMPLAINT, port)
        sent = client.post(COMPLAINT, port, urlencode(self._fields()).encode())
        return Exchange((form, sent), (b"200", b"200"))

    def _fields(self) -> dict[str, str]:
        title = self.writer.title()
        return {
            "jenis": "pengaduan", "layanan": self.draw.choice(SERVICES), "kategori": "waktu",
            "judul": title, "isi": self.writer.body(title), "tempat": self.writer.place(),
            "waktu_kejadian": "", "identitas": "anonim", "nama": "", "kontak": "", "terlapor": "",
            "csrf_token": self.signed, "kunci": secrets.token_urlsafe(16),
        }  # fmt: skip
