"""The five components: points as data, what data can tell, what a person may say of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.domain.zi import component_facts, components
from kiosk.domain.zi.component_facts import NAMES, CounterFacts
from kiosk.domain.zi.components import (
    Check,
    Component,
    Found,
    Line,
    Mark,
    UnfitMark,
    UnknownCheck,
    UnusableComponents,
    check_mark,
    find,
    parse,
    progress,
)
from kiosk.store.zi.components import shipped
from tests import lke

AT = datetime(2026, 10, 15, tzinfo=UTC)
GOOD = CounterFacts(
    now=True, services=2, standards=2, complete=2, decreed=2, pledge=True, officers=1, points=1,
    tablets=1, machine=True, surveying=True, closed=4, published=4, plans=3, done=3,
)  # fmt: skip
CHECK = Check("standar.umum", "Diumumkan", "LKE", "Terbitkan", "diumumkan")
POINT = """
[[component]]
code = "standar"
label = "Standar"
indicator = "VI.p.i"
why = "Agar tahu"
[[component.point]]
code = "standar.umum"
text = "Diumumkan"
source = "LKE"
next = "Terbitkan"
"""


def mark(done: bool | None, note: str = "") -> Mark:
    return Mark(CHECK.code, done, note, AT, 7, 1)


def test_the_shipped_five_are_those_of_area_six_in_order() -> None:
    found = shipped()
    known = [one.code for one in lke.version().indicators if one.code.startswith("VI.p.")]
    assert [one.indicator for one in found] == known
    assert [one.code for one in found] == ["standar", "budaya", "pengaduan", "kepuasan", "ti"]
    assert all(len(one.checks) >= 5 for one in found)


def test_every_check_named_by_the_list_is_one_the_data_know_and_none_is_idle() -> None:
    named = {check.auto for one in shipped() for check in one.checks} - {""}
    assert named == NAMES


def test_a_full_office_has_every_point_that_data_can_tell() -> None:
    assert all(one.done for one in component_facts.found(GOOD).values())


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("diumumkan", {"standards": 1}),
        ("lengkap", {"complete": 1}),
        ("ditetapkan", {"decreed": 1}),
        ("maklumat", {"pledge": False}),
        ("terbaca-daring", {"standards": 0}),
        ("petugas-pengaduan", {"officers": 0}),
        ("aduan-daring", {"points": 0}),
        ("qr-atau-tablet", {"points": 0, "tablets": 0}),
        ("antrean", {"machine": False}),
        ("survei-berjalan", {"surveying": False}),
        ("empat-periode", {"closed": 3}),
        ("hasil-daring", {"published": 3}),
        ("rtl-selesai", {"done": 2}),
    ],
)
def test_each_check_looks_at_its_own_figure(name: str, without: dict[str, object]) -> None:
    found = component_facts.found(replace(GOOD, **without))  # type: ignore[arg-type]
    assert found[name].done is False
    assert found[name].basis


def test_the_present_proves_nothing_about_another_year() -> None:
    found = component_facts.found(replace(GOOD, now=False))
    assert found["diumumkan"].done is None
    assert found["empat-periode"].done is True
    assert component_facts.found(replace(GOOD, plans=0, done=0))["rtl-selesai"].done is None
    assert component_facts.found(replace(GOOD, services=0))["lengkap"].done is None


def test_a_persons_word_comes_before_the_datas_until_it_is_taken_back() -> None:
    assert Line(CHECK, Found(False)).done is False
    assert Line(CHECK, Found(False), mark(True, "ada di loket")).done is True
    assert Line(CHECK, Found(True), mark(False)).done is False
    assert Line(CHECK, Found(True), mark(None)).done is True
    assert Line(CHECK, Found(True), mark(False)).differs
    assert not Line(CHECK, Found(None), mark(True)).differs


def test_who_says_otherwise_than_the_data_says_why() -> None:
    with pytest.raises(UnfitMark, match="data di sini mengatakan lain"):
        check_mark(Line(CHECK, Found(True)), False, "ya")
    with pytest.raises(UnfitMark, match="Tulis apa yang ada"):
        check_mark(Line(CHECK, Found(None)), True, "    ")
    assert check_mark(Line(CHECK, Found(True)), False, "salah tempel") == "salah tempel"
    assert check_mark(Line(CHECK, Found(None)), False, "") == ""
    assert check_mark(Line(CHECK, Found(True)), None, "") == ""


def test_the_next_step_is_that_of_the_first_point_that_is_not_there() -> None:
    one = Component("standar", "S", "VI.p.i", "w", (CHECK, replace(CHECK, code="standar.dua")))
    [part] = progress([one], {"diumumkan": Found(False)}, {CHECK.code: mark(True, "sudah ada")})
    assert part.done == 1
    assert part.next is not None
    assert part.next.check.code == "standar.dua"


def test_a_list_that_cannot_be_used_is_refused() -> None:
    assert find(parse(POINT), "standar.umum")[1].next == "Terbitkan"
    with pytest.raises(UnknownCheck):
        find(parse(POINT), "standar.dua")
    again = POINT + POINT
    for text in ("[[component", "x = 1", again, POINT.replace("standar.umum", "Standar!")):
        with pytest.raises(UnusableComponents):
            parse(text)
    with pytest.raises(UnusableComponents, match="berkode lain"):
        parse(POINT.replace('"standar.umum"', '"budaya.umum"'))
    assert components.progress([], {}, {}) == ()
