"""The door to the database: one transaction, whole or not at all, and its manners."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.store.engine import NestedTransaction, connection, db, reading, transaction
from kiosk.store.place import units
from kiosk.store.upkeep import database
from tests.factories import snapshot

if TYPE_CHECKING:
    from flask import Flask


def test_an_error_takes_everything_back(app: Flask) -> None:
    before = snapshot(app)
    with app.app_context(), pytest.raises(ZeroDivisionError):
        _broken_off(lambda: units.add_instansi("pemkot", "Pemerintah Kota"))
    assert snapshot(app) == before


def test_a_transaction_inside_a_transaction_is_a_mistake(app: Flask) -> None:
    with app.app_context(), transaction(), pytest.raises(NestedTransaction), transaction():
        pass


def test_a_look_joins_the_transaction_it_is_in(app: Flask) -> None:
    with app.app_context(), transaction():
        units.add_instansi("pemkot", "Pemerintah Kota")
        with reading():
            assert connection().exec_driver_sql("SELECT code FROM instansi").scalar() == "pemkot"


def test_the_store_is_closed_outside_a_transaction(app: Flask) -> None:
    with app.app_context(), pytest.raises(RuntimeError, match="transaction"):
        units.count()


def test_one_look_sees_one_state_of_the_database(app: Flask) -> None:
    """A figure and its parts, read one after the other, must come from the same moment."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    with app.app_context(), reading():
        first = (
            units.count(),
            connection().exec_driver_sql("SELECT number FROM place_revision").scalar(),
        )
        other = create_engine(connection().engine.url, poolclass=NullPool)
        with other.begin() as writing:
            writing.exec_driver_sql("UPDATE place_revision SET number = number + 1")
        assert (
            connection().exec_driver_sql("SELECT number FROM place_revision").scalar() == first[1]
        )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_connection_to_sqlite_has_its_pragmas(app: Flask) -> None:
    with app.app_context():
        for _ in range(2):
            with reading():
                assert database.pragmas() == {
                    "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1,
                }  # fmt: skip
                assert connection().exec_driver_sql("PRAGMA busy_timeout").scalar() == 5000
            with transaction():
                # Waiting for the lock is ours; whoever has it waits for nobody.
                assert connection().exec_driver_sql("PRAGMA busy_timeout").scalar() == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_was_begun_is_ended_before_another_gets_the_connection(app: Flask) -> None:
    """The pool does not look again."""
    with app.app_context():
        for begun in (transaction, reading):
            with pytest.raises(ZeroDivisionError):
                _broken_off(lambda: connection().exec_driver_sql("SELECT 1"), begun)
            pooled = db.engine.raw_connection()
            raw: Any = pooled.dbapi_connection
            assert not raw.in_transaction
            pooled.close()


def test_a_foreign_key_is_enforced(app: Flask) -> None:
    from sqlalchemy.exc import IntegrityError

    with app.app_context(), pytest.raises(IntegrityError), transaction():
        units.add(99, "yatim", "Unit tanpa instansi", "Asia/Makassar")


def test_a_worker_keeps_a_connection_for_each_of_its_threads() -> None:
    from kiosk.commands.serve import gunicorn
    from kiosk.store import postgres

    told = gunicorn("127.0.0.1", 8000, 2)
    assert int(told[told.index("--threads") + 1]) == postgres.POOL


def _broken_off(
    work: Callable[[], object], begun: Callable[[], AbstractContextManager[None]] = transaction
) -> None:
    """A transaction, or a look, that fails after its work."""
    with begun():
        work()
        raise ZeroDivisionError


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_commit_that_fails_leaves_nothing_open_for_the_next(app: Flask) -> None:
    from sqlalchemy.exc import IntegrityError

    before = snapshot(app)
    with app.app_context():
        for begun in (transaction, reading):
            with pytest.raises(IntegrityError), transaction():
                _promise_what_is_not_there()
            with begun():
                assert units.count() == 0
    assert snapshot(app) == before


def _promise_what_is_not_there() -> None:
    """Seen at the commit, and not before."""
    connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection().exec_driver_sql("INSERT INTO old_codes (code, point_id, until) VALUES ('x', 9, 9)")


def test_a_class_names_a_table_and_is_mapped_to_nothing() -> None:
    """Whatever is typed as a column is one of the table's, and no statement asks the mapper."""
    from sqlalchemy import inspect, select

    import kiosk.app  # noqa: F401  reads every table
    from kiosk.store.engine import Base

    named = Base.__subclasses__()
    assert len(named) > 100
    for one in named:
        assert inspect(one, raiseerr=False) is None
        columns = one.__table__.columns
        assert {name for name in one.__annotations__ if name[0] != "_"} <= set(columns.keys())
        assert all(getattr(one, name) is column for name, column in columns.items())
        assert select(one).get_final_froms() == [one.__table__]
        with pytest.raises(TypeError, match="names a table"):
            one()
