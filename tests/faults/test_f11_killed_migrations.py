"""F11: a migration is killed after any of its statements, with 100,000 tickets in the full run; the
database is what it was, and the next try completes."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flask_migrate
import pytest
from sqlalchemy import Column, Connection, Integer, create_engine, event, inspect, text
from sqlalchemy.pool import NullPool

from tests.faults import ledger
from tests.services import models
from tests.services.databases import config_for, let_go
from tests.services.processes import loaded
from tests.services.released import multiply, put_back

if TYPE_CHECKING:
    from flask import Flask

    from tests.faults.conftest import Held

EVERY = ledger.sized(40, 1)
TICKETS = ledger.sized(400, 100_000)
KILLED = 9
READS = ("SELECT", "PRAGMA", "SHOW", "SET LOCAL", "BEGIN")
State = tuple[dict[str, int], list[Any]]


@pytest.fixture(params=["0001", "0002"] if ledger.FULL else ["0002"])
def schema(request: pytest.FixtureRequest) -> str:
    """The first; and the first with tickets, which are made many."""
    return str(request.param)


@pytest.fixture
def old(schema: str, empty_database_url: str) -> str:
    put_back(schema, empty_database_url)
    if schema > "0001":
        for table, key in (("tickets", "id"), ("ticket_texts", "ticket_id")):
            multiply(empty_database_url, table, key, TICKETS)
    return empty_database_url


def looking(url: str) -> Connection:
    """A connection that knows nothing of the program's manners."""
    return create_engine(url, poolclass=NullPool).connect()


def state_of(url: str) -> State:
    """Rows of every table, and the schema as the database keeps it."""
    with looking(url) as opened:
        if opened.dialect.name == "sqlite":
            made = opened.execute(text("SELECT name, sql FROM sqlite_master ORDER BY name"))
        else:
            made = opened.execute(
                text(
                    "SELECT c.relname, a.attname, a.atttypid FROM pg_class c JOIN pg_attribute a "
                    "ON a.attrelid = c.oid WHERE c.relnamespace = 'public'::regnamespace "
                    "ORDER BY 1, 2"
                )
            )
        schema = [tuple(one) for one in made]
        return {name: rows_of(opened, name) for name in inspect(opened).get_table_names()}, schema


