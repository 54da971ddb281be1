"""Whether an unsur recovered: the interval of a difference, worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from kiosk.domain.index.period_figures import UnsurFigure
from kiosk.domain.index.recovery import Verdict, compare, read, step_of
from kiosk.domain.survey.instrument import Scale

STEP = Fraction(25)
BEFORE = (0, 10, 20, 10)
"""Mean 3; s^2 = 20/39; squared standard error 1/78."""


def found(before: tuple[int, ...], after: tuple[int, ...]) -> tuple[str, str, str, Verdict]:
    one, two = read([before]), read([after])
    assert one is not None
    assert two is not None
    made = compare(one, two, STEP)
    return str(made.points), str(made.low), str(made.high), made.verdict


def test_a_rise_beyond_chance_is_told_with_its_interval() -> None:
    """Mean 3.375, sum of squares 19.375: 9.375 -+ 1.959964 x sqrt(1/78 + 19.375/1560) x 25."""
    assert found(BEFORE, (0, 5, 15, 20)) == ("9.38", "1.59", "17.16", Verdict.ROSE)


def test_the_same_seen_the_other_way_is_a_fall() -> None:
    assert found((0, 5, 15, 20), BEFORE) == ("-9.38", "-17.16", "-1.59", Verdict.FELL)


def test_an_interval_that_holds_zero_proves_nothing() -> None:
    points, low, high, verdict = found(BEFORE, (0, 9, 20, 11))
    assert (points, verdict) == ("1.25", Verdict.UNSURE)
    assert Decimal(low) < 0 < Decimal(high)


def test_few_answers_widen_the_interval() -> None:
    """Student's t of 9 degrees of freedom (2.262) for the ten answers, not the normal 1.96."""
    few, many = read([(0, 3, 4, 3)]), read([BEFORE])
    assert few is not None
    assert many is not None
    made = compare(many, few, STEP)
    half = (Decimal(str(made.high)) - Decimal(str(made.low))) / 2
    # se: sqrt(1/78 + (6/9)/10) = 0.28194; x 2.262 x 25 = 15.94
    assert half == Decimal("15.94")


def test_a_single_answer_has_no_interval() -> None:
    assert found(BEFORE, (0, 0, 0, 1)) == ("25.00", "None", "None", Verdict.UNSURE)


def test_a_few_who_all_say_the_same_prove_nothing_about_the_others() -> None:
    assert found(BEFORE, (0, 0, 0, 8)) == ("25.00", "None", "None", Verdict.UNSURE)
    assert found(BEFORE, (0, 0, 0, 30))[3] is Verdict.ROSE


def test_nobody_answered() -> None:
    assert read([(0, 0, 0, 0), ()]) is None


def test_items_of_one_unsur_are_averaged_and_taken_as_if_they_moved_together() -> None:
    """Two equal items say no more than one: their error is not divided by the root of two."""
    one, both = read([BEFORE]), read([BEFORE, BEFORE])
    assert one is not None
    assert both is not None
    assert (both.mean, both.error, both.n) == (one.mean, one.error, one.n)
    skipped = read([BEFORE, (0, 0, 0, 0)])
    assert skipped == one


@pytest.mark.parametrize(
    ("scale", "nrr", "value", "step"),
    [
        (Scale(1, 4), Fraction(3), "75.00", Fraction(25)),
        (Scale(1, 6), Fraction(5), "83.33", Fraction(50, 3)),
        (Scale(1, 6), Fraction(5), "85.00", Fraction(15)),
    ],
)
def test_a_step_is_worth_what_the_figure_s_own_conversion_makes_of_it(
    scale: Scale, nrr: Fraction, value: str, step: Fraction
) -> None:
    figure = UnsurFigure("waktu", "U3", "Waktu", 1, 5, nrr, nrr, Decimal(value), "B")
    assert step_of(figure, scale) == step
