"""Rounding is exact and half up; nothing passes through a binary float."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.rounding import half_up, written


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        (Decimal("86.625"), 2, "86.63"),  # half-even and floats give 86.62
        (Decimal("2.5"), 0, "3"),
        (Decimal("64.994999"), 2, "64.99"),
        (Fraction(1, 9), 3, "0.111"),
        (Fraction(2, 3), 2, "0.67"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(-1, 1000), 2, "0.00"),
        (98, 2, "98.00"),
    ],
)
def test_a_half_goes_away_from_zero(value: Decimal, places: int, rounded: str) -> None:
    assert str(half_up(value, places)) == rounded


@given(st.fractions(-1000, 1000), st.integers(0, 6))
def test_the_rounded_number_is_at_most_half_a_step_away(value: Fraction, places: int) -> None:
    found = Fraction(half_up(value, places))
    assert abs(found - value) * 2 * 10**places <= 1
    assert half_up(-value, places) == -half_up(value, places)


def test_more_digits_than_a_decimal_context_holds_are_kept() -> None:
    assert str(half_up(Fraction(10**40 + 1, 2), 1)) == "5" + "0" * 39 + ".5"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction("76.475"), "76.475"),
        (Fraction(98), "98.00"),
        (Fraction(788, 9), "87.555556"),
        (Fraction("0.0000001"), "0.0000001"),
    ],
)
def test_a_number_that_ends_is_written_whole(value: Fraction, text: str) -> None:
    assert written(value) == text
