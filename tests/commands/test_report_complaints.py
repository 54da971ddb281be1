"""`kiosk report complaints`: what others read of how reports were handled."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.complaint.ticket import STEPS, Move
from tests import tickets
from tests.commands.console import document, refused, said
from tests.factories import NOW, Place, make_place

if TYPE_CHECKING:
    from flask import Flask

UNIT = "dukcapil-kupang"


def report(app: Flask, *more: str, unit: str = UNIT) -> Any:
    return document(app, "report", "complaints", "--unit", unit, *more)


def moved(app: Flask, number: str, *steps: tuple[Move, int]) -> None:
    """Each step by whoever may make it, so many days ago."""
    from kiosk.flows.tickets import Doer, make_move
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    with app.app_context(), transaction():
        for move, back in steps:
            doer = Doer(STEPS[move].by[0])
            make_move(kept.by_number(number), move, doer, NOW - timedelta(days=back))


@pytest.fixture
def four(app: Flask, place: Place) -> list[str]:
    """Received 3 September: one answered in time and accepted, one never looked at, one
    withdrawn; and a sealed one, received today."""
    back = NOW - timedelta(days=42)
    made = [tickets.file(app, place, now=back).number for _ in range(3)]
    moved(app, made[0], (Move.VERIFY, 41), (Move.ANSWER, 38), (Move.ACCEPT, 35))
    moved(app, made[2], (Move.WITHDRAW, 40))
    made.append(tickets.file(app, place, kategori="pungli").number)
    return made


def test_every_figure_names_what_it_is_a_share_of(app: Flask, four: list[str]) -> None:
    found = report(app, "--from", "2026-09-01", "--to", "2026-10-15", "--as-of", "2026-10-15")
    assert (found["unit"], found["total"], found["as_of"]) == (UNIT, 4, "2026-10-15")
    assert found["headline"] == {
        "among": "semua",
        "percent": "25.00",
        "part": 1,
        "whole": 4,
        "of": "semua laporan yang diterima",
    }
    assert found["handled"]["tidak-dicabut"]["percent"] == "33.33"
    assert found["counts"]["class"]["berkadar"] == 1
    assert found["counts"]["channel"]["daring"] == 4
    assert found["counts"]["state"]["selesai"] == 2
    assert found["counts"]["public"]["Arsip"] == 1, "what was withdrawn was not solved"
    answer = found["stages"]["jawaban"]
    # Thursday 3 September; answered on Monday 7: two working days later.
    assert (answer["reached"], answer["median"], answer["p90"]) == (1, 2, 2)
    assert answer["on_time"]["percent"] == "50.00"
    assert answer["on_time"]["of"] == "laporan yang dipenuhi atau sudah lewat tenggatnya"
    assert answer["verdicts"]["lewat-tenggat"] == 1
    assert found["stages"]["penutupan"]["on_time"] is None
    assert found["open"]["count"] == 2
    assert sum(band["count"] for band in found["open"]["bands"]) == 2
    assert found["by_reporter"]["percent"] == "25.00"
    assert found["adds_up"] is True


def test_a_day_gone_by_is_told_as_it_was(app: Flask, four: list[str]) -> None:
    found = report(app, "--from", "2026-09-01", "--as-of", "2026-09-07")
    assert found["total"] == 3
    assert (found["counts"]["state"]["dijawab"], found["counts"]["state"]["selesai"]) == (1, 1)
    assert found["by_reporter"]["part"] == 0
    assert report(app, "--from", "2026-09-01", "--as-of", "2026-09-01")["total"] == 0


def test_a_day_to_come_is_answered_as_of_today_and_said(app: Flask, four: list[str]) -> None:
    found = report(app, "--as-of", "2026-12-31")
    assert (found["as_of"], found["as_of_asked"]) == ("2026-10-15", "2026-12-31")
    told = said(app, "report", "complaints", "--unit", UNIT, "--as-of", "2026-12-31")
    assert "31 Desember 2026 belum tiba" in told


def test_a_mean_of_so_few_that_it_would_tell_one_is_withheld(app: Flask, four: list[str]) -> None:
    from kiosk.flows.tickets import REPORTER, note_change
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    with app.app_context(), transaction():
        row = kept.by_number(four[0])
        note_change(row, "nilai", REPORTER, NOW, rating=1, rated_at=NOW)
    found = report(app, "--from", "2026-09-01")["satisfaction"]
    assert (found["mean"], found["ratings"], found["withheld"]) == (None, None, True)
    assert (found["answered"]["part"], found["asked"]) == (1, 1)
    told = said(app, "report", "complaints", "--unit", UNIT, "--from", "2026-09-01")
    assert "tidak ditampilkan: terlalu sedikit" in told


def test_the_table_is_for_people(app: Flask, four: list[str]) -> None:
    told = said(app, "report", "complaints", "--unit", UNIT, "--from", "2026-09-01")
    assert "Diterima: 4 laporan" in told
    assert "25,00 %" in told
    assert "semua laporan yang diterima" in told
    assert "61 sampai" not in told
    assert "lebih dari 60 hari kerja" in told


def test_an_empty_unit_exits_0_with_zeros(app: Flask, place: Place) -> None:
    found = report(app)
    assert (found["total"], found["headline"]["percent"], found["open"]["count"]) == (0, None, 0)
    told = said(app, "report", "complaints", "--unit", UNIT)
    assert "Belum ada laporan" in told


def test_a_unit_covers_what_is_below_it(app: Flask, place: Place) -> None:
    below = make_place(app, "loket-oesapa", point="8G4M2RWZ", parent=place.unit_id)
    tickets.file(app, below)
    tickets.file(app, place)
    assert report(app)["counts"]["unit"] == {UNIT: 1, "loket-oesapa": 1}
    assert report(app, unit="loket-oesapa")["total"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ("--unit", "tidak-ada"),
        ("--unit", UNIT, "--from", "2026-13-01"),
        ("--unit", UNIT, "--to", "kemarin"),
        ("--unit", UNIT, "--from", "2026-10-02", "--to", "2026-10-01"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(
    app: Flask, place: Place, words: tuple[str, ...]
) -> None:
    refused(app, "report", "complaints", *words)


def test_other_denominators_can_be_the_main_one(app: Flask, four: list[str]) -> None:
    found = report(app, "--from", "2026-09-01", "--among", "tidak-dicabut")
    assert found["headline"]["percent"] == "33.33"
