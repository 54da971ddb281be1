"""F06: whoever reads for long keeps the write-ahead log from being folded. No look of ours is
older than five seconds; somebody else's is told of once the log is over 64 MB; and when it ends
the log is small again, while writing goes on."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from kiosk.domain.refusal import TooLong
from tests.factories import answer, make_place, rows
from tests.faults.ledger import FULL

if TYPE_CHECKING:
    from flask import Flask

MEGABYTE = 1024 * 1024
LONGEST = 5.0 if FULL else 0.3
PACE, PIECE = (1 / 50, 16_000) if FULL else (0.0, MEGABYTE)
TICK = 15.0 if FULL else 0.2
"""Seconds; fast, the same log fills in a second and is looked at as much more often."""
WITHIN = 60.0
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """PostgreSQL keeps no log for its readers."""
    return sqlite_database


def idle() -> None:
    """Python at work, and a question now and then."""
    from kiosk.store.engine import connection

    while True:
        connection().execute(text("SELECT count(*) FROM answers"))
        threading.Event().wait(LONGEST / 20)


def endless() -> None:
    from kiosk.store.engine import connection

    connection().execute(text(ENDLESS)).all()


@pytest.mark.parametrize("read", [idle, endless])
def test_no_look_is_older_than_five_seconds(
    app: Flask,
    read: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    held: Callable[..., None],
) -> None:
    from kiosk.store.engine import reading, transaction

    monkeypatch.setattr("kiosk.store.engine.LONGEST_LOOK", LONGEST)
    make_place(app)
    begun = time.monotonic()
    with app.app_context():
        with pytest.raises(TooLong), reading():
            read()
        took = time.monotonic() - begun
        with transaction():
            pass
        with reading():
            assert rows(app, "answers") == []
    assert took < LONGEST + 1
    held(
        tried=f"a look of ours that does not end by itself ({read.__name__})",
        figure=f"ended after {took:.1f} s (limit {LONGEST:g} s), the connection goes on",
    )


def test_the_longest_walk_of_ours_is_made_of_short_looks(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever verifies meanwhile sees what is added, and no fault in it."""
    from kiosk.flows.people import verify_chains
    from kiosk.store.engine import reading

    place, looks = make_place(app), 0
    answer(app, place, times=25)
    monkeypatch.setattr(verify_chains, "BATCH", 10)

    @contextmanager
    def counted() -> Iterator[None]:
        nonlocal looks
        looks += 1
        if looks == 6:
            answer(app, place, times=3)
        with reading():
            yield

    monkeypatch.setattr(verify_chains, "reading", counted)
    with app.app_context():
        found = verify_chains.verify_chains(app.config["KIOSK"].instance_dir)
    assert found.ok
    assert [one.head.length for one in found.chains if one.table == "answers"] in ([25], [28])
    assert looks >= 8


class Writer(threading.Thread):
    """Writes at a steady pace, and how long each write took."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.app, self.over, self.took = app, threading.Event(), list[float]()

    def run(self) -> None:
        from kiosk.store.engine import connection, transaction

        with self.app.app_context():
            while not self.over.wait(PACE):
                begun = time.monotonic()
                with transaction():
                    connection().execute(
                        text("INSERT INTO beban (isi) VALUES (:isi)"), {"isi": bytes(PIECE)}
                    )
                    connection().execute(text("DELETE FROM beban WHERE id % 50 = 0"))
                self.took.append(time.monotonic() - begun)


class Ticks(threading.Thread):
    """The errand of the jobs process."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.app, self.over = app, threading.Event()

    def run(self) -> None:
        from kiosk import clock
        from kiosk.flows.upkeep.watch_log import LogWatch

        watch = LogWatch()
        with self.app.app_context():
            while not self.over.wait(TICK):
                watch.look(self.app.config["KIOSK"], clock.now())


@contextmanager
def running(*threads: Writer | Ticks) -> Iterator[None]:
    for one in threads:
        one.start()
    try:
        yield
    finally:
        for one in threads:
            one.over.set()
        for one in threads:
            one.join(30)


def until(is_so: Callable[[], bool], seconds: float) -> float:
    """How long it took."""
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() - begun < seconds
        threading.Event().wait(0.02)
    return time.monotonic() - begun


def told(app: Flask) -> list[tuple[bool, str]]:
    return [(one["ok"], one["told"]) for one in rows(app, "upkeep_checks")]


@pytest.mark.slow
def test_somebody_elses_long_look_is_told_of_and_the_log_is_small_afterwards(
    app: Flask, database_url: str, held: Callable[..., None]
) -> None:
    make_place(app)
    path = Path(str(make_url(database_url).database))
    log = Path(f"{path}-wal")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE beban (id INTEGER PRIMARY KEY, isi BLOB)")
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM beban").fetchall()
        writer, ticks = Writer(app), Ticks(app)
        with running(writer, ticks):
            until(lambda: log.stat().st_size > 64 * MEGABYTE, 300)
            alarm = until(lambda: len(told(app)) > 0, WITHIN)
            largest = log.stat().st_size / MEGABYTE
            other.execute("COMMIT")
            small = until(lambda: log.stat().st_size <= 4 * MEGABYTE, WITHIN)
            until(lambda: len(told(app)) > 1, WITHIN)
    (ok, said), (ok_again, _) = told(app)
    assert (ok, ok_again) == (False, True)
    assert "batas 64 MB" in said
    slowest = max(writer.took)
    assert slowest < 5
    held(
        tried=f"another process reads on while {len(writer.took)} writes come "
        f"({'50 a second' if FULL else 'as fast as they go'}), a tick every {TICK:g} s",
        figure=f"told of {alarm:.1f} s after 64 MB; {largest:.0f} MB at most; 4 MB "
        f"{small:.1f} s after its end; slowest write {slowest:.1f} s",
    )
