"""The minimum sample by formula and by table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.index.sample import (
    LARGEST,
    TABLE,
    InvalidPopulation,
    krejcie_morgan,
    morgan_table,
)


@pytest.mark.parametrize(
    ("population", "sample"), [(1, 1), (2, 2), (67, 58), (1000, 278), (23_857_000, 385)]
)
def test_the_formula_is_rounded_up(population: int, sample: int) -> None:
    assert krejcie_morgan(population) == sample


@pytest.mark.parametrize(
    ("population", "sample"),
    [(1, 1), (9, 9), (10, 10), (11, 11), (16, 16), (19, 19), (67, 59), (70, 59), (71, 63),
     (75_001, 384), (1_000_000, 384), (280_000_000, 384)],
)  # fmt: skip
def test_the_table_takes_the_next_row_at_or_above(population: int, sample: int) -> None:
    assert morgan_table(population) == sample


def test_formula_and_table_never_part_by_more_than_two() -> None:
    """One slip of the pen in the table would show here."""
    assert all(0 <= krejcie_morgan(population) - row <= 2 for population, row in TABLE)


@given(st.integers(1, LARGEST - 1))
def test_a_larger_population_never_needs_fewer(population: int) -> None:
    for rule in (krejcie_morgan, morgan_table):
        assert 0 < rule(population) <= population
        assert rule(population) <= rule(population + 1)


@pytest.mark.parametrize("population", [0, -1, LARGEST + 1])
def test_no_people_and_absurd_numbers_are_refused(population: int) -> None:
    for rule in (krejcie_morgan, morgan_table):
        with pytest.raises(InvalidPopulation):
            rule(population)
