"""A SPAK or SPKP mean becomes an index on 4 by one of two rules, and exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.zi.figures import published
from kiosk.domain.zi.survey_index import MeanOutOfScale, Rule, UnknownScale, to_scale_4

THRESHOLD = Fraction("3.60")


def test_the_threshold_of_3_60_lies_at_5_40_of_6_by_division() -> None:
    assert to_scale_4(Fraction("5.40"), 6, Rule.BAGI) == THRESHOLD


def test_the_threshold_of_3_60_lies_at_5_33_of_6_by_min_max() -> None:
    assert to_scale_4(Fraction(16, 3), 6, Rule.MIN_MAX) == THRESHOLD


def test_kemenkumhams_published_pair_of_2023_fits_min_max_only() -> None:
    """SPAK 97,94 of 100 was published beside 3,94 of 4."""
    mean = 1 + 5 * Fraction("97.94") / 100
    assert published(to_scale_4(mean, 6, Rule.MIN_MAX)) == "3.94"
    assert published(to_scale_4(mean, 6, Rule.BAGI)) == "3.93"
    assert published(Fraction("97.94") / 25) == "3.92"


@pytest.mark.parametrize("rule", list(Rule))
def test_a_1_to_4_mean_stays_as_it_is(rule: Rule) -> None:
    assert to_scale_4(Fraction("3.8724"), 4, rule) == Fraction("3.8724")


@pytest.mark.parametrize("rule", list(Rule))
def test_a_1_to_10_mean_goes_by_min_max_whatever_the_rule_for_six(rule: Rule) -> None:
    assert to_scale_4(Fraction(1), 10, rule) == 1
    assert to_scale_4(Fraction("8.8"), 10, rule) == THRESHOLD
    assert to_scale_4(Fraction(10), 10, rule) == 4


@pytest.mark.parametrize("mean", ["0", "0.99", "6.01", "-1"])
def test_a_mean_outside_its_scale_is_refused(mean: str) -> None:
    with pytest.raises(MeanOutOfScale, match="di luar skala 1 sampai 6"):
        to_scale_4(Fraction(mean), 6)


def test_a_scale_nobody_uses_is_refused() -> None:
    with pytest.raises(UnknownScale, match="sampai 5 tidak dikenal"):
        to_scale_4(Fraction(3), 5)


@given(st.fractions(1, 6), st.fractions(1, 6), st.sampled_from(list(Rule)))
def test_a_better_mean_never_gives_a_lower_index(a: Fraction, b: Fraction, rule: Rule) -> None:
    low, high = sorted((a, b))
    assert 0 < to_scale_4(low, 6, rule) <= to_scale_4(high, 6, rule) <= 4
