"""The arithmetic of the pengungkit, on published LKE figures, apart from the 40 of hasil."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.zi.figures import published
from kiosk.domain.zi.hasil import HASIL_MAX, PENGUNGKIT_MAX
from kiosk.domain.zi.lke import (
    ANSWERS,
    ComplaintHandling,
    InvalidShare,
    MoreHandledThanReceived,
    NoQuestions,
    Scale,
    ZeroComplaints,
    indicator_value,
    percent_value,
)
from kiosk.domain.zi.lke_weights import AREAS

ONE, NONE = Fraction(1), Fraction(0)


def test_pn_serang_2022_rencana_pembangunan_is_two_thirds_of_its_point() -> None:
    assert published(indicator_value(ONE, [ONE, NONE, ONE])) == "0.67"


def test_pn_serang_2022_area_loses_a_third_of_a_point_and_rounds_once() -> None:
    area = Fraction(3) + indicator_value(ONE, [ONE, NONE, ONE])
    assert published(area) == "3.67"
    assert published(area / 4 * 100) == "91.67"


@pytest.mark.parametrize(
    ("scale", "values"),
    [
        (Scale.YA_TIDAK, {"Ya": "1.00", "Tidak": "0.00"}),
        (Scale.A_C, {"A": "1.00", "B": "0.50", "C": "0.00"}),
        (Scale.A_D, {"A": "1.00", "B": "0.67", "C": "0.33", "D": "0.00"}),
        (Scale.A_E, {"A": "1.00", "B": "0.75", "C": "0.50", "D": "0.25", "E": "0.00"}),
    ],
)
def test_answers_have_the_values_of_the_lke(scale: Scale, values: dict[str, str]) -> None:
    assert {answer: published(value) for answer, value in ANSWERS[scale].items()} == values


def test_two_thirds_is_the_constant_0_67_and_not_a_fraction() -> None:
    assert ANSWERS[Scale.A_D]["B"] == Fraction(67, 100)


def test_an_indicator_without_questions_is_refused_and_not_zero() -> None:
    with pytest.raises(NoQuestions):
        indicator_value(ONE, [])


def test_a_percentage_is_capped_at_all_of_its_reference() -> None:
    assert percent_value(Fraction(9), Fraction(10)) == Fraction("0.9")
    assert percent_value(Fraction(11), Fraction(10)) == 1


@pytest.mark.parametrize(("realisasi", "acuan"), [(1, 0), (0, 0), (-1, 10), (1, -1)])
def test_a_percentage_of_nothing_is_refused(realisasi: int, acuan: int) -> None:
    with pytest.raises(InvalidShare):
        percent_value(Fraction(realisasi), Fraction(acuan))


def test_kota_kupang_2023_scores_0_70_of_3_for_10_of_43_complaints() -> None:
    share = ComplaintHandling(due=43, finished=10, in_progress=12).value(ZeroComplaints.KOSONG)
    assert share is not None
    assert published(share * 100) == "23.26"
    assert published(indicator_value(Fraction(3), [share])) == "0.70"


def test_a_unit_without_complaints_scores_by_its_setting() -> None:
    nothing = ComplaintHandling(due=0, finished=0)
    assert nothing.value(ZeroComplaints.PENUH) == 1
    assert nothing.value(ZeroComplaints.KOSONG) is None


def test_complaints_all_open_score_nothing_under_either_setting() -> None:
    assert {ComplaintHandling(due=4, finished=0).value(zero) for zero in ZeroComplaints} == {NONE}


@pytest.mark.parametrize(("finished", "in_progress"), [(44, 0), (40, 4)])
def test_more_complaints_handled_than_received_is_refused(finished: int, in_progress: int) -> None:
    with pytest.raises(MoreHandledThanReceived, match=r"\(44\) melebihi .* \(43\)"):
        ComplaintHandling(due=43, finished=finished, in_progress=in_progress)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(InvalidShare, match="negatif"):
        ComplaintHandling(due=3, finished=-1)


def test_the_six_areas_weigh_60_beside_the_40_of_hasil() -> None:
    assert [area.weight for area in AREAS] == [8, 7, 10, 10, 15, 10]
    assert sum(area.pemenuhan for area in AREAS) == sum(area.reform for area in AREAS) == 30
    assert sum(area.weight for area in AREAS) == PENGUNGKIT_MAX == 100 - HASIL_MAX


@given(st.lists(st.fractions(0, 1), min_size=1, max_size=8), st.fractions(0, 3))
def test_an_indicator_stays_within_its_weight(values: list[Fraction], weight: Fraction) -> None:
    assert 0 <= indicator_value(weight, values) <= weight
