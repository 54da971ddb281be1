"""IPAK and IPKP of a unit and year, out of what was really answered."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index import historic as old
from kiosk.domain.index.period import parse
from kiosk.domain.index.tally import of_scores
from kiosk.flows.indexing import IndexYear
from kiosk.flows.zi.ask_what_if import ask_what_if
from kiosk.flows.zi.show_survey_indexes import show_survey_indexes
from kiosk.store.engine import transaction
from kiosk.store.index import historic, official, tallies
from kiosk.store.place import settings
from kiosk.store.survey import instruments
from tests.factories import NOW, Place, make_place

if TYPE_CHECKING:
    from flask import Flask


def answered(app: Flask, place: Place, code: str, month: int, score: int, times: int) -> None:
    """So many sheets of one score throughout."""
    with app.app_context(), transaction():
        instrument = instruments.by_code(code)
        key = {"month": month, "unit_id": place.unit_id, "point_id": place.point_id,
               "instrument_id": instruments.id_of(code), "service_id": 0, "source": 1}  # fmt: skip
        sheets = [dict.fromkeys(instrument.items, score)] * times
        tallies.put(key, instrument, of_scores(instrument, sheets))


def shown(app: Flask, place: Place, year: int = 2026) -> IndexYear:
    with app.app_context():
        return show_survey_indexes(place.unit, year)


@pytest.fixture
def place(app: Flask) -> Place:
    """Moved from the scale of 4 to that of 6 in September."""
    made = make_place(app)
    answered(app, made, "spak", 202607, 3, 12)
    answered(app, made, "spak", 202608, 4, 2)
    answered(app, made, "spak-6", 202609, 6, 20)
    answered(app, made, "spak-6", 202610, 5, 20)
    return made


def test_one_scale_is_never_mixed_with_another(app: Flask, place: Place) -> None:
    ipak, ipkp = shown(app, place).surveys
    assert [one.instrument.code for one in ipak.versions] == ["spak-6", "spak"], "most count first"
    six, four = ipak.versions
    assert six.found is not None
    assert (six.found.own, six.found.four) == (Fraction("5.5"), Fraction(11, 3))
    assert six.other is not None
    assert six.other.four == Fraction("3.7"), "1 + 3 (5,5 - 1) / 5"
    assert four.found is not None
    assert four.found.four == Fraction(44, 14)
    assert (ipkp.versions, ipkp.official) == ((), None)


def test_the_rule_of_conversion_is_the_units_own(app: Flask, place: Place) -> None:
    with app.app_context(), transaction():
        settings.put(place.unit_id, "konversi-skala-6", "min-max", NOW)
    six = shown(app, place).surveys[0].versions[0]
    assert six.found is not None
    assert six.found.four == Fraction("3.7")
    assert six.other is not None
    assert (six.other.rule, six.other.four) == ("bagi-1.5", Fraction(11, 3))


def test_a_month_of_two_is_not_told_by_the_quarter_beside_it(app: Flask, place: Place) -> None:
    four = shown(app, place).surveys[0].versions[1]
    july, august = (one for one in four.months if one.respondents)
    assert (july.untold, august.untold) == (True, True)
    assert july.found is None
    quarter = next(one for one in four.quarters if one.period == parse("2026-Q3"))
    assert quarter.found is not None
    assert quarter.found.four == Fraction(44, 14)


def test_old_reports_and_an_official_value_stand_beside(app: Flask, place: Place) -> None:
    with app.app_context(), transaction():
        number = instruments.id_of("spak-2014")
        told = old.read("2024-Q4", "96,81", "207", "2004", "Laporan SPAK 2024", "spak")
        historic.put(place.unit_id, number, told, NOW)
        later = old.read("2027", "80", "", "2017", "Laporan SPAK 2027", "spak")
        historic.put(place.unit_id, instruments.id_of("spak"), later, NOW)
        official.enter_official(place.unit_id, 2026, "ipak", Decimal("3.55"), "Surat", NOW)
    ipak = shown(app, place).surveys[0]
    assert ipak.official == (Decimal("3.55"), "Surat")
    assert [(str(one.historic.period), one.grade.mutu) for one in ipak.older] == [("2024-Q4", "A")]


def test_the_answers_behind_a_what_if_are_those_that_count(app: Flask, place: Place) -> None:
    with app.app_context():
        found = ask_what_if(place.unit, 2026, NOW)
    assert list(found.cells) == ["ipak"]
    index = found.board.hasil.inputs.ipak
    assert index is not None
    assert found.cells["ipak"].four == index.value == Fraction(11, 3)
