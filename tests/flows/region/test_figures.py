"""Figures of a region: the same sum as its answers, written only where something differs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index.period import parse
from kiosk.domain.index.region import FOLDED, NotTakingPart
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.flows.region.fill_figures import NOT_USED, fill_figures, fill_if_taking_part
from kiosk.flows.region.report_nation import NationReport, NoIndex, report_nation
from kiosk.flows.region.show_region import show_region
from tests import desk, published, tickets
from tests.factories import MONTH, NOW, Place, answer, make_place, rows
from tests.reports import report_ikm

if TYPE_CHECKING:
    from flask import Flask


def choose(app: Flask, name: str, value: str, unit: str | None = None) -> None:
    from kiosk.flows.place.set_setting import set_setting

    with app.app_context():
        set_setting(name, value, unit, NOW)


def fill(app: Flask) -> int:
    """How many rows changed."""
    with app.app_context():
        return fill_figures("", NOW).rows


def nation(app: Flask, period: str = MONTH) -> NationReport:
    with app.app_context():
        return report_nation(parse(period), "skm-2017", NOW + timedelta(hours=1))


@pytest.fixture
def region(app: Flask, place: Place) -> Place:
    choose(app, "kode-wilayah", "53.71")
    choose(app, "jenis-unit", "dukcapil", place.unit)
    return place


def leave_out(app: Flask, place: Place, number: int) -> None:
    from kiosk.flows.survey.ask_exclusion import ask_exclusion
    from kiosk.flows.survey.decide_exclusion import decide_exclusion

    head = desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
    second = Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id)
    other = desk.make_staff(app, [second], name="Orang kedua")
    with app.app_context():
        ask_exclusion(head, number, "Diisi petugas sendiri menurut antrean", NOW)
        decide_exclusion(other, 1, agree=True, note="Rekaman dilihat", now=NOW)


def test_what_leaves_adds_up_to_the_index_of_the_answers(app: Flask, region: Place) -> None:
    answer(app, region, 3, times=7, layanan="ktp")
    answer(app, region, 4, times=8, layanan="kk", biaya="")
    answer(app, region, 1, times=1, layanan="kk")
    assert fill(app) == 2
    told = {row["service"]: row for row in rows(app, "region_tallies")}
    assert {name: row["respondents"] for name, row in told.items()} == {"ktp": 7, "kk": 9}
    assert {(r["region"], r["province"], r["kind"], r["unit"]) for r in told.values()} == {
        ("53.71", "53", "dukcapil", region.unit)
    }
    with app.app_context():
        one = report_ikm(region.unit, parse(MONTH))
    whole = nation(app).whole
    assert whole.ikm
    assert one.ikm
    assert (whole.ikm.exact, whole.respondents) == (one.ikm.exact, 16)
    assert whole.ikm.interval == one.ikm.interval
    assert fill(app) == 0, "nothing new, nothing written"
    leave_out(app, region, 16)
    assert fill(app) == 1, "the row of one service"
    with app.app_context():
        one = report_ikm(region.unit, parse(MONTH))
    assert one.excluded == 1
    assert one.ikm
    whole = nation(app).whole
    assert whole.ikm
    assert whole.ikm.exact == one.ikm.exact
    assert whole.respondents == 15
    assert [one.respondents for one in nation(app, "2026").kinds] == [15]


def test_few_answers_are_not_named_and_not_lost(app: Flask, region: Place) -> None:
    small = make_place(app, "kelurahan-oesapa", point="6H5N3SXY", instansi="kelurahan")
    far = make_place(app, "penghubung-jakarta", point="2C8T5VAB", instansi="penghubung")
    choose(app, "kode-wilayah", "31", far.unit)
    answer(app, small, 2, times=3)
    assert fill(app) == 0, "three answers of a whole region do not leave"
    assert nation(app).whole.ikm is None
    answer(app, region, 4, times=20)
    answer(app, region, 4, times=9, layanan="kk")
    answer(app, far, 1, times=2)
    fill(app)
    found = {
        (row["province"], row["kind"], row["unit"], row["service"]): row["respondents"]
        for row in rows(app, "region_tallies")
    }
    assert sum(found.values()) == 34
    assert min(found.values()) >= 5
    assert {key[0] for key in found} == {FOLDED}, "two answers from Jakarta would stand alone"
    whole = nation(app).whole
    assert whole.ikm
    assert whole.ikm.exact * 34 == (29 * 4 + 3 * 2 + 2) * 25


def test_another_code_or_none_takes_back_what_was_told(app: Flask, region: Place) -> None:
    answer(app, region, times=6)
    fill(app)
    choose(app, "kode-wilayah", "53")
    fill(app)
    assert {row["region"] for row in rows(app, "region_tallies")} == {"53"}
    assert [row["region"] for row in rows(app, "region_fills")] == ["53"]
    choose(app, "kode-wilayah", "tidak")
    with app.app_context():
        assert fill_if_taking_part("", NOW) == NOT_USED
        with pytest.raises(NotTakingPart):
            show_region("")
    for table in ("region_tallies", "region_fills", "region_marks", "region_indexes"):
        assert rows(app, table) == [], table


def test_a_kind_or_a_threshold_that_changes_is_told_anew(app: Flask, region: Place) -> None:
    answer(app, region, times=6)
    fill(app)
    choose(app, "jenis-unit", "kependudukan", region.unit)
    assert fill(app) == 2, "one row by its old name, one by its new"
    choose(app, "n-terkecil", "7")
    fill(app)
    assert rows(app, "region_tallies") == []


def test_published_indexes_leave_and_are_gone_once_withdrawn(app: Flask, region: Place) -> None:
    answer(app, region, 4, times=6)
    published.publish(app, region)
    fill(app)
    [row] = nation(app).indexes
    assert (row.unit, row.period, row.edition, row.respondents) == (region.unit, MONTH, 1, 6)
    assert (row.ikm, row.mutu, row.minimum) == ("100.00", "", 30), "a short sample has no mutu"
    assert len(row.digest) == 64
    published.withdraw(app, region)
    fill(app)
    assert nation(app).indexes == ()


def test_complaints_are_counted_and_sealed_ones_are_not(app: Flask, region: Place) -> None:
    for _ in range(2):
        tickets.file(app, region)
    tickets.file(app, region, kategori="pungli")
    assert fill(app) == 1
    found = nation(app)
    assert (found.complaints.received, found.complaints.answered) == (2, 0)
    assert [(one.code, one.handled.received) for one in found.complaints_by_province] == [("53", 2)]
    assert fill(app) == 0


def test_a_report_says_how_fresh_each_region_is(app: Flask, region: Place) -> None:
    answer(app, region, times=6)
    fill(app)
    [one] = nation(app).regions
    assert (one.region, one.state, one.respondents, one.newer) == ("53.71", "sendiri", 6, False)
    assert one.filled_at == NOW
    assert not one.is_stale(NOW + timedelta(hours=26))
    assert one.is_stale(NOW + timedelta(hours=27))
    with app.app_context(), pytest.raises(NoIndex):
        report_nation(parse(MONTH), "kepentingan", NOW)
