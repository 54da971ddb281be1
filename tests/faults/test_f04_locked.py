"""F04: somebody else holds the database. For three seconds: every complaint gets through. For
longer than a person should wait: 503 with Retry-After, and the same form stored once afterwards."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy.engine import make_url

from tests import tickets
from tests.complaints import check_whole, sending
from tests.factories import make_place, rows

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.complaints import Sending
    from tests.factories import Place

SHORT, LONG = 3.0, 7.0
"""Seconds: within the wait of a writer (5), and beyond it."""
MOST_WAITED = 10


@contextmanager
def held(database_url: str, seconds: float) -> Iterator[None]:
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


@pytest.mark.slow
def test_three_seconds_are_waited_out(app: Flask, client: FlaskClient, database_url: str) -> None:
    place = make_place(app)
    what = sending(app, place)
    with held(database_url, SHORT):
        start = time.monotonic()
        answer = send(client, place, what)
        took = time.monotonic() - start
    assert answer.status_code == 200
    assert SHORT - 1 < took < SHORT + 1
    assert tickets.row(app, what.number)["state"] == "diterima"
    check_whole(app)


@pytest.mark.slow
def test_beyond_that_nothing_is_stored_and_the_same_form_is_stored_once_afterwards(
    app: Flask, client: FlaskClient, database_url: str
) -> None:
    place = make_place(app)
    what = sending(app, place)
    with held(database_url, LONG):
        start = time.monotonic()
        refused = send(client, place, what)
        assert time.monotonic() - start < MOST_WAITED
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert what.number not in refused.get_data(as_text=True)
    assert rows(app, "tickets") == []
    answers = [send(client, place, what) for _ in range(3)]
    assert [one.status_code for one in answers] == [200] * 3
    assert [one["number"] for one in rows(app, "tickets")] == [what.number]
    check_whole(app)


def test_whoever_only_reads_waits_for_nobody_who_writes(
    app: Flask, client: FlaskClient, database_url: str
) -> None:
    """On PostgreSQL the table of counters is not locked by a complaint that is being stored."""
    place = make_place(app)
    with held(database_url, 1.0):
        start = time.monotonic()
        assert client.get(f"/s/{place.point}/aduan").status_code == 200
        assert time.monotonic() - start < 0.8
