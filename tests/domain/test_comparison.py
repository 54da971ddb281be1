"""Two indexes are told apart by the interval of their difference, and by nothing else."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from statistics import NormalDist

import pytest

from kiosk.domain.index.comparison import Printed, compared, gap, is_shared
from kiosk.domain.index.period import parse
from kiosk.domain.index.period_figures import PeriodFigures
from kiosk.domain.index.recovery import Verdict
from kiosk.flows.steps import load_instrument
from tests import report_material

SKM = load_instrument("skm-2017")


def figures_for(changed: dict[str, tuple[int, ...]]) -> PeriodFigures:
    """A hundred people who gave every unsur a 3, but these, of which the counts are said."""
    scores = {
        code: [value for value, count in enumerate(changed.get(code, (0, 0, 100, 0)), 1)
               for _ in range(count)]
        for code in SKM.items
    }  # fmt: skip
    return report_material.figures(
        [{code: column[at] for code, column in scores.items()} for at in range(100)]
    )


def printed(ikm: str, low: str, high: str) -> Printed:
    return Printed(Decimal(ikm), Decimal(low), Decimal(high))


def test_by_hand() -> None:
    """Halves 3 and 4: the difference of 6.00 is known to 5.00 to either side."""
    found = gap(printed("80.00", "77.00", "83.00"), printed("86.00", "82.00", "90.00"))
    assert found is not None
    assert (found.points, found.low, found.high) == tuple(map(Decimal, ("6.00", "1.00", "11.00")))
    assert found.verdict is Verdict.ROSE


def test_intervals_that_overlap_may_still_differ() -> None:
    """77 to 83 and 82 to 90 share a point, and yet the rise is real."""
    found = gap(printed("80.00", "77.00", "83.00"), printed("86.00", "82.00", "90.00"))
    assert found is not None
    assert found.verdict is Verdict.ROSE


@pytest.mark.parametrize(
    ("b", "verdict"),
    [("85.00", Verdict.UNSURE), ("85.01", Verdict.ROSE), ("74.99", Verdict.FELL),
     ("75.00", Verdict.UNSURE), ("80.00", Verdict.UNSURE)],
)  # fmt: skip
def test_the_border_is_exact(b: str, verdict: Verdict) -> None:
    """Halves 3 and 4 make 5 to the last digit: a difference of 5.00 leaves nought in."""
    ikm = Decimal(b)
    found = gap(printed("80.00", "77.00", "83.00"), Printed(ikm, ikm - 4, ikm + 4))
    assert found is not None
    assert found.verdict is verdict


def test_an_interval_cut_at_the_end_of_the_scale_counts_by_its_longer_side() -> None:
    found = gap(printed("98.00", "94.00", "100.00"), printed("95.00", "92.00", "98.00"))
    assert found is not None
    assert (found.low, found.high) == (Decimal("-8.00"), Decimal("2.00"))


def test_no_index_is_no_difference_and_no_interval_is_no_verdict() -> None:
    one = printed("80.00", "79.00", "81.00")
    assert gap(Printed(None, None, None), one) is None
    found = gap(one, Printed(Decimal("99.00"), None, None))
    assert found is not None
    assert (found.points, found.low, found.verdict) == (Decimal("19.00"), None, Verdict.UNSURE)


def test_two_samples_of_one_truth_differ_in_one_of_twenty() -> None:
    """400 pairs: 20 are expected; 95 of 100 runs lie between 12 and 29."""
    dice = random.Random(9)

    def draw() -> Printed:
        each = [dice.choice((50, 75, 75, 100)) for _ in range(60)]
        mean = sum(each) / 60
        spread = (sum((one - mean) ** 2 for one in each) / 59 / 60) ** 0.5
        half = NormalDist().inv_cdf(0.975) * spread
        return Printed(*(Decimal(f"{one:.2f}") for one in (mean, mean - half, mean + half)))

    real = sum(
        found.verdict is not Verdict.UNSURE for _ in range(400) if (found := gap(draw(), draw()))
    )
    assert 10 <= real <= 31


def test_each_unsur_is_compared_by_its_counts() -> None:
    a, b = figures_for({"waktu": (40, 40, 20, 0)}), figures_for({"waktu": (0, 10, 50, 40)})
    found = {one.code: one for one in compared(a, b, SKM, shared=False).unsur}
    waktu = found["waktu"].difference
    assert waktu is not None
    assert waktu.points == Decimal("37.50")
    assert waktu.verdict is Verdict.ROSE
    other = found["sarana"].difference
    assert other is not None
    assert (other.points, other.verdict) == (Decimal("0.00"), Verdict.UNSURE)
    assert [one.number for one in found.values()] == [f"U{at}" for at in range(1, 10)]


def test_an_unsur_only_one_of_them_has_is_listed_without_a_difference() -> None:
    a = figures_for({})
    b = replace(a, unsur=tuple(one for one in a.unsur if one.code != "biaya"))
    [biaya] = [one for one in compared(a, b, SKM, shared=False).unsur if one.code == "biaya"]
    assert (biaya.a, biaya.b, biaya.difference) == (Decimal("75.00"), None, None)


def test_the_same_answers_in_both_are_never_called_different() -> None:
    """A unit beside the one above it, a month beside its year: no two samples."""
    a, b = figures_for({"waktu": (40, 40, 20, 0)}), figures_for({"waktu": (0, 10, 50, 40)})
    found = compared(a, b, SKM, shared=True)
    assert found.index is not None
    assert found.index.verdict is Verdict.UNSURE
    assert {one.difference.verdict for one in found.unsur if one.difference} == {Verdict.UNSURE}
    assert found.index.points == b_minus_a(a, b)


def b_minus_a(a: PeriodFigures, b: PeriodFigures) -> Decimal:
    assert a.ikm is not None
    assert b.ikm is not None
    return b.ikm - a.ikm


@pytest.mark.parametrize(
    ("units", "periods", "shared"),
    [
        (({1}, {1}), ("2026-09", "2026-10"), False),
        (({1}, {1}), ("2026-10", "2026-Q4"), True),
        (({1, 2, 3}, {2}), ("2026-10", "2026-10"), True),
        (({2}, {3}), ("2026-10", "2026-10"), False),
    ],
)
def test_an_answer_is_in_both_where_unit_and_month_are(
    units: tuple[set[int], set[int]], periods: tuple[str, str], shared: bool
) -> None:
    assert is_shared(units, (parse(periods[0]), parse(periods[1]))) is shared
