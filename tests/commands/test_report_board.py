"""`kiosk report papan`: the poster of a period, made while somebody waits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests import published
from tests.commands.console import refused, said
from tests.commands.test_poster import sizes, text
from tests.factories import MONTH, Place, answer

if TYPE_CHECKING:
    from flask import Flask


def test_the_poster_of_a_closed_period_shows_its_figure(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    answer(app, place, times=20)
    answer(app, place, 3, times=15)
    published.publish(app, place)
    path = tmp_path / "papan.pdf"
    told = said(app, "report", "papan", "--unit", place.unit, "--period", MONTH, "--out", path)
    assert "Papan IKM A4" in told
    assert sizes(path) == [(297, 210)]
    shown = text(path)
    assert "89,29" in shown
    assert "Mutu A: Sangat baik" in shown
    assert "DRAF" not in shown


def test_a_unit_that_is_none_is_refused(app: Flask, place: Place, tmp_path: Path) -> None:
    path = tmp_path / "papan.pdf"
    words = ("report", "papan", "--unit", "tidak-ada", "--period", MONTH, "--out", path)
    assert "tidak ada" in refused(app, *words)
    assert not path.exists()
