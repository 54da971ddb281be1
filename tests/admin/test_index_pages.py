"""The unit head's pages: the figures are those of the report, and each says what it rests on."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index.period import parse
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.flows.index.report_ikm import report_ikm
from kiosk.i18n import number
from kiosk.store.engine import transaction
from kiosk.store.index import official
from tests import desk
from tests.factories import NOW, SKM, Place, answer, make_place

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def answered(app: Flask, place: Place) -> Place:
    """35 answers this month, of 60 visits, and 10 the month before."""
    answer(app, place, 3, times=10, now=datetime(2026, 9, 15, tzinfo=UTC))
    answer(app, place, 4, times=20)
    answer(app, place, 3, times=15, biaya="", waktu="1")
    with app.app_context(), transaction():
        official.count_visits(place.unit_id, 202610, 36)
    return place


def test_the_page_shows_the_figures_of_the_report(
    app: Flask, head: desk.Window, answered: Place
) -> None:
    with app.app_context():
        report = report_ikm(answered.unit, parse("2026-10"))
    found = report.ikm
    assert found is not None
    assert found.interval is not None
    page = head.get(f"/admin/ikm/{answered.unit}/2026-10")
    assert page.h1 == "IKM Oktober 2026"
    for shown in (found.ikm, found.interval.low, found.interval.high):
        assert number(shown) in page.seen
    assert "35" in page.seen
    assert f"Sampel minimum {report.sample.minimum} responden" in page.seen
    rows = [one.xpath("string()") for one in page.find("//table[@class='unsur']/tbody/tr")]
    assert len(rows) == len(SKM)
    for one, row in zip(found.unsur, rows, strict=True):
        assert number(one.value) in row
        assert number(one.n) in row


def test_the_three_lowest_unsur_are_marked(head: desk.Window, answered: Place) -> None:
    page = head.get(f"/admin/ikm/{answered.unit}/2026-10")
    marked = page.find("//tr[contains(@class, 'low')]/th/text()")
    assert len(marked) == 3
    assert marked[0].strip() == "Persyaratan"
    assert "Waktu Penyelesaian terendah ke-1" in page.seen


def test_the_trend_and_the_change_are_told_in_words_and_a_table(
    head: desk.Window, answered: Place
) -> None:
    page = head.get(f"/admin/ikm/{answered.unit}/2026-10")
    assert "dibanding September 2026" in page.seen
    assert page.find("//table//th[text()='September 2026']/following-sibling::td[1]/text()") == [
        "75,00"
    ]


def test_a_short_sample_is_said_and_has_no_grade(
    app: Flask, head: desk.Window, place: Place
) -> None:
    answer(app, place, 4, times=6)
    page = head.get(f"/admin/ikm/{place.unit}/2026-10")
    assert "belum cukup sampel" in page.seen
    assert "100,00" in page.seen
    assert page.find("//section[@aria-labelledby='h-ikm']//*[contains(@class, 'mutu')]") == []


def test_fewer_than_5_are_not_shown(app: Flask, head: desk.Window, place: Place) -> None:
    answer(app, place, 1, times=4)
    page = head.get(f"/admin/ikm/{place.unit}/2026-10")
    assert "25,00" not in page.seen
    assert "terlalu sedikit" in page.seen


def test_a_month_without_answers_is_a_page_too(head: desk.Window, place: Place) -> None:
    assert "Belum ada responden" in head.get(f"/admin/ikm/{place.unit}/2025-01").seen


@pytest.mark.parametrize(
    ("period", "h1"),
    [
        ("2026-Q4", "IKM Triwulan IV 2026"),
        ("2026-S2", "IKM Semester II 2026"),
        ("2026", "IKM Tahun 2026"),
    ],
)
def test_every_period_has_its_page(
    head: desk.Window, answered: Place, period: str, h1: str
) -> None:
    assert head.get(f"/admin/ikm/{answered.unit}/{period}").h1 == h1


@pytest.mark.parametrize(
    "address",
    ["ikm/{unit}/2026-13", "ikm/{unit}/kemarin", "ikm/tidak-ada/2026-10", "ikm/{unit}%00/2026-10",
     "hasil/{unit}/1999", "hasil/tidak-ada/2026", "loket/tidak-ada", "qr/00000000.svg",
     "qr/%00.svg", "ikm/{unit}/2026-10%0d%0aX:y"],
)  # fmt: skip
def test_an_address_that_names_nothing_is_a_page_and_no_fault(
    head: desk.Window, place: Place, address: str
) -> None:
    found = head.raw(f"/admin/{address.format(unit=place.unit)}")
    assert found.status_code in (404, 422)
    head.get(f"/admin/{address.format(unit=place.unit)}", found.status_code)


def test_the_hasil_shows_every_weight_and_what_an_estimate_is(
    app: Flask, head: desk.Window, answered: Place
) -> None:
    with app.app_context(), transaction():
        official.enter_official(
            answered.unit_id, 2026, "ipak", Decimal("3.60"), "Surat B/1/2026", NOW
        )
        official.enter_performance(answered.unit_id, 2026, "B", "LKjIP 2026", NOW)
    page = head.get(f"/admin/hasil/{answered.unit}/2026")
    for shown in ("15,75", "17,50", "3,75", "perkiraan", "Surat B/1/2026", "LKjIP 2026", "40,00"):
        assert shown in page.seen, shown
    assert "Wilayah Bebas dari Korupsi" in page.seen


def test_an_empty_hasil_says_what_is_missing(head: desk.Window, place: Place) -> None:
    page = head.get(f"/admin/hasil/{place.unit}/2026")
    assert "belum ada jawaban SPAK" in page.seen


def test_the_counters_show_their_code_and_qr(head: desk.Window, place: Place) -> None:
    page = head.get(f"/admin/loket/{place.unit}")
    assert "7F3K-9QWX" in page.seen
    [qr] = page.find("//main//img/@src")
    picture = head.raw(qr)
    assert picture.mimetype == "image/svg+xml"
    assert picture.get_data(as_text=True).count("<path") == 2


def test_the_overview_lists_units_of_reach_with_their_index(
    app: Flask, head: desk.Window, answered: Place
) -> None:
    below = make_place(app, "upt", point="BAWAH001", name="UPT Alak", parent=answered.unit_id)
    other = make_place(app, "rsud", point="RSVD0001", name="RSUD Kupang", instansi="pemprov")
    for one in (below, other):
        answer(app, one, 4, times=5)
    page = head.get("/admin/unit")
    assert "UPT Alak" in page.seen
    assert "RSUD" not in page.seen
    with app.app_context():
        found = report_ikm(answered.unit, parse("2026-10")).ikm
    assert found is not None
    assert number(found.ikm) in page.seen


def test_two_instansi_do_not_see_each_other(app: Flask, place: Place) -> None:
    other = make_place(app, "rsud", point="RSVD0001", instansi="pemprov")
    answer(app, other, 4, times=30)
    window = desk.Window(app)
    desk.sign_in(
        window.client, app, [Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id)]
    )
    for path in ("ikm/rsud/2026-10", "hasil/rsud/2026", "loket/rsud"):
        assert window.raw(f"/admin/{path}").status_code == 404
    assert "rsud" not in window.get("/admin/unit").text


def test_a_stranger_is_led_to_the_door(app: Flask, place: Place) -> None:
    window = desk.Window(app)
    for path in (
        f"ikm/{place.unit}/2026-10",
        f"hasil/{place.unit}/2026",
        f"loket/{place.unit}",
        "unit",
    ):
        answer = window.raw(f"/admin/{path}")
        assert answer.status_code in (302, 303)
        assert "/admin/masuk" in answer.headers["Location"]