def rows_of(opened: Connection, table: str) -> int:
    return int(opened.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def kill_at_each(url: str, folder: str, every: int, told: Any) -> None:
    """In a process of its own: a try for each statement, in a child that dies behind it."""
    from kiosk.app import create_app

    app = create_app(config_for(url, Path(folder)))
    before = state_of(url)
    for number in count(1, every):
        child = os.fork()
        if child == 0:
            migrate_until(app, number)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if ended != KILLED:
            told.put((number, ended))
            return
        if state_of(url) != before:
            told.put((number, "halves"))
            return


def migrate_until(app: Flask, number: int) -> None:
    """Ends this process: killed behind that statement, or 0 where there were fewer."""
    from kiosk.store.engine import db

    written = count(1)

    def after(_here: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.lstrip().startswith(READS) and next(written) == number:
            os._exit(KILLED)

    try:
        with app.app_context():
            event.listen(db.engine, "after_cursor_execute", after)
            flask_migrate.upgrade()
    except BaseException:
        os._exit(1)
    os._exit(0)


@pytest.mark.timeout(900)
def test_killed_behind_any_statement_nothing_has_changed_and_the_next_try_completes(
    old: str, schema: str, tmp_path: Path, held: Held
) -> None:
    rows, _ = state_of(old)
    told = loaded().Queue()
    worker = loaded().Process(target=kill_at_each, args=(old, str(tmp_path), EVERY, told))
    worker.start()
    tried, ended = told.get()
    worker.join()
    assert (ended, worker.exitcode) == (0, 0), f"behind statement {tried}"
    after, _ = state_of(old)
    assert {name: after[name] for name in rows if name != "alembic_version"} == {
        name: found for name, found in rows.items() if name != "alembic_version"
    }
    assert differences(old, tmp_path) == []
    kind, kills = old.partition(":")[0].partition("+")[0], len(range(1, tried, EVERY))
    held(
        tried=f"{kind} of schema {schema}, {rows.get('tickets', 0):,} tickets, killed behind "
        f"{kills} statements",
        figure=f"{kills} times as it was, then completed: rows of {len(rows)} tables the same, "
        "schema as the models",
    )


def differences(url: str, folder: Path) -> list[Any]:
    """Between the models and what the migrations made."""
    from kiosk.app import create_app
    from kiosk.store.engine import db

    app = create_app(config_for(url, folder))
    with app.app_context(), db.engine.connect() as opened:
        found = models.differences(opened)
    let_go(app)
    return found


def rebuild(opened: Connection, table: str) -> None:
    """As a migration alters a table on SQLite: a new one, the rows, the old one dropped."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    operations = Operations(MigrationContext.configure(opened))
    with operations.batch_alter_table(table, recreate="always") as batch:
        batch.add_column(Column("later", Integer))


def test_a_table_made_anew_takes_nothing_with_it(sqlite_database: str, tmp_path: Path) -> None:
    """Dropping the old table deletes by ON DELETE CASCADE whatever refers to it."""
    from kiosk.app import create_app
    from kiosk.store.engine import db
    from kiosk.store.moving.upgrading import whole

    app = create_app(config_for(sqlite_database, tmp_path))
    with app.app_context(), db.engine.connect() as opened:
        with opened.begin():
            for statement in CASCADING:
                opened.execute(text(statement))
        with whole(opened):
            rebuild(opened, "parents")
        assert opened.execute(text("SELECT count(*) FROM children")).scalar_one() == 2
        assert opened.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    let_go(app)


CASCADING = (
    "CREATE TABLE parents (id INTEGER PRIMARY KEY)",
    "CREATE TABLE children (id INTEGER PRIMARY KEY, "
    "parent INTEGER REFERENCES parents (id) ON DELETE CASCADE)",
    "INSERT INTO parents VALUES (1)",
    "INSERT INTO children VALUES (1, 1), (2, 1)",
)


@pytest.mark.parametrize(
    "harm",
    ["DELETE FROM children WHERE id = 1", "INSERT INTO parents VALUES (2)"],
    ids=["a row less", "a row more"],
)
def test_a_migration_that_would_change_how_many_rows_there_are_changes_nothing(
    empty_database_url: str, tmp_path: Path, harm: str
) -> None:
    from kiosk.app import create_app
    from kiosk.store.engine import db
    from kiosk.store.moving.upgrading import RowsChanged, whole

    app = create_app(config_for(empty_database_url, tmp_path))
    with app.app_context(), db.engine.connect() as opened:
        with opened.begin():
            for statement in CASCADING:
                opened.execute(text(statement))
        with pytest.raises(RowsChanged, match="children|parents"), whole(opened):
            opened.execute(text(harm))
        assert opened.execute(text("SELECT count(*) FROM children")).scalar_one() == 2
        assert opened.execute(text("SELECT count(*) FROM parents")).scalar_one() == 1
    let_go(app)


def test_of_two_upgrades_at_once_one_waits_for_the_other(
    empty_database_url: str, tmp_path: Path
) -> None:
    """Two machines started with the same new release."""
    put_back("0004", empty_database_url)
    both = [
        loaded().Process(target=upgrade, args=(empty_database_url, str(tmp_path))) for _ in range(2)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [one.exitcode for one in both] == [0, 0]
    assert differences(empty_database_url, tmp_path) == []


def upgrade(url: str, folder: str) -> None:
    from kiosk.app import create_app

    with create_app(config_for(url, Path(folder))).app_context():
        flask_migrate.upgrade()
