"""F12: an installation moves from SQLite to PostgreSQL, and back: every row, every instant to the
microsecond, every chain; killed half-way it goes on. The full run moves 100,000 reports."""

from __future__ import annotations

import hashlib
import os
import resource
import sqlite3
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import flask_migrate
import pytest
from sqlalchemy import BigInteger, cast, func, select, text, type_coerce, update

from tests import desk, tickets
from tests.factories import NOW, Place, answer, make_place, snapshot
from tests.faults import ledger
from tests.services.databases import config_for, copy_sqlite, let_go
from tests.services.processes import loaded
from tests.services.released import multiply, put_back

if TYPE_CHECKING:
    from flask import Flask

    from tests.faults.conftest import Held

pytestmark = pytest.mark.usefixtures("quick_hashes")
AWKWARD = "Tab\t, baris\nbaru, \\ kutip '\" dan \\N; 𝒜 é 🙂"
TICKETS, ANSWERS = ledger.sized(30, 100_000), ledger.sized(0, 400_000)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with two months' kinds of things in it; and with some that are awkward."""
    path = tmp_path_factory.mktemp("source") / "source.db"
    url = f"sqlite:///{path}"
    put_back("0005", url)
    app = opened(url, path.parent)
    with app.app_context():
        flask_migrate.upgrade()
    place = make_place(app)
    adopt(app, place)
    answer(app, place, saran=AWKWARD, times=3)
    tickets.file(app, place, isi=AWKWARD, now=NOW + timedelta(microseconds=123_457))
    desk.make_staff(app, name="Ani Bana")
    let_go(app)
    return path


@pytest.fixture
def source(filled: Path, tmp_path: Path) -> Iterator[Flask]:
    path = tmp_path / "source.db"
    copy_sqlite(filled, path)
    app = opened(f"sqlite:///{path}", tmp_path)
    yield app
    let_go(app)


def adopt(app: Flask, place: Place) -> None:
    """A unit that is below one made after it: its row refers to a row behind it."""
    from kiosk.store.engine import connection, transaction
    from kiosk.store.place.tables import Unit

    with app.app_context(), transaction():
        first = connection().scalar(select(Unit.id).order_by(Unit.id).limit(1))
        change = update(Unit).where(Unit.id == first).values(parent_id=place.unit_id)
        connection().execute(change)


def move(app: Flask, url: str, step: Any = lambda _: None) -> Any:
    from kiosk.flows.upkeep.copy_installation import copy_installation

    with app.app_context():
        return copy_installation(url, NOW, step)


def opened(url: str, folder: Path) -> Flask:
    from kiosk.app import create_app

    app = create_app(config_for(url, folder))
    app.testing = True
    return app


