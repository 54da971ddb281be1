"""The unit head's pages: the figures are those of the report, and each says what it rests on."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from admin.month_fix import lowest_line
from kiosk.domain.index import historic as historic_domain
from kiosk.domain.index.period import parse
from kiosk.domain.index.period_figures import LineFigure
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.i18n import number
from kiosk.store.engine import transaction
from kiosk.store.index import historic, official
from kiosk.store.survey import instruments
from tests import desk
from tests.factories import NOW, SKM, Clock, Place, answer, make_place
from tests.periods import AFTER, close, head_of
from tests.reports import report_ikm
from tests.web.page_client import words

if TYPE_CHECKING:
    from flask import Flask

CASES = Path(__file__).parents[1] / "cases" / "published.json"


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
    rows = [words(one) for one in page.find("//section[@id='unsur']//tbody/tr")]
    assert len(rows) == len(SKM)
    for one, row in zip(found.unsur, rows, strict=True):
        assert number(one.value) in row
        assert number(one.n) in row
    drawn = page.find("//section[@id='unsur']//*[local-name()='svg']")
    assert len(drawn) == 2, "one for a phone, one for a desk"
    for one in found.unsur:
        assert f"{number(one.value)} {one.grade.mutu}" in words(drawn[0])


def test_what_to_mend_stands_before_everything_else_with_what_lies_behind_it(
    head: desk.Window, answered: Place
) -> None:
    page = head.get(f"/admin/ikm/{answered.unit}/2026-10")
    headings = [words(one) for one in page.find("//h2")]
    assert headings[:3] == ["Indeks kepuasan masyarakat", "Perbaiki dulu", "Sembilan unsur"]
    first, *others = [words(one) for one in page.find("//ol[@class='fixes']/li")]
    assert len(others) == 2
    for shown in ("U3 Waktu Penyelesaian", "15 dari 35 jawaban bernilai rendah (43 persen)",
                  "turun 7,14 dari September 2026"):  # fmt: skip
        assert shown in first, shown
    bold = page.find("//section[@id='unsur']//*[local-name()='text'][@font-weight='700']/text()")
    assert bold[0] == "U3 Waktu Penyelesaian"


def test_the_lowest_of_few_answers_sends_nobody_to_mend_it() -> None:
    """Of eight answers the lowest counter is mostly chance."""

    def line(name: str, n: int, ikm: str) -> LineFigure:
        return LineFigure(name.lower(), name, n, Decimal(ikm), None)

    many = [line("KTP", 120, "84.10"), line("KK", 30, "81.00")]
    assert lowest_line([*many, line("Akta", 29, "60.00")]) == "KK (81,00; 30 jawaban)"
    assert lowest_line([many[0], line("Akta", 8, "60.00")]) is None
    unsaid = LineFigure("", "Tidak disebut", 400, Decimal("50.00"), None)
    assert lowest_line([*many, unsaid]) == "KK (81,00; 30 jawaban)"


def test_an_index_beside_a_border_is_not_told_from_the_other_mutu(
    app: Flask, head: desk.Window, place: Place
) -> None:
    answer(app, place, 4, times=20)
    answer(app, place, 3, times=20)
    page = head.get(f"/admin/ikm/{place.unit}/2026-10")
    assert "tidak terbedakan dari A" in page.seen
    assert "Selang itu melewati batas mutu." in page.seen


def test_a_published_index_is_on_the_page_as_its_office_printed_it(
    app: Flask, head: desk.Window, place: Place
) -> None:
    """Setda Sekadau, first semester of 2019: 49 forms, 78.74 by 1/n, 78.66 by 0.111."""
    case = next(
        one for one in json.loads(CASES.read_text("utf-8")) if one["id"] == "sekadau-2019s1"
    )
    for row in case["data"]["rows"]:
        answer(app, place, **dict(zip(SKM, map(str, row), strict=True)))
    page = head.get(f"/admin/ikm/{place.unit}/2026-10")
    large = words(page.find("//section[@aria-labelledby='h-ikm']//p[@class='big']")[0])
    assert large == "78,74 B Baik tidak terbedakan dari C", "which the office did not print"
    assert "0,11178,66B" in words(page.find("//section[@id='bobot']//tbody")[0])


def test_each_table_is_a_file_with_the_figures_of_the_page(
    head: desk.Window, answered: Place
) -> None:
    address = f"/admin/ikm/{answered.unit}/2026-10"
    files = [one for one in head.get(address).find("//main//a/@href") if "csv=" in one]
    assert {one.partition("csv=")[2] for one in files} >= {"unsur", "perkembangan", "layanan",
        "sumber", "sebaran", "jam", "profil", "bobot", "pendorong"}  # fmt: skip
    for one in files[:1] + files[-1:]:
        found = head.raw(one)
        assert (found.status_code, found.mimetype) == (200, "text/csv")
        assert "attachment" in found.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(head.raw(f"{address}?csv=unsur").get_data(as_text=True))))
    assert rows[3][:4] == ["U3", "Waktu Penyelesaian", "67.86", "C"]
    assert head.raw(f"{address}?csv=tidak-ada").status_code == 404


def test_a_closed_period_shows_its_frozen_figures_and_says_so(
    app: Flask, head: desk.Window, answered: Place, clock: Clock
) -> None:
    before = head.get(f"/admin/ikm/{answered.unit}/2026-10")
    assert "Periode: Terbuka" in before.seen
    clock.instant = AFTER
    chief = head_of(app, answered)
    close(app, answered, chief)
    answer(app, answered, 1, times=30, now=NOW)
    head = desk.Window(app)
    desk.sign_in(head.client, app, actor=chief)
    page = head.get(f"/admin/ikm/{answered.unit}/2026-10")
    assert "Periode: Tertutup, edisi 1, 2 November 2026" in page.seen
    large = "//section[@aria-labelledby='h-ikm']//p[@class='big']/b"
    assert words(page.find(large)[0]) == words(before.find(large)[0])
    answer(app, answered, 4, times=5, now=AFTER)
    later = head.get(f"/admin/ikm/{answered.unit}/2026-11")
    assert f"({words(before.find(large)[0])})" in later.seen, "what it is held against is frozen"


def test_complaints_stand_beside_the_index_for_those_who_may_see_them(
    app: Flask, head: desk.Window, answered: Place
) -> None:
    address = f"/admin/ikm/{answered.unit}/2026-10"
    assert "Pengaduan pada periode yang sama" in head.get(address).seen
    counter = desk.Window(app)
    desk.sign_in(counter.client, app, [Grant(Role.COUNTER_OFFICER, Level.UNIT, answered.unit_id)])
    assert "Pengaduan pada periode yang sama" not in counter.get(address).seen
    future = head.get(f"/admin/ikm/{answered.unit}/2027-10")
    assert "Pengaduan pada periode yang sama" not in future.seen


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


def test_an_index_from_before_this_system_is_in_the_trend_and_said_to_be_one(
    app: Flask, head: desk.Window, answered: Place
) -> None:
    with app.app_context(), transaction():
        number_of = instruments.id_of("skm-2017")
        for when, ikm in (("2025-10", "84.50"), ("2026-08", "80.00"), ("2026-09", "99.00")):
            given = historic_domain.read(when, ikm, "", "2017", "Laporan SKM 2025")
            historic.put(answered.unit_id, number_of, given, NOW)
    page = head.get(f"/admin/ikm/{answered.unit}/2026-10")
    assert "dibanding Oktober 2025 (84,50, angka lama)" in page.seen
    rows = [words(one) for one in page.find("//section[@id='perkembangan']//tbody/tr")]
    assert "Agustus 2026 (angka lama)80,00B–––" in rows
    assert any(row.startswith("September 202675,00") for row in rows), "our own stands before it"
    assert "angka lama, dari Laporan SKM 2025." in page.seen
