"""Figures of complaints as targets of performance, and the option that follows from them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.zi.entry import InvalidFigure
from kiosk.domain.zi.lke import InvalidShare, MoreHandledThanReceived, ZeroComplaints
from kiosk.domain.zi.targets import (
    Achievement,
    ComplaintYear,
    Indicator,
    InvalidTarget,
    Target,
    UnreasonedChoice,
    achieved,
    choose,
    proposed,
    read_target,
)

FULL, EMPTY = ZeroComplaints.PENUH, ZeroComplaints.KOSONG
HANDLED, ON_TIME, MEDIAN = Indicator.HANDLED, Indicator.ON_TIME, Indicator.MEDIAN
NOBODY = ComplaintYear(0, 0, 0, 0, None)


def one(
    this: str | None, last: str | None = None, *, target: str = "90", peer: str | None = None,
    indicator: Indicator = HANDLED,
) -> Achievement:  # fmt: skip
    wanted = Target(
        indicator, Fraction(target), Fraction(peer) if peer else None, "sumber" if peer else ""
    )
    return Achievement(wanted, Fraction(this) if this else None, Fraction(last) if last else None)


@pytest.mark.parametrize(
    ("this", "last", "peer", "option"),
    [
        ("90.01", "90", "90", "A"),
        ("90", "89", "89", "B"),
        ("95", "94.99", "95", "B"),
        ("95", "90", None, "B"),
        ("95", "95", "80", "C"),
        ("90", None, "80", "C"),
        ("89.99", "80", "70", "D"),
    ],
)
def test_the_option_follows_at_each_border(
    this: str, last: str | None, peer: str | None, option: str
) -> None:
    found = proposed([one(this, last, peer=peer)])
    assert found.option == option
    assert found.reasons


def test_days_are_better_when_fewer() -> None:
    quick = one("8", "9", target="10", peer="12", indicator=MEDIAN)
    assert quick.percent == 120
    assert proposed([quick]).option == "A"
    assert one("10", "9", target="10", indicator=MEDIAN).percent == 100
    assert proposed([one("10", "9", target="10", indicator=MEDIAN)]).option == "C"
    assert proposed([one("8", "8", target="10", indicator=MEDIAN)]).option == "C", "no better"
    assert proposed([one("11", "12", target="10", indicator=MEDIAN)]).option == "D"
    assert one("31", target="10", indicator=MEDIAN).percent == 0


def test_every_adopted_target_has_to_bear_it() -> None:
    good, weak = one("99", "90", peer="80"), one("89", "80", peer="70")
    assert proposed([good]).option == "A"
    assert proposed([good, weak]).option == "D"
    assert len(proposed([good, weak]).reasons) == 1


def test_without_a_target_or_a_figure_nothing_follows() -> None:
    assert proposed([]).option is None
    assert proposed([one(None)]).option is None
    assert proposed([one(None), one("99", "90", peer="80")]).option == "A"


def test_a_year_without_a_complaint_follows_the_setting() -> None:
    targets = [Target(HANDLED, Fraction(90)), Target(MEDIAN, Fraction(10))]
    full = achieved(targets, NOBODY, ComplaintYear(10, 9, 10, 9, 5), FULL)
    assert [(line.this, line.percent) for line in full] == [(100, Fraction(1000, 9)), (None, 100)]
    assert proposed(full).option == "C", "days of nobody are not better than last year's"
    assert "tanpa satu pun pengaduan" in proposed(full).because
    left = achieved(targets, NOBODY, NOBODY, EMPTY)
    assert [line.percent for line in left] == [None, None]
    assert proposed(left).option is None


def test_shares_are_of_what_had_to_be_done_and_of_what_fell_due() -> None:
    year = ComplaintYear(due=40, handled=30, judged=20, on_time=19, median=7)
    assert year.value(HANDLED, FULL) == 75
    assert year.value(ON_TIME, FULL) == 95
    assert year.value(MEDIAN, FULL) == 7
    assert ComplaintYear(3, 0, 0, 0, None).value(ON_TIME, FULL) is None


def test_more_handled_than_received_is_refused_with_the_item_named() -> None:
    with pytest.raises(MoreHandledThanReceived, match=r"ditindaklanjuti \(11\) .*\(10\)"):
        ComplaintYear(10, 11, 0, 0, None)
    with pytest.raises(MoreHandledThanReceived, match="tepat waktu"):
        ComplaintYear(10, 5, 4, 5, None)
    for wrong in ((-1, 0, 0, 0, None), (1, 0, 0, -1, None), (1, 0, 0, 0, -1)):
        with pytest.raises(InvalidShare):
            ComplaintYear(*wrong)


@pytest.mark.parametrize("typed", ["101", "-1", "100,01", "banyak", "1e1"])
def test_a_percentage_over_100_is_refused_with_the_item_named(typed: str) -> None:
    with pytest.raises(InvalidFigure, match="ditindaklanjuti"):
        read_target(HANDLED, typed, "", "")
    with pytest.raises(InvalidFigure, match="ditindaklanjuti"):
        read_target(HANDLED, "90", typed, "LAKIP 2025")


def test_a_target_is_read_as_it_is_typed() -> None:
    assert read_target(HANDLED, "97,5", "80", " LAKIP  2025 ") == Target(
        HANDLED, Fraction("97.5"), Fraction(80), "LAKIP 2025"
    )
    assert read_target(MEDIAN, "10", "", "") == Target(MEDIAN, Fraction(10))
    assert read_target(MEDIAN, " ", "", "") is None
    for given_figures in (("0", "", ""), ("", "80", ""), ("90", "80", ""), ("90", "", "LAKIP")):
        with pytest.raises(InvalidTarget, match="ditindaklanjuti"):
            read_target(HANDLED, *given_figures)


def test_a_better_choice_than_follows_needs_a_reason() -> None:
    follows = proposed([one("95", "95")])
    assert follows.option == "C"
    for option in "CDE":
        assert choose(option, follows, "").follows == "C"
    for option in "AB":
        with pytest.raises(UnreasonedChoice, match=f"memilih {option}"):
            choose(option, follows, " ")
        made = choose(option, follows, "Dinilai dari seluruh indikator")
        assert (made.is_better, made.because) == (True, follows.because)
    assert not choose("A", proposed([]), "").is_better


FIGURE = st.fractions(1, 100)
FOUND = st.builds(
    Achievement,
    st.builds(Target, st.sampled_from(Indicator), FIGURE, st.none() | FIGURE, st.just("sumber")),
    FIGURE,
    st.none() | FIGURE,
)


@given(st.lists(FOUND, min_size=1, max_size=3), st.fractions(0, 50), st.data())
def test_a_better_year_never_gives_a_worse_option(
    found: list[Achievement], more: Fraction, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(found) - 1))
    chosen = found[at]
    sign = -1 if chosen.target.indicator.lower_is_better else 1
    assert chosen.this is not None
    better = Achievement(chosen.target, max(chosen.this + sign * more, Fraction(0)), chosen.last)
    after = proposed([*found[:at], better, *found[at + 1 :]]).option
    before = proposed(found).option
    assert before is not None
    assert after is not None
    assert after <= before


@given(st.lists(FOUND, min_size=1, max_size=3))
def test_the_option_is_that_of_the_published_words(found: list[Achievement]) -> None:
    """A second time, straight from the LKE's own words."""
    reached = all(line.percent >= 100 for line in found if line.percent is not None)
    above = all(line.percent > 100 for line in found if line.percent is not None)
    than_last = all(line.better_than_last is True for line in found)
    than_peer = all(line.better_than_peer is True for line in found)
    expected = "D"
    if reached:
        expected = "C"
        if than_last:
            expected = "A" if above and than_peer else "B"
    assert proposed(found).option == expected
