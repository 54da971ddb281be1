"""Answers of a month lie in a table of that month on PostgreSQL, and none is ever refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flask_migrate
import pytest
from sqlalchemy import event, text

from tests.factories import NOW, answer, make_place
from tests.services.databases import config_for, let_go
from tests.services.released import put_back

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Place

pytestmark = pytest.mark.postgres
SEPTEMBER = NOW - timedelta(days=30)


@pytest.fixture
def database_url(postgresql_database: str) -> str:
    return postgresql_database


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


def where(app: Flask) -> dict[str, int]:
    from kiosk.store.engine import connection, reading

    query = text("SELECT tableoid::regclass::text, count(*) FROM answers GROUP BY 1 ORDER BY 1")
    with app.app_context(), reading():
        return {str(name): int(many) for name, many in connection().execute(query)}


def prepared(app: Flask, now: datetime = NOW) -> str:
    from kiosk.flows.upkeep.make_partitions import make_partitions

    with app.app_context():
        return make_partitions(now)


def test_what_no_table_waited_for_is_taken_in_and_moved_to_its_month(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    from kiosk.flows.people.verify_chains import verify_chains

    long_ago = datetime.fromisoformat("2023-02-03T10:00+08:00")
    for at, times in ((long_ago, 1), (SEPTEMBER, 2), (NOW, 3)):
        answer(app, place, now=at, times=times)
    assert where(app) == {"answers_rest": 6}
    assert prepared(app) == "3 bulan disiapkan"
    assert where(app) == {"answers_m202302": 1, "answers_m202609": 2, "answers_m202610": 3}
    answer(app, place)
    assert where(app)["answers_m202610"] == 4
    assert prepared(app) == "lengkap"
    with app.app_context():
        assert verify_chains(tmp_path).ok


def test_months_to_come_have_their_tables_before_they_begin(app: Flask) -> None:
    from kiosk.store.engine import reading
    from kiosk.store.survey import partitions

    prepared(app, datetime.fromisoformat("2030-11-30T16:00+00:00"))  # December in Jayapura
    with app.app_context(), reading():
        assert {203012, 203101, 203102, 203103} <= partitions.known()


def test_a_month_that_is_none_stays_in_the_rest(app: Flask, place: Place) -> None:
    from kiosk.store.engine import connection, transaction

    answer(app, place)
    with app.app_context(), transaction():
        connection().execute(text("UPDATE answers SET month = 999913"))
    prepared(app)
    assert where(app) == {"answers_rest": 1}


def test_somebody_who_writes_just_now_is_not_pushed_aside(app: Flask, place: Place) -> None:
    from kiosk.store.engine import db, looking

    answer(app, place)
    with app.app_context(), db.engine.connect() as opened, looking(opened):
        opened.execute(text("SELECT count(*) FROM answers"))
        assert prepared(app) == "1 bulan ditunda: basis data sibuk"
        assert opened.scalar(text("SELECT count(*) FROM answers_rest")) == 1
    assert prepared(app) == "1 bulan disiapkan"


def test_a_month_is_read_from_its_own_table(app: Flask, place: Place) -> None:
    from kiosk.store.engine import db, reading
    from kiosk.store.survey import answers

    answer(app, place, now=SEPTEMBER)
    answer(app, place)
    prepared(app)

    def explained(_here: Any, _cursor: Any, sql: str, bound: Any, *_more: Any) -> Any:
        return f"EXPLAIN (COSTS OFF) {sql}", bound

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", explained, retval=True)
        with reading():
            plan = "\n".join(str(row) for row in answers.after(1, 202609, 1, 0))
    assert "answers_m202609" in plan
    assert "answers_m202610" not in plan
    assert "answers_rest" not in plan


def test_an_older_installation_keeps_every_answer_and_counts_on(
    empty_postgresql: str, tmp_path: Path
) -> None:
    from kiosk.app import create_app

    told = put_back("0006", empty_postgresql)
    app = create_app(config_for(empty_postgresql, tmp_path))
    with app.app_context():
        flask_migrate.upgrade(revision="0007")
    found = where(app)
    assert sum(found.values()) == told["rows"]["answers"]
    assert set(found) == {"answers_m202610", "answers_m202611"}
    let_go(app)
