"""What an answer costs the web processes on PostgreSQL beside SQLite, in turn, over HTTP.

A server of its own, without fsync: what is compared is the CPU of ours, not of the databases."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks import client
from benchmarks.client import Exchange
from benchmarks.forms import FORM, forms
from benchmarks.installation import Installation, clean_environ, installation
from benchmarks.overhttp import CONNECTIONS, WORKERS
from benchmarks.rounds import Rounds, in_turn
from benchmarks.server import Server, serving
from tests.services.postgres import running_server

SERVED = "benchmarks.unlimited:app"


@dataclass(frozen=True)
class Postgres:
    """``cpu``: seconds of the web processes a POST; ``rate``: POSTs a second."""

    cpu: Rounds
    rate: Rounds


def measure(rounds: int, count: int, seconds: float) -> Postgres:
    """``count`` and ``seconds`` bound each variant of each round."""
    with running_server() as cluster:
        url = cluster.fresh().render_as_string(hide_password=False)
        with (
            installation() as lite,
            installation(url) as other,
            serving(SERVED, clean_environ(lite.environ), WORKERS) as one,
            serving(SERVED, clean_environ(other.environ), WORKERS) as two,
        ):
            both = {"sqlite": (lite, one), "postgresql": (other, two)}
            return _measured(both, rounds, count, seconds)


def _measured(
    both: Mapping[str, tuple[Installation, Server]], rounds: int, count: int, seconds: float
) -> Postgres:
    cpu: dict[str, list[float]] = {name: [] for name in both}

    def posting(name: str) -> Callable[[], float]:
        here, server = both[name]
        filled, draw = forms(here.app), random.Random(2026)

        def posted() -> float:
            ready = [
                Exchange((client.post(FORM, server.port, filled.body(draw)),), (b"303",))
                for _ in range(count)
            ]
            before = server.cpu_seconds()
            found = client.run(server.port, ready, CONNECTIONS, seconds)
            cpu[name].append((server.cpu_seconds() - before) / len(found.latencies))
            return found.rate

        return posted

    rate = in_turn({name: posting(name) for name in both}, rounds)
    # The first of each was the warm-up.
    return Postgres(Rounds({name: found[1:] for name, found in cpu.items()}), rate)
