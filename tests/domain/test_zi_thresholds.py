"""WBK and WBBM: each line at its border, and a verdict that names all it lacks."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.zi.hasil import Conversion, Inputs, Source, SurveyIndex, weigh
from kiosk.domain.zi.thresholds import WBBM, WBK, Predicate, Verdict, judge

BEST = {"ipak": "4", "ipkp": "4", "kinerja": "5", "pengungkit": "60"}


def verdict(predicate: Predicate, source: Source = Source.EXTERNAL, /, **figures: str) -> Verdict:
    """The verdict on a flawless unit but for ``figures``; ``source`` is that of the IPKP."""
    known = {name: Fraction(value) for name, value in (BEST | figures).items()}
    inputs = Inputs(
        SurveyIndex(known["ipak"], Source.EXTERNAL),
        SurveyIndex(known["ipkp"], source),
        known["kinerja"],
        known["pengungkit"],
    )
    return judge(weigh(inputs), predicate)


def names(found: Verdict) -> list[str]:
    return [lack.name for lack in found.missing]


@pytest.mark.parametrize(
    ("predicate", "line", "reached", "missed"),
    [
        (WBK, "ipak", "3.60", "3.59"),
        (WBK, "ipkp", "3.20", "3.19"),
        (WBK, "kinerja", "2.50", "2.49"),
        (WBK, "pengungkit", "40", "39.99"),
        (WBBM, "ipak", "3.60", "3.59"),
        (WBBM, "ipkp", "3.60", "3.59"),
        (WBBM, "kinerja", "3.75", "3.74"),
        (WBBM, "pengungkit", "48", "47.99"),
    ],
)
def test_a_line_is_reached_at_its_figure_and_missed_just_below(
    predicate: Predicate, line: str, reached: str, missed: str
) -> None:
    assert verdict(predicate, **{line: reached}).passes
    assert names(verdict(predicate, **{line: missed})) == [line]


def test_bersih_dan_akuntabel_of_wbk_turns_at_18_25() -> None:
    assert verdict(WBK, ipak="3.60", kinerja="2.50").passes
    assert names(verdict(WBK, ipak="3.60", kinerja="2.4999")) == ["bersih_akuntabel", "kinerja"]


def test_bersih_dan_akuntabel_of_wbbm_turns_at_19_50() -> None:
    assert verdict(WBBM, ipak="3.60", kinerja="3.75").passes
    assert names(verdict(WBBM, ipak="3.59", kinerja="3.75")) == ["bersih_akuntabel", "ipak"]


def test_the_total_of_wbk_turns_at_75() -> None:
    lines = {"ipak": "3.60", "ipkp": "3.20", "kinerja": "2.50"}
    assert verdict(WBK, **lines, pengungkit="42.75").passes
    assert names(verdict(WBK, **lines, pengungkit="42.7499")) == ["total"]


def test_the_total_of_wbbm_turns_at_85() -> None:
    lines = {"ipak": "3.60", "ipkp": "3.60", "kinerja": "3.75"}
    assert verdict(WBBM, **lines, pengungkit="49.75").passes
    assert names(verdict(WBBM, **lines, pengungkit="49.74")) == ["total"]


@pytest.mark.parametrize("ipak", ["3.595", "3.596", "3.5999"])
def test_an_index_that_prints_as_3_60_passes_its_line_its_sum_and_the_total(ipak: str) -> None:
    lines = {"ipak": ipak, "ipkp": "3.195", "kinerja": "2.50", "pengungkit": "42.75"}
    assert verdict(WBK, **lines).passes
    assert not verdict(WBK, **lines | {"ipak": "3.5949"}).passes


def test_points_are_not_rounded() -> None:
    assert names(verdict(WBK, pengungkit="39.9999")) == ["pengungkit"]


def test_a_shortfall_says_what_is_needed_and_by_how_much() -> None:
    (lack,) = verdict(WBK, ipak="3.59").missing
    assert (lack.needed, lack.value, lack.short) == (
        Fraction("3.60"), Fraction("3.59"), Fraction("0.01"),
    )  # fmt: skip
    assert lack.sentence == "IPAK 3,59 kurang 0,01 dari 3,60"


def test_what_is_not_given_is_missing_without_a_value() -> None:
    found = judge(weigh(Inputs(ipak=SurveyIndex(Fraction(4), Source.OWN))), WBK)
    assert names(found) == ["total", "pengungkit", "bersih_akuntabel", "kinerja", "ipkp"]
    assert {(lack.value, lack.short) for lack in found.missing} == {(None, None)}
    assert found.missing[1].sentence == "Pengungkit belum diketahui; paling sedikit 40,00"
    assert not found.passes


@pytest.mark.parametrize("predicate", [WBK, WBBM])
def test_an_estimate_never_wins_a_predicate_however_high_it_stands(predicate: Predicate) -> None:
    assert verdict(predicate, Source.OWN).passes
    (lack,) = verdict(predicate, Source.ESTIMATE).missing
    assert (lack.name, lack.short) == ("ipkp", Fraction(0))
    assert "IPKP 4,00 masih perkiraan dari IKM" in lack.sentence


def test_an_estimate_below_its_line_says_both() -> None:
    (lack,) = verdict(WBK, Source.ESTIMATE, ipkp="3.1").missing
    assert lack.sentence == "IPKP 3,10 masih perkiraan dari IKM dan kurang 0,10 dari 3,20"


def test_area_minima_and_the_earlier_predicate_are_unchecked_and_never_missing() -> None:
    assert [(line.name, line.needed) for line in verdict(WBK).unchecked] == [
        ("area_pengungkit", Fraction(60))
    ]
    assert [(line.name, line.needed) for line in verdict(WBBM).unchecked] == [
        ("area_pengungkit", Fraction(75)),
        ("predikat_sebelumnya", None),
    ]


def test_under_another_conversion_the_points_are_tested_and_not_the_index() -> None:
    inputs = Inputs(
        SurveyIndex(Fraction("3.9"), Source.OWN), SurveyIndex(Fraction(4), Source.OWN),
        Fraction(5), Fraction(60),
    )  # fmt: skip
    found = judge(weigh(inputs, Conversion.LANGKAH), WBK)
    assert names(found) == ["bersih_akuntabel", "ipak"]
    assert found.missing[1].sentence == "IPAK 11,725 kurang 4,025 dari 15,75"


@pytest.mark.parametrize("predicate", [WBK, WBBM])
def test_survey_lines_and_point_lines_are_one_rule(predicate: Predicate) -> None:
    lines = [line for line in predicate.requirements if line.index is not None]
    assert [line.name for line in lines] == ["ipak", "ipkp"]
    assert all(line.index and line.points == line.index * Fraction("4.375") for line in lines)


def _points(index: str) -> Decimal:
    rounded = Decimal(index).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return rounded * Decimal("4.375")


# total, pengungkit, bersih, IPAK, kinerja, IPKP: all in points, written down a second time.
LINES = {
    "wbk": ("75", "40", "18.25", "15.75", "2.5", "14"),
    "wbbm": ("85", "48", "19.5", "15.75", "3.75", "15.75"),
}


def _passes(code: str, ipak: str, ipkp: str, kinerja: str, pengungkit: str) -> bool:
    first, second = _points(ipak), _points(ipkp)
    bersih = first + Decimal(kinerja)
    reached = (
        bersih + second + Decimal(pengungkit), Decimal(pengungkit), bersih, first,
        Decimal(kinerja), second,
    )  # fmt: skip
    return all(have >= Decimal(need) for have, need in zip(reached, LINES[code], strict=True))


GRID = list(
    product(
        ("3.59", "3.5949", "3.595", "3.60", "3.9", "4"),
        ("3.19", "3.1949", "3.195", "3.20", "3.59", "3.595", "3.60", "4"),
        ("2.49", "2.50", "3.74", "3.75", "5"),
        ("39.99", "40", "42.74", "42.75", "47.99", "48", "49.74", "49.75", "60"),
    )
)


@pytest.mark.parametrize("predicate", [WBK, WBBM])
def test_the_verdict_equals_an_independent_evaluation_on_a_grid(predicate: Predicate) -> None:
    outcomes = set()
    for ipak, ipkp, kinerja, pengungkit in GRID:
        found = verdict(predicate, ipak=ipak, ipkp=ipkp, kinerja=kinerja, pengungkit=pengungkit)
        expected = _passes(predicate.code, ipak, ipkp, kinerja, pengungkit)
        assert found.passes == expected, (ipak, ipkp, kinerja, pengungkit)
        outcomes.add(expected)
    assert outcomes == {True, False}


FIGURES = {
    "ipak": st.decimals(1, 4, places=3),
    "ipkp": st.decimals(1, 4, places=3),
    "kinerja": st.decimals(0, 5, places=2),
    "pengungkit": st.decimals(0, 60, places=2),
}


@given(st.fixed_dictionaries(FIGURES), st.fixed_dictionaries(FIGURES), st.sampled_from([WBK, WBBM]))
def test_what_a_better_unit_lacks_a_worse_one_lacks_too(
    one: dict[str, Decimal], other: dict[str, Decimal], predicate: Predicate
) -> None:
    worse = {name: str(min(one[name], other[name])) for name in FIGURES}
    better = {name: str(max(one[name], other[name])) for name in FIGURES}
    assert set(names(verdict(predicate, **better))) <= set(names(verdict(predicate, **worse)))


@given(st.fixed_dictionaries(FIGURES))
def test_whoever_reaches_wbbm_reaches_wbk(figures: dict[str, Decimal]) -> None:
    given_figures = {name: str(value) for name, value in figures.items()}
    assert set(names(verdict(WBK, **given_figures))) <= set(names(verdict(WBBM, **given_figures)))
