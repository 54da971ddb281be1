"""F16: a crowd at once, over many connections, against a real `kiosk serve`: each answer is kept
once, and nobody gets an error or waits long."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from benchmarks import client
from benchmarks.client import Exchange
from kiosk.web import stamp
from kiosk.web.survey import PURPOSE
from tests.commands.test_serve import free_port, group_of, serving
from tests.factories import Place, filled, make_place, rows
from tests.faults import ledger

if TYPE_CHECKING:
    from flask import Flask

    from tests.faults.conftest import Held

POSTS, CONNECTIONS = ledger.sized(400, 10_000), ledger.sized(50, 200)
SECONDS, WAIT, MEMORY = 120, 2.0, 1024
WORKERS = ledger.sized(1, 2)
"""As many as the machine of the specification has cores: what `kiosk serve` takes by itself."""
COUNTERS = ledger.sized(1, 10)
"""Each takes 1,000, half of what one may within a minute."""


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_crowd_at_once_is_answered_and_each_answer_kept_once(
    app: Flask, database_url: str, tmp_path: Path, held: Held
) -> None:
    place, port = make_place(app), free_port()
    codes = counters(app, place)
    with app.app_context():
        stamps = {code: stamp.make(PURPOSE, code) for code in codes}
    posts = [one_of(stamps, codes[at % COUNTERS], port) for at in range(POSTS)]
    with serving(database_url, tmp_path, port, WORKERS) as (server, _):
        # Raises where one is answered otherwise.
        served = client.run(port, posts, CONNECTIONS, SECONDS)
        most = sum(map(peak, group_of(server))) / 2**20
    waited = served.percentile(0.99)
    assert len(served.latencies) == POSTS
    assert served.seconds <= SECONDS
    assert waited <= WAIT
    assert most <= MEMORY
    kept = len(rows(app, "answers"))
    assert kept == len(rows(app, "submissions")) == POSTS
    assert sum(row["respondents"] for row in rows(app, "tallies")) == POSTS
    held(
        tried=f"{POSTS:,} posts over {CONNECTIONS} connections to `kiosk serve`",
        figure=f"{kept:,} rows, 0 twice, 0 errors, {served.seconds:.1f} s, p99 {waited:.2f} s, "
        f"{most:.0f} MB with all its processes",
    )


def counters(app: Flask, place: Place) -> list[str]:
    """Codes of as many counters of the place as there are."""
    from kiosk.store.engine import transaction
    from kiosk.store.place import points

    more = [f"8F3K9QW{number}" for number in range(COUNTERS - 1)]
    with app.app_context(), transaction():
        for code in more:
            points.add(place.unit_id, code, f"Loket {code}")
    return [place.point, *more]


def one_of(stamps: dict[str, str], code: str, port: int) -> Exchange:
    body = urlencode(filled(csrf_token=stamps[code])).encode()
    return Exchange((client.post(f"/s/{code}/nilai", port, body),), (b"303",))


def peak(pid: int) -> int:
    """Greatest resident bytes of a process so far; what several share is counted with each."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    found = next(one for one in lines if one.startswith("VmHWM:"))
    return int(found.split()[1]) * 1024
