"""`kiosk tally check` and `rebuild`: exit 1 where tallies and answers disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from kiosk.store.engine import connection, transaction
from kiosk.store.index.tables import tallies
from tests.commands.console import document, run, said
from tests.factories import Place, answer, rows

if TYPE_CHECKING:
    from flask import Flask


def test_tallies_that_agree_are_said_to(app: Flask, place: Place) -> None:
    answer(app, place, times=3)
    assert document(app, "tally", "check") == {
        "ok": True, "slices": 1, "answers": 3, "wrong": [],
    }  # fmt: skip
    assert "3 jawaban dalam 1 irisan: cocok" in said(app, "tally", "check")


def test_a_tally_that_disagrees_is_named_with_exit_1_until_it_is_rebuilt(
    app: Flask, place: Place
) -> None:
    answer(app, place, times=3)
    with app.app_context(), transaction():
        connection().execute(update(tallies).values(respondents=4))
    [wrong] = document(app, "tally", "check", exit_code=1)["wrong"]
    assert wrong["unit_id"] == place.unit_id
    assert wrong["month"] == 202610
    assert "TIDAK COCOK" in run(app, "tally", "check").stdout
    told = said(app, "tally", "rebuild").splitlines()
    assert told == ["rekap Oktober 2026: 100 %", "rincian Oktober 2026: 100 %", "Selesai."]
    assert document(app, "tally", "check")["ok"]
    assert [row["respondents"] for row in rows(app, "tallies")] == [3]
