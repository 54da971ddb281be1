"""`kiosk retention run` and `kiosk data inventory`: what they print, and with which exit status."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.commands.console import document, run, said
from tests.factories import NOW, Clock, Place, answer, rows

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock(NOW + timedelta(days=1100))
    monkeypatch.setattr("kiosk.clock.now", made.now)
    return made


def test_the_dry_run_names_each_id_and_erases_nothing(
    app: Flask, place: Place, clock: Clock
) -> None:
    answer(app, place, times=3, saran="Bagus")
    found = document(app, "retention", "run", "--dry-run")
    assert (found["dry_run"], found["erased"]) == (True, 0)
    [one] = [one for one in found["classes"] if one["class"] == "saran"]
    assert (one["total"], one["due"], one["ids"]) == (3, 3, ["1", "2", "3"])
    assert one["before"].startswith("2026-10-")
    assert "--confirm saran=3" in one["waits"]
    assert "saran" in said(app, "retention", "run", "--dry-run")
    assert len(rows(app, "answer_texts")) == 3


def test_a_run_takes_the_number_and_the_day_from_a_person(
    app: Flask, place: Place, clock: Clock
) -> None:
    answer(app, place, times=3, saran="Bagus")
    stopped = document(app, "retention", "run", exit_code=1)
    assert "melompat" in stopped["fault"]
    day = f"jam={clock.now():%Y-%m-%d}"
    waits = run(app, "retention", "run", "--confirm", day)
    assert waits.exit_code == 1
    assert "menunggu persetujuan: saran" in waits.stdout
    done = document(app, "retention", "run", "--confirm", day, "--confirm", "saran=3")
    assert (done["ok"], done["erased"]) == (True, 3)
    assert rows(app, "answer_texts") == []


@pytest.mark.parametrize(
    "wrong", ["saran", "saran=banyak", "tetap=3", "jam=besok", "jam=2026-01-01"]
)
def test_what_is_no_agreement_is_refused(
    app: Flask, place: Place, clock: Clock, wrong: str
) -> None:
    assert run(app, "retention", "run", "--confirm", wrong).exit_code == 2


def test_the_inventory_speaks_of_every_table(app: Flask) -> None:
    found = document(app, "data", "inventory")
    assert (found["ok"], found["unnamed"], found["stale"]) == (True, [], [])
    names = {one["table"]: one for one in found["tables"]}
    assert names["reporters"]["columns"]["sealed"] == "tersegel"
    assert "| `reporters` |" in said(app, "data", "inventory")
