"""The interval says what a small sample cannot."""

import math
import random
from decimal import Decimal
from fractions import Fraction

import pytest

from kiosk.domain.index import ikm, interval
from kiosk.domain.index.interval import Interval, crosses, margin
from kiosk.domain.index.method import Method
from kiosk.domain.index.tally import EMPTY, Tally, of_scores
from kiosk.flows.steps import load_instrument

SKM = load_instrument("skm-2017")


def flat(*scores: int) -> Tally:
    """Respondents who gave every unsur the same score."""
    return of_scores(SKM, [dict.fromkeys(SKM.items, score) for score in scores])


def of(tally: Tally, visits: int | None = None, method: Method | None = None) -> Interval | None:
    found = ikm.compute(SKM, tally, method or Method(), visits)
    assert found is not None
    return found.interval


def test_by_hand_for_five_respondents() -> None:
    """Means 4 4 3 3 3: 3.4, s = 0.547723, t(4) = 2.776, half 0.679979 of a step, 16.9995."""
    assert of(flat(4, 4, 3, 3, 3)) == Interval(Decimal("68.00"), Decimal("100.00"))
    half = margin(flat(4, 4, 3, 3, 3))
    assert half is not None
    assert abs(float(half) - 2.776 * math.sqrt(0.3 / 5)) < 1e-9


def test_by_hand_for_forty_respondents_the_normal_value_holds() -> None:
    half = margin(flat(*[4, 3] * 20))
    assert half is not None
    deviation = math.sqrt(40 * 0.25 / 39)
    assert abs(float(half) - 1.959964 * deviation / math.sqrt(40)) < 1e-9


def test_student_is_used_up_to_29_respondents() -> None:
    below, above = margin(flat(*[4, 3] * 14, 4)), margin(flat(*[4, 3] * 15))
    assert below is not None
    assert above is not None
    spread = [math.sqrt(15 * 14 / 29 / 28 / 29), math.sqrt(30 * 0.25 / 29 / 30)]
    assert float(below) / spread[0] == pytest.approx(2.048)
    assert float(above) / spread[1] == pytest.approx(1.959964)


@pytest.mark.parametrize("freedom", range(1, 29))
def test_students_table_encloses_95_percent(freedom: int) -> None:
    """Each printed value, integrated again (Simpson) over the density."""
    value, steps = float(interval._STUDENT[freedom - 1]), 4000
    front = math.gamma((freedom + 1) / 2) / (math.sqrt(freedom * math.pi) * math.gamma(freedom / 2))
    width = value / steps
    heights = [
        front * (1 + (place * width) ** 2 / freedom) ** (-(freedom + 1) / 2)
        for place in range(steps + 1)
    ]
    area = heights[0] + heights[-1] + 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2])
    assert 2 * area * width / 3 == pytest.approx(0.95, abs=7e-5)


def test_a_known_population_narrows_it_and_a_census_closes_it() -> None:
    tally = flat(*[4, 3] * 20)
    endless, finite = margin(tally), margin(tally, visits=60)
    assert endless is not None
    assert finite is not None
    assert float(finite / endless) == pytest.approx(math.sqrt((60 - 40) / (60 - 1)))
    assert margin(tally, visits=40) == 0
    assert of(tally, visits=40) == Interval(Decimal("87.50"), Decimal("87.50"))


def test_fewer_visits_than_respondents_change_nothing() -> None:
    tally = flat(4, 3, 4)
    assert margin(tally, visits=1) == margin(tally, visits=0) == margin(tally)


def test_one_respondent_and_none_have_no_interval() -> None:
    assert of(flat(4)) is None
    assert margin(EMPTY) is None


def test_means_and_frequencies_have_no_interval() -> None:
    """Without rows nobody knows how the respondents differ."""
    counts = flat(4, 3, 4)
    assert margin(Tally(counts.respondents, counts.counts, 0, 0)) is None


def test_it_is_scaled_by_the_weight_and_kept_inside_what_is_possible() -> None:
    tally = flat(4, 4, 4, 3)
    found = of(tally, method=Method(weight=Decimal("0.11")))
    assert found is not None
    assert found.high == Decimal("99.00")
    assert of(flat(1, 1, 1, 2)) == Interval(Decimal("25.00"), Decimal("51.14"))


def test_it_is_centred_on_the_index_no_step_has_rounded() -> None:
    tally = flat(*[4, 3] * 20)
    assert of(tally, method=Method(round_index=0)) == of(tally)


@pytest.mark.parametrize(
    ("low", "high", "covered"),
    [("80.00", "85.00", ()), ("88.30", "88.31", ("A", "B")), ("60.00", "90.00", tuple("ABCD")),
     ("76.61", "88.30", ())],
)  # fmt: skip
def test_grades_it_cannot_tell_apart(low: str, high: str, covered: tuple[str, ...]) -> None:
    assert crosses(Interval(Decimal(low), Decimal(high)), "2017") == covered


@pytest.mark.parametrize("count", [10, 60])
def test_it_covers_the_true_index_about_95_times_in_100(count: int) -> None:
    dice = random.Random(20261)
    weights = (1, 2, 5, 4)
    true = Fraction(sum(s * w for s, w in zip(range(1, 5), weights, strict=True)), sum(weights))
    inside = 0
    for _ in range(400):
        sheets = [
            dict(zip(SKM.items, dice.choices(range(1, 5), weights, k=9), strict=True))
            for _ in range(count)
        ]
        found = of(of_scores(SKM, sheets))
        assert found is not None
        inside += found.low <= true * 25 <= found.high
    assert 365 <= inside <= 395
