"""The bands have no gap: the index is rounded to two decimals, then graded."""

from decimal import Decimal
from fractions import Fraction

import pytest

from kiosk.domain.index.bands import BOUNDS, UnknownBands, grade


@pytest.mark.parametrize(
    ("ikm", "mutu", "perception"),
    [
        ("25.00", "D", 1),
        ("64.994", "D", 1),
        ("64.995", "C", 2),
        ("65.00", "C", 2),
        ("76.60", "C", 2),
        ("76.604", "C", 2),
        ("76.605", "B", 3),
        ("76.61", "B", 3),
        ("88.30", "B", 3),
        ("88.304", "B", 3),
        ("88.305", "A", 4),
        ("88.31", "A", 4),
        ("100.00", "A", 4),
    ],
)
def test_borders_of_2017(ikm: str, mutu: str, perception: int) -> None:
    found = grade(Decimal(ikm), "2017")
    assert (found.mutu, found.perception) == (mutu, perception)


@pytest.mark.parametrize(
    ("ikm", "mutu"),
    [("43.754", "D"), ("43.755", "C"), ("62.50", "C"), ("62.51", "B"), ("81.25", "B"),
     ("81.255", "A")],
)  # fmt: skip
def test_borders_of_2004(ikm: str, mutu: str) -> None:
    assert grade(Decimal(ikm), "2004").mutu == mutu


def test_an_nrr_in_the_gap_of_the_printed_interval_has_a_grade() -> None:
    """regulation.md 1.4: NRR 3.5322 lies between 3.532 and 3.5324; 88.305 is A."""
    assert grade(Fraction("3.5322") * 25, "2017").mutu == "A"


def test_the_two_printed_columns_of_2017_are_one_rule() -> None:
    lower = [Decimal(text) * 25 for text in ("3.5324", "3.0644", "2.60")]
    assert tuple(lower) == BOUNDS["2017"]


def test_kinerja_is_said_in_the_regulations_words_or_the_instruments() -> None:
    assert grade(90, "2017").words["id"] == "Sangat baik"
    own = {"A": {"id": "Sangat memuaskan"}}
    assert grade(90, "2017", own).words["id"] == "Sangat memuaskan"
    assert grade(80, "2017", own).words["id"] == "Baik"


def test_other_bands_are_refused() -> None:
    with pytest.raises(UnknownBands, match="2014.*2017, 2004"):
        grade(90, "2014")
