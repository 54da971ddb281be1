"""Two regions and a nation, by PostgreSQL's own replication: one region publishes from its own
database, the other, on SQLite, through a gate that holds nothing but figures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from kiosk.domain.index import ikm as index
from kiosk.domain.index.method import Method
from kiosk.domain.index.tally import of_scores
from kiosk.domain.survey.stored import scores_of
from kiosk.domain.upkeep.inventory import DataClass
from kiosk.store.region.publication import NAME
from kiosk.store.retention.permits import shipped_inventory
from kiosk.store.survey.instruments import by_code
from tests.commands.console import document, refused, said
from tests.factories import MONTH, NOW, Place, answer, make_place, rows
from tests.services.databases import config_for, copy_sqlite, let_go, migrate
from tests.services.fronts import without_pages
from tests.services.postgres import Server, replicating_server

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.engine import URL

pytestmark = pytest.mark.postgres
WITHIN = 20.0
REGION, NAME_THERE = "53.71", "suara_loket_53_71"
OTHER, OTHER_THERE = "31", "suara_loket_31"
SKM = by_code("skm-2017")
COUNTER = Place("", "7F3K9QWX", 0, 0, 0)
"""Of both regions; an answer needs no more of it than its code."""


@dataclass
class Nation:
    """``kupang`` on PostgreSQL, ``jakarta`` on SQLite with a gate; addresses are libpq's."""

    kupang: Flask
    jakarta: Flask
    app: Flask
    kupang_at: str
    gate_at: str


@pytest.fixture
def database_url() -> str:
    pytest.fail("these tests have databases of their own")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with replicating_server() as running:
        yield running


def plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@pytest.fixture(scope="module")
def nation(
    server: Server, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Nation]:
    own = server.fresh()
    migrate(own.render_as_string(hide_password=False), tmp_path_factory.mktemp("own"))
    whole, gate = server.fresh(template=str(own.database)), server.fresh()
    folder = tmp_path_factory.mktemp("jakarta")
    copy_sqlite(sqlite_template, folder / "kiosk.db")
    small = replace(
        config_for(f"sqlite:///{folder / 'kiosk.db'}", folder),
        gate_url=gate.render_as_string(hide_password=False),
    )
    made = [
        config_for(one.render_as_string(hide_password=False), tmp_path_factory.mktemp("pg"))
        for one in (own, whole)
    ]
    with (
        without_pages(made[0]) as kupang,
        without_pages(small) as jakarta,
        without_pages(made[1]) as app,
    ):
        for one in (kupang, jakarta):
            make_place(one)
        initialised(app)
        yield Nation(kupang, jakarta, app, plain(own), plain(gate))


def initialised(app: Flask) -> None:
    from kiosk.flows.upkeep.initialise import initialise

    with app.app_context():
        initialise(NOW)


def until(is_so: Callable[[], Any]) -> Any:
    """Asks again and again, for the other process to have done its work."""
    end = time.monotonic() + WITHIN
    while not (found := is_so()):
        assert time.monotonic() < end, "never came"
        time.sleep(0.02)
    return found


def slot(address: str, name: str) -> None:
    """On one server the subscription would wait for itself to make it."""
    with psycopg.connect(address, autocommit=True) as opened:
        opened.execute("SELECT pg_create_logical_replication_slot(%s, 'pgoutput')", [name])


def region(app: Flask, scores: dict[int, int], service: str) -> None:
    for score, times in scores.items():
        answer(app, COUNTER, score, times=times, layanan=service)
    document(app, "region", "fill")


def report(at: Nation) -> dict[str, Any]:
    found: dict[str, Any] = document(at.app, "nation", "report", "--month", MONTH)
    return found


def test_a_nation_is_the_union_of_its_regions(nation: Nation) -> None:
    at = nation
    said(at.kupang, "setting", "set", "kode-wilayah", REGION)
    said(at.jakarta, "setting", "set", "kode-wilayah", OTHER)
    region(at.kupang, {4: 9, 3: 8, 1: 3}, "ktp")
    assert "kiosk region publish" in refused(at.jakarta, "region", "fill"), "no gate yet"
    document(at.jakarta, "region", "publish")
    region(at.jakarta, {2: 11, 4: 2}, "kk")
    document(at.kupang, "region", "publish", "--role", "postgres")
    document(at.kupang, "region", "publish")
    check_what_leaves(at)
    slot(at.kupang_at, NAME_THERE)
    slot(at.gate_at, OTHER_THERE)
    words = ["nation", "subscribe", "--region"]
    assert "CREATE SUBSCRIPTION" in said(
        at.app, *words, REGION, "--from", at.kupang_at, "--slot", NAME_THERE, "--sql"
    )
    assert report(at)["regions"] == [], "--sql does nothing"
    document(at.app, *words, REGION, "--from", at.kupang_at, "--slot", NAME_THERE)
    document(at.app, *words, OTHER, "--from", at.gate_at, "--slot", OTHER_THERE)
    until(lambda: report(at)["whole"]["respondents"] == 33)
    assert_is_union(at)
    assert "sudah ada" in refused(at.app, *words, REGION, "--from", at.kupang_at)
    changes_follow(at)
    region_goes(at)


