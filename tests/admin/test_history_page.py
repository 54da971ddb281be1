"""Figures of old reports: kept for the trend, marked, never in the way of the office's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index import historic
from kiosk.domain.index.period import parse
from kiosk.domain.refusal import Refusal
from tests.factories import NOW, Place, answer, rows

if TYPE_CHECKING:
    from flask import Flask

    from tests import desk

GIVEN = {
    "period": "2026-08",
    "ikm": "84,5",
    "respondents": "1.150",
    "bands": "2004",
    "document": "Laporan SKM Agustus 2026",
}


def path_of(place: Place) -> str:
    return f"/admin/angka/{place.unit}/riwayat"


def test_an_old_report_is_in_the_trend_and_in_no_figure(
    app: Flask, head: desk.Window, place: Place
) -> None:
    from tests.reports import report_ikm

    head.get(path_of(place))
    page = head.follow(path_of(place), **GIVEN)
    assert "84,50" in page.seen
    assert "A (pita 2004)" in page.seen, "graded by the bands of its own time"
    answer(app, place, 2, times=6)
    with app.app_context():
        report = report_ikm(place.unit, parse("2026-10"))
    august, september = report.trend[-3:-1]
    assert august.value is None
    assert august.historic is not None
    assert (str(august.historic.ikm), august.historic.respondents) == ("84.50", 1150)
    assert september.historic is None
    assert report.ikm is not None
    assert str(report.ikm.ikm) == "50.00"


def test_a_period_with_answers_or_not_over_takes_none(
    app: Flask, head: desk.Window, place: Place
) -> None:
    from datetime import timedelta

    answer(app, place, now=NOW - timedelta(days=60))
    head.get(path_of(place))
    refused = head.post(path_of(place), 422, **GIVEN).get_data(as_text=True)
    assert "sudah mempunyai jawaban" in refused
    assert 'value="84,5"' in refused, "what was typed is still there"
    refused = head.post(path_of(place), 422, **GIVEN | {"period": "2026-10"})
    assert "belum berakhir" in refused.get_data(as_text=True)
    assert rows(app, "historic_indexes") == []


def test_it_is_taken_away_again_and_the_record_keeps_it(
    app: Flask, head: desk.Window, place: Place
) -> None:
    head.get(path_of(place))
    head.follow(path_of(place), **GIVEN)
    head.post(f"{path_of(place)}/2026-08/hapus", 303)
    assert rows(app, "historic_indexes") == []
    assert "84.50" in rows(app, "audit_records")[-1]["details"]


@pytest.mark.parametrize(
    ("ikm", "respondents"),
    [("24,99", ""), ("100,01", ""), ("delapan", ""), ("80", "0"), ("80", "x")],
)
def test_what_no_report_can_say_is_refused(ikm: str, respondents: str) -> None:
    with pytest.raises(Refusal):
        historic.read("2024-S1", ikm, respondents, "2017", "Laporan lama")
