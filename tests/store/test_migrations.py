"""A database of the first schema with data goes up, down and up again and loses nothing; then
complaints are taken in. Kills and old databases: tests/faults/test_f11_*."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flask_migrate
import pytest
from sqlalchemy import MetaData, select, text

from tests import desk, tickets
from tests.factories import answer, make_place, rows
from tests.services.databases import config_for, let_go
from tests.services.models import is_partition

if TYPE_CHECKING:
    from flask import Flask

FIRST = "0001"


@pytest.fixture
def old(empty_database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """An installation whose database is of the first schema."""
    from kiosk.app import create_app

    app = create_app(config_for(empty_database_url, tmp_path))
    app.testing = True
    with app.app_context():
        flask_migrate.upgrade(revision=FIRST)
    yield app
    let_go(app)


def filled(row: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((name, value) for name, value in row._mapping.items() if value is not None)


def is_apart(name: str) -> bool:
    return name.startswith("ticket_search") or is_partition(name)


def everything(app: Flask) -> dict[str, list[Any]]:
    """Every row of the tables there are, without the full-text index's own and the parts of a
    table; of a row what is filled, so that a column that came later and is empty says nothing."""
    from kiosk.store.engine import db

    with app.app_context(), db.engine.connect() as opened:
        found = MetaData()
        found.reflect(opened)
        names = [one for one in sorted(found.tables) if not is_apart(one)]
        return {
            name: sorted((filled(row) for row in opened.execute(select(table))), key=repr)
            for name, table in ((name, found.tables[name]) for name in names)
            if name != "alembic_version"
        }


def test_up_down_and_up_again_with_data(old: Flask) -> None:
    # Made by today's code, which knows today's columns; then taken back to the first schema.
    with old.app_context():
        flask_migrate.upgrade()
    place = make_place(old)
    answer(old, place, times=5)
    desk.make_staff(old, name="Ani Bana")
    with old.app_context():
        flask_migrate.downgrade(revision=FIRST)
    before = everything(old)
    assert len(before["answers"]) == 5
    with old.app_context():
        flask_migrate.upgrade()
    after = everything(old)
    assert {name: after[name] for name in before} == before
    assert [name for name in after if name not in before and after[name]] == []
    ticket = tickets.file(old, place)
    assert len(rows(old, "ticket_deadlines")) == 2
    with_ticket = everything(old)
    with old.app_context():
        flask_migrate.downgrade(revision=FIRST)
    down = everything(old)
    assert set(down) == set(before)
    assert down == {name: with_ticket[name] for name in before}, "only complaints are gone"
    with old.app_context():
        flask_migrate.upgrade()
    assert set(everything(old)) == set(after)
    answer(old, place)
    assert tickets.file(old, place).number != ticket.number


def test_tables_without_an_order_are_made_without_one(old: Flask) -> None:
    """F55: SQLite numbers rows as they are written, unless told not to. No comparison of models
    and migrations sees that."""
    from kiosk.store.engine import db

    with old.app_context(), db.engine.connect() as opened:
        if opened.dialect.name != "sqlite":
            return
        flask_migrate.upgrade()
        found = opened.execute(text("SELECT name, sql FROM sqlite_master"))
        made = {one.name: str(one.sql) for one in found}
    wanted = {
        table.name
        for table in db.metadata.tables.values()
        if table.dialect_options["sqlite"]["with_rowid"] is False
    }
    assert {"ticket_moves", "ticket_deadlines", "case_keys"} <= wanted
    assert {name for name in wanted if "WITHOUT ROWID" not in made[name].upper()} == set()