def check_what_leaves(at: Nation) -> None:
    """As PostgreSQL has it, not as we think."""
    told = shipped_inventory()
    for address in (at.kupang_at, at.gate_at):
        with psycopg.connect(address) as opened:
            found = opened.execute(
                "SELECT tablename, unnest(attnames) FROM pg_publication_tables WHERE pubname = %s",
                [NAME],
            ).fetchall()
            every = opened.execute("SELECT pubname, puballtables FROM pg_publication").fetchall()
        assert every == [(NAME, False)]
        assert len(found) > 100, "the cells of a tally are there"
        assert {told[table].columns[column] for table, column in found} == {DataClass.AGGREGATE}
    with psycopg.connect(at.gate_at) as opened:
        tables = opened.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
    assert {name for (name,) in tables} == {*(t for t, _ in found), "region_marks"}
    assert rows(at.jakarta, "region_tallies") == [], "the figures are at the gate only"


def assert_is_union(at: Nation) -> None:
    sheets = [
        scores_of(SKM, row["scores"]) for app in (at.kupang, at.jakarta)
        for row in rows(app, "answers")
    ]  # fmt: skip
    union = index.compute(SKM, of_scores(SKM, sheets), Method())
    assert union is not None
    whole = report(at)["whole"]
    assert (whole["ikm"], whole["respondents"]) == (f"{union.ikm}", len(sheets))
    assert [(one["n"], one["total"]) for one in whole["unsur"]] == [
        (one.n, one.total) for one in union.unsur
    ]
    assert union.interval
    assert whole["interval"] == [f"{union.interval.low}", f"{union.interval.high}"]
    assert {row["kind"] for row in rows(at.app, "region_tallies")} == {"lainnya"}


def changes_follow(at: Nation) -> None:
    """New figures, and a row that is gone; nothing where nothing changed."""
    codes = {one["code"]: one["respondents"] for one in report(at)["provinces"]}
    assert codes == {"31": 13, "53": 20}
    region(at.kupang, {2: 5}, "kk")
    until(lambda: report(at)["whole"]["respondents"] == 38)
    assert_is_union(at)
    assert document(at.kupang, "region", "fill")["rows"] == 0
    [first, second] = report(at)["regions"]
    assert [(one["region"], one["state"]) for one in (first, second)] == [
        (OTHER, "jalan"), (REGION, "jalan"),
    ]  # fmt: skip
    [read] = document(at.kupang, "region", "show")["slots"]
    assert (read["name"], read["active"]) == (NAME_THERE, True)
    told_in_words(at)
    said(at.kupang, "setting", "set", "jenis-unit", "dukcapil")
    document(at.kupang, "region", "fill")
    until(lambda: [one["code"] for one in report(at)["kinds"]] == ["dukcapil", "lainnya"])
    assert_is_union_of_rows(at)


def told_in_words(at: Nation) -> None:
    told = said(at.app, "nation", "report", "--month", MONTH)
    assert "wilayah 53.71: jalan, disiapkan" in told
    assert "BASI" not in told
    shown = said(at.kupang, "region", "show")
    assert f"langganan {NAME_THERE}: terhubung" in shown
    sql = said(at.kupang, "region", "publish", "--sql", "--role", "kiosk_nasional")
    assert f"ALTER PUBLICATION {NAME} SET TABLE public.region_tallies (region, month," in sql
    assert "ON public.region_tallies, public.region_complaints" in sql
    assert "TO kiosk_nasional;" in sql


def assert_is_union_of_rows(at: Nation) -> None:
    kept = [row for row in rows(at.app, "region_tallies") if row["region"] == REGION]
    assert kept == rows(at.kupang, "region_tallies")


def region_goes(at: Nation) -> None:
    document(at.app, "nation", "unsubscribe", "--region", REGION)
    assert {row["region"] for row in rows(at.app, "region_tallies")} == {OTHER}
    assert document(at.kupang, "region", "show")["slots"] == []
    document(at.app, "nation", "unsubscribe", "--region", OTHER, "--lost")
    assert report(at)["regions"] == []
    assert "tidak dilanggan" in refused(at.app, "nation", "unsubscribe", "--region", OTHER)
    with psycopg.connect(at.gate_at, autocommit=True) as opened:
        left = opened.execute("SELECT slot_name, active FROM pg_replication_slots").fetchall()
    assert left == [(OTHER_THERE, False)], "a lost region's slot is its own to drop"


def test_a_database_that_keeps_no_such_log_says_what_to_do(
    postgresql_database: str, tmp_path: Path
) -> None:
    with without_pages(config_for(postgresql_database, tmp_path)) as app:
        make_place(app)
        said(app, "setting", "set", "kode-wilayah", REGION)
        assert "wal_level" in refused(app, "region", "publish")
        let_go(app)
