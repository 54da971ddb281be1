"""``python -m benchmarks.crowd``: a crowd (F16) and slow senders (F47), at full size, against the
server as shipped. About a minute; ends with status 1 where a promise is not kept."""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks import client, machine, slow
from benchmarks.client import Exchange, Run
from benchmarks.forms import forms
from benchmarks.installation import POINT, Installation, clean_environ, installation
from benchmarks.overhttp import WORKERS
from benchmarks.server import Server, serving
from benchmarks.table import Row, printed, single
from kiosk.store.engine import reading, transaction
from kiosk.store.place import points
from kiosk.store.survey import answers
from kiosk.web import stamp
from kiosk.web.survey import PURPOSE

POSTS, CONNECTIONS, COUNTERS = 10_000, 200, 10
"""Each counter gets 1,000, half of what it may within a minute."""
SECONDS, WAIT, MEMORY = 120, 2.0, 1024
SLOW, EVERY, CLOSED = 200, 10.0, 30
MEBIBYTE = 2**20


@dataclass(frozen=True)
class Crowd:
    """``kept``: answers in the database afterwards; ``memory``: of all workers, at most."""

    run: Run
    kept: int
    memory: int


def main() -> None:
    with installation() as here:
        print("\n".join(machine.head(here)), flush=True)
        with serving("wsgi:app", clean_environ(here.environ), WORKERS) as server:
            _warm(server)
            rows = [*_of_crowd(_crowd(here, server)), *_of_slow(_slow(server))]
    print("\n" + printed("A crowd, and slow senders", rows))
    sys.exit(1 if any(row.verdict == "missed" for row in rows) else 0)


def _warm(server: Server) -> None:
    client.run(server.port, [slow.visit(server.port)] * 200, 8, 60)


def _crowd(here: Installation, server: Server) -> Crowd:
    before = _kept(here)
    made = [_counter(here, number) for number in range(COUNTERS)]
    filled, draw = forms(here.app), random.Random(16)

    def one(number: int) -> Exchange:
        code, signed = made[number % COUNTERS]
        body = filled.signed_by(signed).body(draw)
        return Exchange((client.post(f"/s/{code}/nilai", server.port, body),), (b"303",))

    run = client.run(server.port, [one(at) for at in range(POSTS)], CONNECTIONS, SECONDS)
    return Crowd(run, _kept(here) - before, sum(server.peak_memory()))


def _counter(here: Installation, number: int) -> tuple[str, str]:
    """Code and stamp of one more counter."""
    code = f"{POINT}{number}"
    with here.app.app_context():
        with transaction():
            points.add(here.unit_id, code, f"Loket {number + 2}")
        return code, stamp.make(PURPOSE, code)


def _kept(here: Installation) -> int:
    with here.app.app_context(), reading():
        return answers.count()


def _slow(server: Server) -> slow.Held:
    kinds = slow.openings(server.port)
    each = -(-SLOW // len(kinds))
    return slow.hold(server.port, kinds, each, EVERY, slow.visit(server.port))


def _of_crowd(found: Crowd) -> Iterator[Row]:
    run = found.run
    asked = f"{POSTS:,} over {CONNECTIONS} connections"
    yield single("posts answered with 303", len(run.latencies), asked)
    yield single("answers lost or kept twice", abs(found.kept - POSTS), f"{found.kept:,} kept", 0)
    yield single("seconds", run.seconds, f"{run.rate:.0f}/s", SECONDS)
    yield single("p99 of the wait, s", run.percentile(0.99), f"p50 {run.percentile(0.5):.2f}", WAIT)
    yield single("memory of all workers, MB", found.memory / MEBIBYTE, "peak", MEMORY)


def _of_slow(found: slow.Held) -> Iterator[Row]:
    for kind, lived in found.lived.items():
        said = sorted({head.decode() for head in found.heads[kind] if head})
        yield single(f"  {kind}: longest life, s", max(lived), ", ".join(said) or "nothing said")
    count = sum(map(len, found.lived.values()))
    yield single("slow senders closed within, s", found.longest, f"{count} at once", CLOSED)
    near = found.neighbours
    waits = f"{len(near.latencies)} visits, p50 {near.percentile(0.5) * 1e3:.1f} ms"
    yield single("p99 of their neighbours' wait, s", near.percentile(0.99), waits, WAIT)


if __name__ == "__main__":
    main()
