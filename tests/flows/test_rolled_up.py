"""A parent's index: of all answers, or the mean of its units; the same on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index.period import parse
from tests.factories import MONTH, NOW, Place, answer, make_place
from tests.periods import admin_of, close

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.index.material import Material


@pytest.fixture
def parent(app: Flask) -> Place:
    """A head office; below it one unit with 30 fours and one with 10 twos."""
    top = make_place(app, "kantor", point="4M8TRQ2W")
    large = make_place(app, "besar", parent=top.unit_id)
    small = make_place(app, "kecil", point="9QWX7F3K", parent=top.unit_id)
    answer(app, large, 4, times=30)
    answer(app, small, 2, times=10)
    return top


def mean_of_units(app: Flask, place: Place) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.place import settings

    with app.app_context(), transaction():
        settings.put(place.unit_id, "gabungan-unit", "unit", NOW)


def seen(app: Flask, place: Place) -> tuple[str, str, str]:
    """The index in the report, in its trend, in the list of all units."""
    from kiosk.flows.index.list_indexes import list_indexes
    from tests.reports import report_ikm

    with app.app_context():
        report = report_ikm(place.unit, parse(MONTH))
        rows = {one.code: one for one in list_indexes(admin_of(app, place), NOW)}
    assert report.ikm is not None
    last = report.trend[-1].value
    assert last is not None
    return str(report.ikm.ikm), str(last.ikm), str(rows[place.unit].ikm)


def test_all_answers_count_alike_unless_the_office_says_otherwise(
    app: Flask, parent: Place
) -> None:
    assert seen(app, parent) == ("87.50", "87.50", "87.50")


def test_a_small_unit_counts_as_much_as_a_large_one_in_the_mean(app: Flask, parent: Place) -> None:
    mean_of_units(app, parent)
    assert seen(app, parent) == ("75.00", "75.00", "75.00")
    made = close(app, parent, admin_of(app, parent, email="kedua@contoh.go.id"))
    assert (str(made.figures.ikm), made.figures.method.rollup) == ("75.00", "unit")
    assert {one.code: str(one.ikm) for one in made.figures.by_unit} == {
        "besar": "100.00",
        "kecil": "50.00",
    }


def test_a_unit_below_the_smallest_group_is_named_and_in_no_mean(app: Flask, parent: Place) -> None:
    from tests.reports import report_ikm

    tiny = make_place(app, "mungil", point="2W4M8TRQ", parent=parent.unit_id)
    answer(app, tiny, 1, times=4)
    mean_of_units(app, parent)
    with app.app_context():
        report = report_ikm(parent.unit, parse(MONTH))
    assert report.rolled is not None
    assert (str(report.ikm and report.ikm.ikm), report.sample.respondents) == ("75.00", 44)
    assert [one.code for one in report.rolled.left_out] == ["mungil"]


def test_the_rule_is_said_wherever_the_figure_is(app: Flask, parent: Place) -> None:
    from kiosk.domain.index.report_results import index
    from tests.commands.console import document, said

    asked = ("report", "ikm", "--unit", parent.unit, "--period", MONTH)
    assert document(app, *asked)["rollup"] == "jawaban"
    assert "Semua jawaban unit-unit dihitung bersama." in said(app, *asked)
    tiny = make_place(app, "mungil", point="2W4M8TRQ", parent=parent.unit_id, name="Unit Mungil")
    answer(app, tiny, 1, times=4)
    mean_of_units(app, parent)
    assert document(app, *asked)["rollup"] == "unit"
    assert "Rata-rata indeks unit" in said(app, *asked)
    assert "jadi tidak dihitung: Unit Mungil." in said(app, *asked)
    told = "".join(index(material(app, parent)))
    assert "rata-rata nilai dua unit" in told
    assert "kurang dari lima: Unit Mungil" in told


def material(app: Flask, place: Place) -> Material:
    from kiosk.domain.index.document import DocumentKind
    from kiosk.flows import gathering, papering
    from kiosk.store.engine import reading

    with app.app_context():
        with reading():
            wish = papering.wish(place.unit, parse(MONTH), DocumentKind.REPORT_PDF, None, None, NOW)
        return gathering.material_of(wish, "")
