"""Whole requests over loopback: rates, spread of waiting times, CPU and memory of the workers.

As shipped, but for the limit of answers a minute, which one counter reaches here in seconds."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks import client
from benchmarks.client import Exchange, Run
from benchmarks.forms import FORM, LANDING, Forms, forms
from benchmarks.installation import Installation, clean_environ
from benchmarks.rounds import Rounds, Spread, in_turn
from benchmarks.server import Server, serving

WORKERS = 2
CONNECTIONS = 16
_ASSET = re.compile(rb'(?:href|src)="(/static/[^"]+)"')


@dataclass
class OverHttp:
    """``rates``: answers a second by variant. ``cpu``: worker seconds a completed survey."""

    rates: Rounds
    cpu: Spread
    completed: Spread
    spread: Spread
    p50: Spread
    p99: Spread
    peak_memory: list[int]
    own_memory: list[int]
    visit: dict[str, int]
    served: int


@dataclass
class _Load:
    """One server and the requests to it, bounded in count and time."""

    server: Server
    filled: Forms
    count: int
    seconds: float
    draw: random.Random = field(default_factory=lambda: random.Random(2026))
    served: int = 0

    def run(self, make: Callable[[], Exchange]) -> Run:
        found = client.run(
            self.server.port, [make() for _ in range(self.count)], CONNECTIONS, self.seconds
        )
        self.served += len(found.latencies)
        return found

    def hello(self) -> Exchange:
        return Exchange((client.get("/", self.server.port),), (b"200",))

    def form(self) -> Exchange:
        return Exchange((client.get(FORM, self.server.port),), (b"200",))

    def answer(self) -> Exchange:
        body = self.filled.body(self.draw)
        return Exchange((client.post(FORM, self.server.port, body),), (b"303",))

    def survey(self) -> Exchange:
        """A form and the answer in it, one after the other."""
        return Exchange(self.form().requests + self.answer().requests, (b"200", b"303"))


def measure(here: Installation, rounds: int, count: int, seconds: float) -> OverHttp:
    """``count`` and ``seconds`` bound each variant of each round."""
    filled = forms(here.app)
    ours = clean_environ(here.environ)
    with (
        serving("benchmarks.hello:app", clean_environ({}), WORKERS) as floor,
        serving("benchmarks.unlimited:app", ours, WORKERS) as server,
    ):
        hello = _Load(floor, filled, count, seconds)
        return _measured(hello, _Load(server, filled, count, seconds), rounds)


def _measured(hello: _Load, load: _Load, rounds: int) -> OverHttp:
    posts: list[Run] = []
    surveys: list[tuple[float, Run]] = []

    def post() -> float:
        posts.append(load.run(load.answer))
        return posts[-1].rate

    def survey() -> float:
        before = load.server.cpu_seconds()
        found = load.run(load.survey)
        surveys.append((load.server.cpu_seconds() - before, found))
        return found.rate

    variants = {
        "hello": lambda: hello.run(hello.hello).rate,
        "get": lambda: load.run(load.form).rate,
        "post": post,
        "survey": survey,
    }
    rates = in_turn(variants, rounds)
    # The first of each was the warm-up.
    posts, surveys = posts[1:], surveys[1:]
    return OverHttp(
        rates=rates,
        cpu=Spread.of([cpu / len(found.latencies) for cpu, found in surveys]),
        completed=rates.of("survey"),
        spread=Spread.of([one.percentile(0.99) / one.percentile(0.5) for one in posts]),
        p50=Spread.of([one.percentile(0.5) for one in posts]),
        p99=Spread.of([one.percentile(0.99) for one in posts]),
        peak_memory=load.server.peak_memory(),
        own_memory=load.server.own_memory(),
        visit=_first_visit(load.server.port),
        served=load.served,
    )


def _first_visit(port: int) -> dict[str, int]:
    """Bytes on the wire, heads included, of a landing, what it names, and the form."""
    sizes = {}
    head, body = client.fetch(port, LANDING)
    page = client.unpacked(head, body)
    sizes[LANDING] = len(head) + len(body)
    for path in (*dict.fromkeys(one.decode() for one in _ASSET.findall(page)), FORM):
        sizes[path] = sum(map(len, client.fetch(port, path)))
    return sizes
