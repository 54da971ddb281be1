"""`kiosk copy`: what it says and how it ends; what it does is F12."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commands.console import document, refused, run, said
from tests.factories import Place, answer
from tests.services.databases import config_for, let_go

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def target(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'target.db'}"


def test_it_tells_every_table_with_its_sum_as_one_document(
    app: Flask, place: Place, target: str, tmp_path: Path
) -> None:
    from kiosk.app import create_app

    answer(app, place, times=3)
    found = document(app, "copy", "--to", target)
    assert (found["ok"], found["chains"]["ok"], found["resumed"]) == (True, True, 0)
    rows = {one["name"]: one["rows"] for one in found["tables"]}
    assert (rows["answers"], rows["tickets"]) == (3, 0)
    assert found["rows"] == sum(rows.values())
    assert all(one["equal"] and len(one["sum"]) == 64 for one in found["tables"])
    moved = create_app(config_for(target, tmp_path))
    again = document(moved, "copy", "--to", f"sqlite:///{tmp_path / 'third.db'}")
    let_go(moved)
    assert again == found, "the same sums, whichever copy they are of"


def test_for_a_person_it_says_what_to_do_next(app: Flask, place: Place, target: str) -> None:
    told = said(app, "copy", "--to", target)
    assert "Lengkap: " in told
    assert "KIOSK_DATABASE_URL" in told
    assert "uploads" in told
    assert "answers" not in told, "an empty table is no news"


def test_a_target_that_holds_something_is_refused(
    app: Flask, place: Place, sqlite_database: str
) -> None:
    assert "sudah berisi" in refused(app, "copy", "--to", sqlite_database)


def test_a_sum_that_differs_ends_with_status_1_and_closes_the_target(
    app: Flask, place: Place, target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.app import create_app
    from kiosk.store.moving import copy_target

    put = copy_target.put
    monkeypatch.setattr(
        copy_target, "put", lambda table, rows: put(table, rows[table.name == "services" :])
    )
    result = run(app, "copy", "--to", target)
    assert result.exit_code == 1
    assert "BELUM LENGKAP: tabel services" in result.stdout
    half = create_app(config_for(target, tmp_path))
    assert "menyalin" in refused(half, "serve"), "the schema of half a copy"
    let_go(half)
