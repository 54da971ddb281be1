"""F04: somebody else holds the database. For three seconds: every complaint gets through. For
longer than a person should wait: 503 with Retry-After, and the same form stored once afterwards."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy.engine import make_url

from tests.complaints import check_whole, sending
from tests.factories import make_place, rows
from tests.faults.ledger import FULL, sized

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.complaints import Sending
    from tests.factories import Place
    from tests.faults.conftest import Held

SHORT, LONG = (3.0, 30.0) if FULL else (0.6, 1.8)
"""Seconds: within the wait of a writer, and beyond it."""
PATIENCE = 5_000 if FULL else 1_000
"""Milliseconds of a writer; fast, everything is a fifth of itself."""
SLOWEST, MOST_WAITED = (4.0, 10.0) if FULL else (2.0, 4.0)
POSTS, FORMS, SENDERS = sized(6, 60), sized(2, 12), 4


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL is told with each transaction."""
    monkeypatch.setattr("kiosk.store.engine.BUSY_MILLISECONDS", PATIENCE)


@contextmanager
def locked(database_url: str, seconds: float) -> Iterator[None]:
    """Another connection writes, and does not end before ``seconds`` are over."""
    ready = threading.Event()
    hold = _hold_sqlite if database_url.startswith("sqlite") else _hold_postgresql
    holder = threading.Thread(target=hold, args=(database_url, seconds, ready))
    holder.start()
    assert ready.wait(10)
    yield
    holder.join()


def _hold_sqlite(url: str, seconds: float, ready: threading.Event) -> None:
    other = sqlite3.connect(str(make_url(url).database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ready.set()
    threading.Event().wait(seconds)
    other.execute("ROLLBACK")
    other.close()


def _hold_postgresql(url: str, seconds: float, ready: threading.Event) -> None:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as other:
        other.execute("LOCK TABLE tickets, ticket_moves IN ACCESS EXCLUSIVE MODE")
        ready.set()
        threading.Event().wait(seconds)
        other.rollback()


def send(client: FlaskClient, place: Place, what: Sending) -> TestResponse:
    return client.post(f"/s/{place.point}/aduan", data=what.fields)


def sent(app: Flask, place: Place, forms: list[Sending]) -> list[tuple[TestResponse, float]]:
    """Each by one of four browsers; the answer, and the seconds it took."""

    def one(what: Sending) -> tuple[TestResponse, float]:
        start = time.monotonic()
        answer = send(app.test_client(), place, what)
        return answer, time.monotonic() - start

    with ThreadPoolExecutor(SENDERS) as pool:
        return list(pool.map(one, forms))


def percentile(times: list[float]) -> float:
    """The 99th."""
    return sorted(times)[max(0, -(-len(times) * 99 // 100) - 1)]


def test_three_seconds_are_waited_out(app: Flask, database_url: str, held: Held) -> None:
    place = make_place(app)
    forms = [sending(app, place) for _ in range(POSTS)]
    with locked(database_url, SHORT):
        answers = sent(app, place, forms)
    took = [seconds for _, seconds in answers]
    assert [answer.status_code for answer, _ in answers] == [200] * POSTS
    assert max(took) > SHORT / 2, "nobody waited"
    assert percentile(took) <= SLOWEST
    assert {one["number"] for one in rows(app, "tickets")} == {one.number for one in forms}
    check_whole(app)
    held(
        tried=f"{database_url.split(':')[0].split('+')[0]} locked for {SHORT:g} s, {POSTS} posts "
        f"by {SENDERS} at once",
        figure=f"{POSTS} of {POSTS} stored, p99 {percentile(took):.1f} s",
    )


def test_beyond_that_nothing_is_stored_and_the_same_form_is_stored_once_afterwards(
    app: Flask, database_url: str, held: Held
) -> None:
    place = make_place(app)
    forms = [sending(app, place) for _ in range(FORMS)]
    with locked(database_url, LONG):
        refusals = sent(app, place, forms)
        assert max(seconds for _, seconds in refusals) < MOST_WAITED
    for (refused, _), what in zip(refusals, forms, strict=True):
        assert refused.status_code == 503
        assert int(refused.headers["Retry-After"]) > 0
        assert what.number not in refused.get_data(as_text=True)
    assert rows(app, "tickets") == []
    again = sent(app, place, [what for what in forms for _ in range(3)])
    assert [answer.status_code for answer, _ in again] == [200] * 3 * FORMS
    numbers = [one["number"] for one in rows(app, "tickets")]
    assert sorted(numbers) == sorted(one.number for one in forms)
    check_whole(app)
    waited = max(seconds for _, seconds in refusals)
    held(
        tried=f"{database_url.split(':')[0].split('+')[0]} locked for {LONG:g} s, {FORMS} forms, "
        "each sent three times afterwards",
        figure=f"503 with Retry-After after {waited:.1f} s at most; {len(numbers)} stored, "
        "each once",
    )


def test_whoever_only_reads_waits_for_nobody_who_writes(
    app: Flask, client: FlaskClient, database_url: str
) -> None:
    """On PostgreSQL the table of counters is not locked by a complaint that is being stored."""
    place = make_place(app)
    with locked(database_url, 0.9):
        start = time.monotonic()
        assert client.get(f"/s/{place.point}/aduan").status_code == 200
        assert time.monotonic() - start < 0.8
