"""`kiosk report plans`: what was done of a period's follow-up, for whoever fills in PEKPPP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.index.plan import Move
from tests import plans
from tests.commands.console import document, refused, said
from tests.factories import MONTH
from tests.periods import head_of

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Place


def test_a_year_and_a_period_are_told_with_both_indicators(app: Flask, place: Place) -> None:
    head = head_of(app, place)
    plans.opened(app, place, head)
    plans.fill(app, place, head)
    plans.move(app, place, head, Move.FINISH, sent=plans.photo())
    of = ("report", "plans", "--unit", place.unit)
    found = document(app, *of, "--year", "2026")
    assert (found["total"], found["done"], found["percent_done"]) == (3, 1, "33.33")
    assert (found["indicator_8"], found["indicator_9"]) == (3, 0)
    assert {one["unsur"] for one in found["plans"]} == set(plans.LOW)
    assert document(app, *of, "--period", MONTH)["total"] == 3
    none = document(app, *of, "--period", "2026-09")
    assert (none["total"], none["percent_done"], none["indicator_8"]) == (0, None, 0)
    assert "Indikator 8   3" in said(app, *of, "--year", "2026")
    assert "salah satu" in refused(app, *of)
