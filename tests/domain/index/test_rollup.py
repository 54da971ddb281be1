"""A parent as the mean of its units, each counting once."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kiosk.domain.index import ikm, interval
from kiosk.domain.index.method import Method
from kiosk.domain.index.rollup import Part, mean_of_units
from kiosk.domain.index.tally import Tally, of_scores, times
from kiosk.store.survey import instruments

SKM = instruments.by_code("skm-2017")


def part(code: str, *scores: int, many: int = 1, blank: str = "") -> Part:
    sheets = [{item: score for item in SKM.items if item != blank} for score in scores]
    return Part(code, code.upper(), times(of_scores(SKM, sheets), many))


def value(tally: Tally) -> Decimal:
    found = ikm.compute(SKM, tally, Method())
    assert found is not None
    return found.ikm


def test_a_small_unit_counts_as_much_as_a_large_one() -> None:
    large, small = part("a", 4, many=900), part("b", 2, many=10)
    rolled = mean_of_units(SKM, [large, small], Method(), 5)
    assert rolled.ikm is not None
    assert (rolled.ikm.ikm, rolled.units, rolled.ikm.respondents) == (Decimal("75.00"), 2, 910)
    assert value(large.tally + small.tally) == Decimal("99.45"), "all answers together: the large"
    assert {one.value for one in rolled.ikm.unsur} == {Decimal("75.00")}
    assert rolled.ikm.grade.mutu == "C"


def test_it_is_rounded_once() -> None:
    """66.666... twice and 75: by the units' own roundings 66.67, 66.67 and 75 it would be 69.45."""
    units = [part("a", 3, 3, 2, many=2), part("b", 3, 3, 2, many=5), part("c", 3, many=6)]
    rolled = mean_of_units(SKM, units, Method(), 5)
    assert rolled.ikm is not None
    assert rolled.ikm.exact == Fraction(625, 9)
    assert rolled.ikm.ikm == Decimal("69.44")


def test_a_unit_with_few_answers_is_left_out_and_named() -> None:
    rolled = mean_of_units(
        SKM, [part("a", 4, many=9), part("b", 1, many=4), part("c")], Method(), 5
    )
    assert rolled.ikm is not None
    assert (rolled.ikm.ikm, rolled.units) == (Decimal("100.00"), 1)
    assert [one.code for one in rolled.left_out] == ["b"]
    none = mean_of_units(SKM, [part("b", 1, many=4)], Method(), 5)
    assert (none.ikm, none.units) == (None, 0)


def test_one_unit_is_its_own_index_with_its_interval_and_spellings() -> None:
    one, method = part("a", 1, 2, 3, 4, 4, many=3), Method(weight=Decimal("0.11"), round_unsur=2)
    rolled = mean_of_units(SKM, [one], method, 5)
    assert rolled.ikm == ikm.compute(SKM, one.tally, method)


def test_the_interval_is_that_of_a_mean_of_independent_units() -> None:
    one, other = part("a", 1, 2, 3, 4, 4, many=10), part("b", 2, 3, 4, many=10)
    rolled = mean_of_units(SKM, [one, other], Method(), 5)
    assert rolled.ikm is not None
    assert rolled.ikm.interval is not None
    halves = [interval.margin(each.tally) for each in (one, other)]
    expected = interval.root(sum((each**2 for each in halves if each), Fraction(0))) / 2 * 25
    half = (rolled.ikm.interval.high - rolled.ikm.interval.low) / 2
    assert abs(Fraction(half) - expected) <= Fraction(1, 100)


def test_an_unsur_blank_in_one_unit_is_the_mean_of_the_others() -> None:
    units = [part("a", 4, many=6, blank="biaya"), part("b", 2, many=6)]
    rolled = mean_of_units(SKM, units, Method(), 5)
    assert rolled.ikm is not None
    nrr = {one.code: (one.nrr, one.n) for one in rolled.ikm.unsur}
    assert nrr["biaya"] == (Fraction(2), 6)
    assert nrr["waktu"] == (Fraction(3), 12)
    assert rolled.ikm.ikm == Decimal("75.00")
