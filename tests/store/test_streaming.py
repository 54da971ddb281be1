"""Several machines of PostgreSQL: a pooler before them, a replica that pages are read from, and a
primary that becomes another one."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from sqlalchemy import text

from kiosk.config import Config
from tests import published, tickets
from tests.factories import NOW, answer, as_fields, filled, make_place, rows
from tests.services.databases import config_for, let_go
from tests.services.postgres import Server
from tests.services.streaming import Streaming, streaming
from tests.web.page_client import PageClient

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Place

pytestmark = pytest.mark.postgres
SERVED, POOLED = "served", "pooled"


@pytest.fixture(scope="module")
def machines(postgres_server: Server, postgresql_template: str) -> Iterator[Streaming]:
    """With a migrated database for the replica's tests, and one for the pooler's."""
    source = postgres_server.url.set(drivername="postgresql", database=postgresql_template)
    with streaming() as found:
        found.run(found.first, f"CREATE DATABASE {SERVED}")
        dump = subprocess.run(
            ["pg_dump", source.render_as_string(hide_password=False)],
            capture_output=True, check=True,
        )  # fmt: skip
        into = ["psql", "-q", "-v", "ON_ERROR_STOP=1", found.url(found.first, SERVED)]
        subprocess.run(into, input=dump.stdout, capture_output=True, check=True)
        found.run(found.first, f"CREATE DATABASE {POOLED} TEMPLATE {SERVED}")
        yield found


def running(url: str, folder: Path, static: Path, **settings: Any) -> Iterator[Flask]:
    from kiosk.app import create_app
    from kiosk.store.engine import db, follower

    (folder / "static").symlink_to(static)
    config = config_for(url, folder)
    app = create_app(replace(config, **settings))
    app.testing = True
    yield app
    with app.app_context():
        known = follower()
        if known is not None:
            known.engine.dispose()
        db.engine.dispose()
    let_go(app)


@pytest.fixture(scope="module")
def office(
    machines: Streaming, tmp_path_factory: pytest.TempPathFactory, joined_files: Path
) -> Iterator[tuple[Flask, Place]]:
    """One that has published October, with a replica that was never far behind."""
    urls = {
        f"KIOSK_{name}": machines.url(port, SERVED)
        for name, port in (("DATABASE_URL", machines.first), ("REPLICA_URL", machines.second))
    }
    given = Config.from_env(urls)
    folder = tmp_path_factory.mktemp("office")
    for app in running(given.database_url, folder, joined_files, replica_url=given.replica_url):
        place = make_place(app)
        answer(app, place, times=6)
        published.publish(app, place)
        machines.catch_up()
        yield app, place


@pytest.fixture
def served(office: tuple[Flask, Place]) -> Flask:
    """The replica as it was when the process began."""
    from kiosk.store.engine import follower

    with office[0].app_context():
        known = follower()
        assert known is not None
        known.shunned_until, known.bound = 0.0, 60
    return office[0]


def reads_replica(**how: Any) -> bool:
    from kiosk.store.engine import connection, reading

    with reading(**how):
        return bool(connection().scalar(text("SELECT pg_is_in_recovery()")))


def test_a_look_is_taken_at_the_replica_only_where_a_request_wishes_it_and_has_not_written(
    served: Flask,
) -> None:
    from kiosk.store.engine import age_read, begin_request, transaction

    with served.app_context():
        begin_request()
        assert not reads_replica()
        assert age_read() is None
        assert reads_replica(stale_ok=True)
        assert 0 <= (age_read() or 0.0) < 60
        with transaction():
            assert not reads_replica(stale_ok=True), "part of what is being written"
        assert not reads_replica(stale_ok=True), "what was written must be seen"
        begin_request()
        assert reads_replica(stale_ok=True)


def test_a_command_and_a_job_read_what_is(served: Flask) -> None:
    from contextvars import Context

    with served.app_context():
        assert Context().run(lambda: within(served)) is False


def within(app: Flask) -> bool:
    with app.app_context():
        return reads_replica(stale_ok=True)


def test_a_public_page_says_in_both_languages_how_old_its_figures_may_be(
    served: Flask, office: tuple[Flask, Place]
) -> None:
    visitor, path = PageClient(served), f"/publik/{office[1].unit}"
    assert "dari salinan basis data yang tertinggal paling lama 1 menit" in visitor.get(path).seen
    assert (
        "from a copy of the database that is at most 1 min" in visitor.get(f"{path}?bahasa=en").seen
    )
    assert int(visitor.raw(f"{path}.json").headers["Age"]) < 60
    counter = visitor.raw(f"/s/{office[1].point}")
    assert "Age" not in counter.headers
    assert "salinan basis data" not in counter.get_data(as_text=True)


def test_a_replica_that_is_behind_or_away_is_passed_over_at_once_and_for_a_while(
    served: Flask, machines: Streaming, caplog: pytest.LogCaptureFixture
) -> None:
    from kiosk.store import replica
    from kiosk.store.engine import begin_request, db, follow, follower

    with served.app_context(), caplog.at_level(logging.WARNING, "kiosk.replica"):
        begin_request()
        known = follower()
        assert known is not None
        machines.run(machines.second, "SELECT pg_wal_replay_pause()")
        try:
            known.bound = 0.0
            assert not reads_replica(stale_ok=True)
            known.bound = 60
            assert not reads_replica(stale_ok=True), "left alone for a while"
            known.shunned_until = 0.0
            assert reads_replica(stale_ok=True)
        finally:
            machines.run(machines.second, "SELECT pg_wal_replay_resume()")
        for wrong in (machines.first, 1):  # not a replica; nobody there
            follow(db.engine, replica.at(f"postgresql+psycopg://u:rahasia@127.0.0.1:{wrong}/x", 60))
            assert not reads_replica(stale_ok=True)
        follow(db.engine, known)
    assert "rahasia" not in caplog.text
    assert len(caplog.records) == 3


def test_nobody_waits_for_a_replica_that_hangs(
    served: Flask, machines: Streaming, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its kernel still takes what is sent; its own limits stand still with it."""
    from kiosk.store import postgres
    from kiosk.store.engine import begin_request

    monkeypatch.setattr(postgres, "REPLICA_SECONDS", 0.1)
    with served.app_context():
        begin_request()
        assert reads_replica(stale_ok=True)
        with machines.hung():
            assert not reads_replica(stale_ok=True)