def told(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Every row as Python reads it; but each database has a search index of its own."""
    found = snapshot(app)
    found["ticket_words"] = [one[:3] for one in found["ticket_words"]]
    return found


def instants(found: dict[str, list[tuple[Any, ...]]]) -> list[datetime]:
    rows = (value for rows in found.values() for row in rows for value in row)
    return sorted(value for value in rows if isinstance(value, datetime))


def is_sound(app: Flask, folder: Path) -> bool:
    from kiosk.flows.people.verify_chains import verify_chains

    with app.app_context():
        return verify_chains(folder).ok


def found_by(app: Flask, word: str) -> list[str]:
    from kiosk.store.complaint import search
    from kiosk.store.engine import reading

    with app.app_context(), reading():
        return [one.number for one in search.find([word], None, 50)]


def test_every_row_instant_and_chain_is_in_the_other_database(
    source: Flask, empty_postgresql: str, tmp_path: Path, held: Held
) -> None:
    steps: list[int] = []
    found = move(source, empty_postgresql, steps.append)
    target = opened(empty_postgresql, tmp_path)
    here, there = told(source), told(target)
    assert there == here
    assert found.ok
    assert found.rows == sum(map(len, here.values())) == sum(steps) / 2
    assert instants(there) == instants(here)
    assert NOW + timedelta(microseconds=123_457) in instants(there)
    assert is_sound(target, tmp_path)
    assert found_by(target, "kutip") == found_by(source, "kutip") != []
    assert homeless(target) == 0, "each answer lies in the table of its month"
    home = brought_back(target, tmp_path)
    assert told(home) == here
    assert found_by(home, "kutip") == found_by(source, "kutip")
    for app in (target, home):
        goes_on(app)
        assert is_sound(app, tmp_path)
        let_go(app)
    held(
        tried=f"{found.rows:,} rows of {len(found.tables)} tables to PostgreSQL, and back",
        figure=f"{sum(one.is_equal for one in found.tables)} sums equal, {len(instants(here)):,} "
        "instants equal to the microsecond, chains verify, 0 rows rejected",
    )


def homeless(app: Flask) -> int:
    from kiosk.store.engine import connection, reading

    with app.app_context(), reading():
        return int(connection().scalar(text("SELECT count(*) FROM answers_rest")) or 0)


def brought_back(app: Flask, folder: Path) -> Flask:
    """From PostgreSQL to SQLite."""
    url = f"sqlite:///{folder / 'home.db'}"
    assert move(app, url).ok
    return opened(url, folder)


def goes_on(app: Flask) -> None:
    """New rows get numbers that nobody has, in every table that counts."""
    place = make_place(app, "samsat-kupang", point="8F3K9QWX", instansi="pemprov")
    answer(app, place, times=2)
    tickets.file(app, place)
    desk.make_staff(app, name="Budi Kale", email="budi@contoh.example")


def digest(app: Flask) -> str:
    """Of the source's file and of what its log holds."""
    path = Path(app.config["KIOSK"].database_url.removeprefix("sqlite:///"))
    log = path.with_name(path.name + "-wal")
    held = path.read_bytes() + (log.read_bytes() if log.exists() else b"")
    return hashlib.sha256(held).hexdigest()


def killed_after(url: str, folder: str, target: str, rounds: int) -> None:
    """A move that ends behind a round, as by a power cut."""
    from kiosk.store.moving import copy_source

    copy_source.CHUNK = 25
    rounds_left = iter(range(rounds))

    def step(_rows: int) -> None:
        if next(rounds_left, None) is None:
            os._exit(9)

    move(opened(url, Path(folder)), target, step)


def test_killed_half_way_it_goes_on_and_ends_the_same(
    source: Flask, empty_postgresql: str, tmp_path: Path, held: Held
) -> None:
    url = source.config["KIOSK"].database_url
    let_go(source)
    before = digest(source)
    arguments = (url, str(tmp_path), empty_postgresql)
    stops = ledger.sized(1, 6)
    for stop in range(stops):
        worker = loaded().Process(target=killed_after, args=(*arguments, 8 + stop))
        worker.start()
        worker.join()
        assert worker.exitcode == 9
        half = opened(empty_postgresql, tmp_path)
        assert not is_ready(half), "nobody serves from half a copy"
        let_go(half)
    found = move(source, empty_postgresql)
    let_go(source)
    assert digest(source) == before, "the source is only read"
    assert found.ok
    assert 0 < found.resumed < found.rows
    target = opened(empty_postgresql, tmp_path)
    assert is_ready(target)
    assert told(target) == told(source)
    let_go(target)
    held(
        tried=f"killed {stops} times on its way",
        figure=f"{found.resumed:,} of {found.rows:,} rows were there and stayed; the end equal",
    )


def is_ready(app: Flask) -> bool:
    from kiosk.flows.upkeep.check_ready import check_ready

    with app.app_context():
        return bool(check_ready(app.config["KIOSK"], NOW)["ok"])


def test_a_source_that_went_on_meanwhile_is_copied_from_the_beginning(
    source: Flask, empty_sqlite: str, tmp_path: Path
) -> None:
    url = source.config["KIOSK"].database_url
    arguments = (url, str(tmp_path), empty_sqlite, 150)
    worker = loaded().Process(target=killed_after, args=arguments)
    worker.start()
    worker.join()
    place = make_place(source, "samsat-kupang", point="8F3K9QWX")
    answer(source, place)
    with sqlite3.connect(url.removeprefix("sqlite:///")) as raw:
        raw.execute("UPDATE staff SET name = name || ' lagi'")
    found = move(source, empty_sqlite)
    assert (found.ok, found.resumed) == (True, 0)
    target = opened(empty_sqlite, tmp_path)
    assert told(target) == told(source)
    let_go(target)


def test_it_does_not_begin_while_somebody_serves_or_where_something_is(
    source: Flask, empty_sqlite: str, sqlite_database: str
) -> None:
    from kiosk.flows.upkeep.copy_installation import NotEmpty, StillRunning
    from kiosk.flows.upkeep.run_due_jobs import hold_lease

    for taken in (sqlite_database, source.config["KIOSK"].database_url):
        with pytest.raises(NotEmpty):
            move(source, taken)
    with source.app_context():
        hold_lease("mesin-1", NOW)
    with pytest.raises(StillRunning, match="kiosk serve"):
        move(source, empty_sqlite)
    assert not Path(empty_sqlite.removeprefix("sqlite:///")).exists()


def test_nobody_writes_into_the_source_meanwhile(
    source: Flask, empty_sqlite: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = sqlite3.connect(source.config["KIOSK"].database_url.removeprefix("sqlite:///"), timeout=0)
    tried = []

    def write(_rows: int) -> None:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            raw.execute("UPDATE staff SET name = name")
        tried.append(1)

    assert move(source, empty_sqlite, write).ok
    raw.close()
    assert tried


def test_a_row_that_postgresql_does_not_take_is_named_and_mended_the_move_goes_on(
    source: Flask, empty_postgresql: str
) -> None:
    from kiosk.store.moving.copy_target import Rejected

    path = source.config["KIOSK"].database_url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as raw:
        [(number,)] = raw.execute("SELECT max(id) FROM staff")
        raw.execute("UPDATE staff SET name = name || char(0) WHERE id = ?", (number,))
    with pytest.raises(Rejected) as refused:
        move(source, empty_postgresql)
    assert f"Tabel staff, baris ({number},)" in str(refused.value)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE staff SET name = 'Ani Bana' WHERE id = ?", (number,))
    found = move(source, empty_postgresql)
    assert found.ok
    assert found.resumed


def test_a_row_that_arrived_otherwise_is_told(
    source: Flask, empty_sqlite: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a fault of the disk under the target: the copy stays unfinished."""
    from kiosk.store.moving import copy_target

    put = copy_target.put

    def bent(table: Any, rows: Any) -> None:
        if table.name == "answers":
            at = [one.name for one in table.columns].index("at")
            rows = [[v + timedelta(microseconds=n == at) if n == at else v
                     for n, v in enumerate(row)] for row in rows]  # fmt: skip
        put(table, rows)

    monkeypatch.setattr(copy_target, "put", bent)
    found = move(source, empty_sqlite)
    assert [one.name for one in found.tables if not one.is_equal] == ["answers"]
    assert not found.ok


@pytest.mark.timeout(900)
def test_a_large_installation_moves_in_a_few_minutes(
    source: Flask, empty_postgresql: str, tmp_path: Path, held: Held
) -> None:
    """Added up by the databases themselves: nothing of the copy's own arithmetic."""
    enlarge(source)
    began = time.perf_counter()
    found = move(source, empty_postgresql)
    seconds = time.perf_counter() - began
    target = opened(empty_postgresql, tmp_path)
    assert found.ok
    assert times_of(target) == times_of(source)
    assert is_sound(target, tmp_path)
    let_go(target)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    count = {one.name: one.there.rows for one in found.tables}
    held(
        tried=f"{count['tickets']:,} reports and {count['answers']:,} answers to PostgreSQL",
        figure=f"{found.rows:,} rows equal, 0 rejected, {seconds:.0f} s, {most:.0f} MB at most",
    )


def enlarge(app: Flask) -> None:
    url = app.config["KIOSK"].database_url
    for table, key in (("tickets", "id"), ("ticket_texts", "ticket_id")):
        multiply(url, table, key, TICKETS)
    if ANSWERS:
        from benchmarks.fill import fill

        fill(SimpleNamespace(app=app), ANSWERS)  # type: ignore[arg-type]


def times_of(app: Flask) -> dict[str, tuple[int, ...]]:
    """Of every column of instants: how many rows its table has, and the whole seconds and the
    microseconds of all of them, added up by the database."""
    from kiosk.store.engine import connection, db, reading
    from kiosk.store.types import Instant

    found = {}
    with app.app_context(), reading():
        here = connection()
        for table in db.metadata.sorted_tables:
            for column in (one for one in table.columns if isinstance(one.type, Instant)):
                whole: Any = type_coerce(column, BigInteger)
                if here.dialect.name == "postgresql":
                    whole = cast(func.extract("epoch", column) * 1_000_000, BigInteger)
                parts = (func.sum(whole // 1_000_000), func.sum(whole % 1_000_000))
                row = here.execute(select(func.count(), *parts).select_from(table)).one()
                found[str(column)] = tuple(int(one or 0) for one in row)
    return found
