"""F11: the database of every schema that was ever released is brought to today's, and what its
own version said of it is still true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flask_migrate
import pytest
from sqlalchemy import func, select

from tests.commands.console import document
from tests.services.databases import config_for, let_go
from tests.services.released import SCHEMAS, put_back
from tests.web.page_client import PageClient

if TYPE_CHECKING:
    from flask import Flask

    from tests.faults.conftest import Held


@dataclass(frozen=True)
class Old:
    """An upgraded installation, and what its old version said of it."""

    app: Flask
    told: dict[str, Any]


@pytest.fixture
def old(
    request: pytest.FixtureRequest, empty_database_url: str, tmp_path: Path, joined_files: Path
) -> Iterator[Old]:
    from kiosk.app import create_app
    from kiosk.flows.upkeep.initialise import initialise
    from tests.factories import NOW

    told = put_back(request.param, empty_database_url)
    (tmp_path / "static").symlink_to(joined_files)
    app = create_app(config_for(empty_database_url, tmp_path))
    with app.app_context():
        flask_migrate.upgrade()
        assert counted(set(told["rows"])) == told["rows"], "no row came or went"
        initialise(NOW)
    yield Old(app, told)
    let_go(app)


def counted(names: set[str]) -> dict[str, int]:
    from kiosk.store.engine import connection, db, reading

    tables = [one for one in db.metadata.sorted_tables if one.name in names]
    query = select(func.count())
    with reading():
        return {t.name: connection().execute(query.select_from(t)).scalar_one() for t in tables}


@pytest.mark.parametrize("old", SCHEMAS, indirect=True)
def test_an_old_database_is_upgraded_and_says_what_it_said(
    old: Old, tmp_path: Path, held: Held
) -> None:
    from kiosk.flows.people.verify_chains import verify_chains

    with old.app.app_context():
        found = verify_chains(tmp_path)
        chains = {one.name: [one.head.length, one.head.hash.hex()] for one in found.chains}
    assert found.ok
    grown = {"audit", "periode"}  # `initialise` may record what is new today
    was = {name: head for name, head in old.told["chains"].items() if name not in grown}
    assert {name: chains[name] for name in was} == was
    assert index_of(old) == (old.told["ikm"], old.told["respondents"])
    citizen = PageClient(old.app)
    assert citizen.get(old.told["citizen"]).status == 200
    assert is_tracked(old, citizen)
    kind = old.app.config["KIOSK"].database_url.split(":")[0].partition("+")[0]
    rows = sum(old.told["rows"].values())
    held(
        tried=f"stored {kind} of schema {old.told['schema']} upgraded",
        figure=f"{rows} rows, {len(chains)} chains, index {old.told['ikm']} as they were",
    )


def index_of(old: Old) -> tuple[str, int]:
    """By the command, as then."""
    told = old.told
    found = document(old.app, "report", "ikm", "--unit", told["unit"], "--period", told["period"])
    return found["ikm"], found["respondents"]


def is_tracked(old: Old, citizen: PageClient) -> bool:
    """The receipt of that time opens its report; there was none before there were reports."""
    receipt = old.told["receipt"]
    if receipt is None:
        return bool(old.told["schema"] == "0001")
    sent = {"nomor": receipt["number"], "frasa": receipt["phrase"]}
    stamp = citizen.get("/lacak").form()["csrf_token"]
    return citizen.post("/lacak", sent | {"csrf_token": stamp}, 200).h1 == "Laporan Anda"