def test_a_replica_that_breaks_on_the_way_is_told_as_busy_and_harms_nothing_else(
    served: Flask,
) -> None:
    from kiosk.domain.refusal import Busy
    from kiosk.store import damage
    from kiosk.store.engine import begin_request, connection, reading

    with served.app_context():
        begin_request()
        with pytest.raises(Busy), reading(stale_ok=True):
            connection().execute(text("DO $$ BEGIN RAISE SQLSTATE 'XX001'; END $$"))
        assert not reads_replica(stale_ok=True), "asked of the primary the next time"
        with reading():
            assert connection().scalar(text("SELECT 1")) == 1
    assert damage.found(Path(served.instance_path)) is None


def test_the_operator_is_told_how_the_replica_stands(served: Flask) -> None:
    from kiosk.flows.upkeep.check_ready import check_ready
    from kiosk.flows.upkeep.list_health import list_health
    from kiosk.store.engine import follower

    with served.app_context():
        ready: Any = check_ready(served.config["KIOSK"], NOW)["replica"]
        assert ready["follows"]
        assert 0 <= ready["age"] < 60
        found = list_health(served.config["KIOSK"], NOW).replica
        assert found is not None
        assert found.ok
        known = follower()
        assert known is not None
        known.bound = -1
        found = list_health(served.config["KIOSK"], NOW).replica
        assert found is not None
        assert not found.ok
        assert "tertinggal" in found.text


