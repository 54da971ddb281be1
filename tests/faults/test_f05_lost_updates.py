"""F05: no update is lost, whatever the database and however many write at once.

SQLAlchemy's default on SQLite ended at 69 of 1,600 without an error: it reads before it begins.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, insert, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from tests.faults import ledger
from tests.services.databases import config_for, let_go
from tests.services.processes import loaded

if TYPE_CHECKING:
    from flask import Flask

    from tests.faults.conftest import Held

PROCESSES = 8
TIMES = ledger.sized(25, 200)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)

counter = Table(
    "counter",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("n", Integer, nullable=False),
)


def add_one() -> None:
    """Read, then write what was read and one more: lost as soon as two read the same."""
    from kiosk.store.engine import connection, transaction

    with transaction():
        read = select(counter.c.n).with_for_update()  # a locked read; SQLite needs and has none
        found = connection().execute(read).scalar_one()
        connection().execute(update(counter).values(n=found + 1))


def count_up(url: str, folder: str, times: int) -> None:
    """The work of one process, on an application of its own."""
    from kiosk.app import create_app

    app = create_app(config_for(url, Path(folder)))
    with app.app_context():
        for _ in range(times):
            while not added():
                pass
    let_go(app)


def added() -> bool:
    """Who is refused on a loaded machine was told so, and comes again, as a citizen does."""
    from kiosk.domain.refusal import Busy

    try:
        add_one()
    except Busy:
        return False
    return True


def counted(app: Flask) -> int:
    from kiosk.store.engine import connection, reading

    with app.app_context(), reading():
        return int(connection().execute(select(counter.c.n)).scalar_one())


@pytest.fixture
def counting(app: Flask) -> Flask:
    """An application with a counter that stands at 0."""
    from kiosk.store.engine import connection, transaction

    with app.app_context(), transaction():
        counter.create(connection())
        connection().execute(insert(counter).values(id=1, n=0))
    return app


@pytest.mark.slow
def test_what_8_processes_add_at_once_is_all_there(
    counting: Flask, database_url: str, tmp_path: Path, held: Held
) -> None:
    arguments = (database_url, str(tmp_path), TIMES)
    workers = [loaded().Process(target=count_up, args=arguments) for _ in range(PROCESSES)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert [one.exitcode for one in workers] == [0] * PROCESSES
    ended = counted(counting)
    assert ended == PROCESSES * TIMES
    held(
        tried=f"{PROCESSES} processes x {TIMES} read-modify-writes, {kind_of(database_url)}",
        figure=f"counter {ended:,} of {PROCESSES * TIMES:,}",
    )


def kind_of(url: str) -> str:
    return make_url(url).get_backend_name()


@on_sqlite
def test_a_second_writer_cannot_begin_while_the_first_has_only_begun(
    counting: Flask, database_url: str
) -> None:
    from kiosk.store.engine import transaction

    locked = pytest.raises(sqlite3.OperationalError, match="locked")
    with counting.app_context(), transaction(), _raw(database_url) as other, locked:
        other.execute("BEGIN IMMEDIATE")


@on_postgresql
def test_a_locked_read_keeps_a_second_writer_out(counting: Flask, database_url: str) -> None:
    from kiosk.store.engine import connection, transaction

    where = make_url(database_url).set(drivername="postgresql")
    with counting.app_context(), transaction():
        connection().execute(select(counter.c.n).with_for_update())
        locked = pytest.raises(psycopg.errors.LockNotAvailable)
        with psycopg.connect(where.render_as_string(hide_password=False)) as other, locked:
            other.execute("SELECT n FROM counter FOR UPDATE NOWAIT")


def test_a_reader_is_neither_kept_out_nor_shown_half_a_write(
    counting: Flask, database_url: str
) -> None:
    from kiosk.store.engine import connection, transaction

    with counting.app_context(), transaction():
        connection().execute(update(counter).values(n=7))
        engine = create_engine(database_url, poolclass=NullPool)
        with engine.connect() as other:
            assert other.execute(select(counter.c.n)).scalar_one() == 0
    assert counted(counting) == 7


@on_sqlite
def test_the_default_of_sqlalchemy_loses_the_update_without_an_error(
    counting: Flask, database_url: str
) -> None:
    """What the engine of ours is there for: the same steps on an engine without its manners."""
    plain = create_engine(database_url, poolclass=NullPool)
    with plain.connect() as one, plain.connect() as other:
        seen = [here.execute(select(counter.c.n)).scalar_one() for here in (one, other)]
        for here, found in zip((one, other), seen, strict=True):
            here.execute(update(counter).values(n=found + 1))
            here.commit()
    assert counted(counting) == 1


def test_who_waits_too_long_is_told_so_and_nothing_is_written(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.app import create_app
    from kiosk.domain.refusal import Busy
    from kiosk.store import engine

    monkeypatch.setattr(engine, "BUSY_MILLISECONDS", 50)
    app = create_app(config_for(database_url, tmp_path))
    with app.app_context():
        with engine.transaction():
            counter.create(engine.connection())
            engine.connection().execute(insert(counter).values(id=1, n=0))
        with _holding(database_url), pytest.raises(Busy, match="sibuk"):
            add_one()
    assert counted(app) == 0
    let_go(app)


@contextmanager
def _raw(url: str) -> Iterator[sqlite3.Connection]:
    """A connection that waits for nobody."""
    raw = sqlite3.connect(make_url(url).database or "", timeout=0, isolation_level=None)
    try:
        yield raw
    finally:
        raw.close()


@contextmanager
def _holding(url: str) -> Iterator[None]:
    """Somebody else writes and does not end."""
    with create_engine(url, poolclass=NullPool).connect() as other:
        if other.dialect.name == "sqlite":
            other.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            other.execute(select(counter.c.n).with_for_update())
        yield
        other.rollback()
