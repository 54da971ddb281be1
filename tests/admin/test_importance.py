"""What matters to people is asked beside the SKM, stands against it on the month's page, and is in
no index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index.period import parse
from kiosk.flows.measuring import NoIndex
from kiosk.flows.survey.submit_answer import submit_answer
from kiosk.store.engine import reading
from kiosk.store.index import tallies
from kiosk.store.survey import instruments
from tests import desk
from tests.factories import MONTH, NOW, SKM, Clock, Place, answer, as_fields, filled, make_place
from tests.reports import report_ikm
from tests.web.page_client import words

if TYPE_CHECKING:
    from flask import Flask

MATTERS = {f"kepentingan.{code}": "2" for code in SKM} | {
    "kepentingan.waktu": "4",
    "kepentingan.biaya": "4",
}

SCORES = {"waktu": "1", "biaya": "4", "sarana": "2"}


@pytest.fixture
def place(app: Flask, clock: Clock) -> Place:
    """40 answered: the wait is bad and matters, the fee is good and matters."""
    made = make_place(app, instruments=("skm-2017", "kepentingan"))
    answer(app, made, 3, times=40, **SCORES, **MATTERS)  # type: ignore[arg-type]
    return made


def test_it_stands_against_performance_in_four_corners(head: desk.Window, place: Place) -> None:
    page = head.get(f"/admin/ikm/{place.unit}/{MONTH}")
    rows = [words(one) for one in page.find("//section[@id='kepentingan']//tbody/tr")]
    assert len(rows) == len(SKM)
    waiting, fee, rooms = (
        next(one for one in rows if name in one) for name in ("Waktu", "Biaya", "Sarana")
    )
    assert "Penting, belum baik: perbaiki dahulu" in waiting
    assert "Penting dan baik: pertahankan" in fee
    assert "Kurang penting, belum baik: perbaiki kemudian" in rooms
    assert len(page.find("//section[@id='kepentingan']//*[local-name()='svg']")) == 2
    assert "40 responden" in page.seen
    assert "tidak masuk IKM" in page.seen
    assert not page.find("//section[@id='pendorong']"), "drivers only where nobody was asked"
    table = head.raw(f"/admin/ikm/{place.unit}/{MONTH}?csv=kepentingan").text
    assert "U3,Waktu Penyelesaian,4.00,1.00" in table


def test_it_is_in_no_index_and_in_no_count_of_respondents(app: Flask, place: Place) -> None:
    alone = make_place(app, "tanpa-kepentingan", point="7F3K9QWZ")
    answer(app, alone, 3, times=40, **SCORES)  # type: ignore[arg-type]
    with app.app_context():
        asked, other = (report_ikm(one.unit, parse(MONTH)) for one in (place, alone))
    assert asked.ikm == other.ikm
    assert asked.tally == other.tally
    with app.app_context(), reading():
        kept = tallies.total(
            instruments.by_code("kepentingan"),
            instruments.id_of("kepentingan"),
            [place.unit_id],
            [202610],
        )
    assert kept.counts["waktu"] == (0, 0, 0, 40)


def test_it_has_no_index_of_its_own(app: Flask, place: Place) -> None:
    with app.app_context(), pytest.raises(NoIndex):
        report_ikm(place.unit, parse(MONTH), "kepentingan")


def test_of_fewer_than_thirty_the_drivers_stay(app: Flask, head: desk.Window, place: Place) -> None:
    other = make_place(app, "sedikit", point="7F3K9QW0", parent=place.unit_id,
                       instruments=("skm-2017", "kepentingan"))  # fmt: skip
    for score in (2, 3, 4):
        answer(app, other, score, times=10, waktu=str(score - 1))
    answer(app, other, 3, times=29, **MATTERS)  # type: ignore[arg-type]
    page = head.get(f"/admin/ikm/{other.unit}/{MONTH}")
    assert not page.find("//section[@id='kepentingan']")
    assert page.find("//section[@id='pendorong']")


def test_what_matters_little_is_no_low_score(app: Flask, place: Place) -> None:
    little = {f"kepentingan.{code}": "1" for code in SKM}
    with app.app_context():
        told = submit_answer(place.point, as_fields(filled(4, **little)), NOW)
    assert told.low is None


def test_the_form_asks_it_after_the_nine(app: Flask, place: Place) -> None:
    page = app.test_client().get(place.form).text
    nine, matters = page.index('name="sarana"'), page.index('name="kepentingan.persyaratan"')
    assert page.index('name="pengaduan"') < matters
    assert nine < matters
    assert "Yang penting bagi Anda" in page
    assert 'href="#face-1"' in page[:matters]
    assert "#face-" not in page[matters:].split("Sedikit tentang Anda")[0]