def test_of_several_hosts_the_one_is_taken_that_takes_writes(machines: Streaming) -> None:
    from sqlalchemy.engine import make_url

    from kiosk.store.postgres import conninfo

    hosts = f"127.0.0.1:{machines.second},127.0.0.1:{machines.first}"
    config = Config.from_env({"KIOSK_DATABASE_URL": f"postgresql://postgres@{hosts}/{SERVED}"})
    told: Any = conninfo(make_url(config.database_url))
    with psycopg.connect(**told) as opened:
        assert opened.info.port == machines.first


@pytest.fixture
def pooled(machines: Streaming, tmp_path: Path, joined_files: Path) -> Iterator[Flask]:
    """Through PgBouncer; behind it, in the same address, the server itself."""
    hosts = f"127.0.0.1:{machines.pool},127.0.0.1:{machines.first}"
    url = f"postgresql://postgres@{hosts}/{POOLED}?load_balance_hosts=disable"
    given = Config.from_env({"KIOSK_DATABASE_URL": url})
    yield from running(given.database_url, tmp_path, joined_files)


def test_a_dump_goes_to_the_server_itself(pooled: Flask) -> None:
    """pg_dump changes its session, and a pooler would hand that to the next citizen."""
    from kiosk.domain.upkeep.backup import UnfitPlace
    from kiosk.store.backup import snapshot

    with pooled.app_context(), pytest.raises(UnfitPlace, match="langsung"):
        snapshot.take(Path(pooled.instance_path))


def test_many_share_three_connections_and_leave_nothing_on_them(
    pooled: Flask, machines: Streaming, tmp_path: Path
) -> None:
    from kiosk.flows.index.check_tallies import check_tallies
    from kiosk.flows.people.verify_chains import verify_chains
    from kiosk.flows.survey.submit_answer import submit_answer
    from kiosk.flows.upkeep.check_database import check_database

    place = make_place(pooled, "ramai", point="7F3K9QW2")
    again = filled()
    forms = [again if one % 2 else filled() for one in range(24)]

    def send(form: Any) -> bool:
        with pooled.app_context():
            return submit_answer(place.point, as_fields(form), NOW).again

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(send, forms)).count(True) == 11
    assert len(rows(pooled, "answers")) == 13
    tickets.file(pooled, place)
    with pooled.app_context():
        assert check_tallies().ok
        assert verify_chains(tmp_path).ok
        assert check_database(pooled.config["KIOSK"], NOW, chains_hold=True).ok
    with psycopg.connect(machines.url(machines.pool, POOLED), prepare_threshold=None) as other:
        for name, usual in (("lock_timeout", "0"), ("statement_timeout", "0")):
            assert other.execute(f"SHOW {name}").fetchone() == (usual,)


@pytest.mark.parametrize("trusted", [60.0, 0.0], ids=["just used", "looked at first"])
def test_when_the_primary_becomes_another_no_form_is_lost_and_none_ends_in_a_fault(
    pooled: Flask, machines: Streaming, monkeypatch: pytest.MonkeyPatch, trusted: float
) -> None:
    """The pooler keeps the connection: only the server behind it is one that follows now."""
    from kiosk.store import postgres

    monkeypatch.setattr(postgres, "TRUSTED_SECONDS", trusted)
    place = make_place(pooled, f"pindah-{trusted:.0f}", point=f"7F3K9Q{trusted:02.0f}")
    citizen = PageClient(pooled)
    form = citizen.get(place.form).form() | filled(saran="Sudah saya tulis")
    before = len(rows(pooled, "answers"))
    machines.catch_up()
    machines.lead(machines.second)
    try:
        if trusted:
            kept = citizen.post(place.form, form, 503)
            assert kept.form()["saran"] == "Sudah saya tulis"
        citizen.post(place.form, form)
        assert len(rows(pooled, "answers")) == before + 1
    finally:
        machines.lead(machines.first)
