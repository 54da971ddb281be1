"""PEKPPP: every score, its line on both sides, and weights that add up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from kiosk.domain.complaint.kinds import Channel
from kiosk.domain.index.plan import PlanState
from kiosk.domain.place.settings import SETTINGS
from kiosk.domain.zi.facts import Channels, Facts
from kiosk.domain.zi.pekppp import (
    INDICATORS,
    Entered,
    Measured,
    Score,
    UnfitScore,
    WeightsDoNotAddUp,
    check_entry,
    read_weights,
    scored,
    total,
    weights_from,
)
from kiosk.domain.zi.pekppp_facts import measured
from tests.zi_facts import complaints, evaluation, facts, handled, plan, plans, surveyed

DEFAULTS = {name: one.default for name, one in SETTINGS.items()}
DAY = date(2026, 12, 2)


def score(number: int, known: Facts) -> int | None:
    return measured(known)[number].score


def test_skm_climbs_one_step_at_a_time() -> None:
    paper: dict[str, Any] = {"posters": 1}
    both: dict[str, Any] = {**paper, "published_on": DAY}
    assert score(6, facts()) == 0
    assert score(6, facts(surveys=(surveyed("2026-Q1", enough=False),))) == 1
    assert score(6, facts(surveys=(surveyed("2026-Q1"),))) == 2
    assert score(6, facts(surveys=(surveyed("2026-Q1", published_on=DAY),))) == 2
    assert score(6, facts(surveys=(surveyed("2026-Q1", **paper),))) == 3
    assert score(6, facts(surveys=(surveyed("2026-Q1", **both),))) == 4
    assert score(6, facts(surveys=(surveyed("2026-Q1", **both),), plans=plans(1, 3))) == 5
    assert score(6, facts(surveys=(surveyed("2026-Q1", "spkp", **both),))) == 0


def test_media_are_counted_as_far_as_they_are_known() -> None:
    for posters, day, count in ((0, None, 0), (1, None, 1), (0, DAY, 1), (1, DAY, 2)):
        found = facts(surveys=(surveyed("2026-Q1", posters=posters, published_on=day),))
        assert score(7, found) == count


@pytest.mark.parametrize(
    ("done", "whole", "expected"),
    [(0, 0, 0), (2, 10, 2), (3, 10, 3), (8, 10, 3), (9, 10, 4), (10, 10, 5)],
)
def test_share_of_plans_done(done: int, whole: int, expected: int) -> None:
    assert score(8, facts(plans=plans(done, whole))) == expected


def test_plans_that_nobody_began_are_a_one() -> None:
    assert score(8, facts(plans=(plan(1), plan(2)))) == 1


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 5, 1), 5),
        (date(2026, 5, 2), 4),
        (date(2026, 7, 1), 4),
        (date(2026, 7, 2), 3),
        (date(2026, 10, 1), 3),
        (date(2026, 10, 2), 2),
        (date(2027, 1, 1), 2),
        (date(2027, 1, 2), 1),
        (date(2027, 4, 1), 1),
        (date(2027, 4, 2), 0),
    ],
)
def test_speed_counts_months_after_the_report(day: date, expected: int) -> None:
    slow = plan(2, PlanState.DONE, done_on=day)
    assert score(9, facts(plans=(plan(1, PlanState.DONE), slow))) == expected
    assert score(9, facts(plans=(plan(1, PlanState.DONE), slow, plan(3)))) == 0


def test_speed_says_what_it_rests_on() -> None:
    late = plan(2, PlanState.DONE, done_on=date(2027, 4, 2))
    for known, words in (
        ((), "Belum ada rencana"),
        ((plan(1, PlanState.DONE),), "Semua selesai dalam 1 bulan"),
        ((plan(1, PlanState.DONE), plan(2)), "1 rencana belum selesai"),
        ((late,), "lebih dari satu tahun"),
    ):
        assert words in measured(facts(plans=known))[9].basis


@pytest.mark.parametrize(
    ("channels", "expected"),
    [
        (Channels(0, 0, frozenset()), 0),
        (Channels(0, 0, frozenset({Channel.LETTER})), 1),
        (Channels(1, 0, frozenset()), None),
        (Channels(1, 1, frozenset()), 3),
    ],
)
def test_media_of_consultation(channels: Channels, expected: int | None) -> None:
    assert score(26, facts(channels=channels)) == expected


def test_facilities_are_counted_by_people() -> None:
    assert score(25, facts()) is None


def test_accountability_climbs_one_step_at_a_time() -> None:
    few, many = handled(4, 4), handled(5, 5)
    idle, acted = evaluation(followed=0), evaluation(followed=1)
    assert score(27, facts()) == 0
    assert score(27, facts(complaints=many)) == 2
    assert score(27, facts(complaints=many, evaluations=(idle,))) == 3
    assert score(27, facts(complaints=few, evaluations=(acted,))) == 4
    assert score(27, facts(complaints=many, evaluations=(acted,))) == 5


@pytest.mark.parametrize(
    ("finished", "due", "linked_finished", "linked", "expected"),
    [
        (49, 100, 0, 0, 1),
        (50, 100, 0, 0, 2),
        (100, 100, 0, 0, 2),
        (100, 100, 49, 100, 3),
        (100, 100, 50, 100, 4),
        (100, 100, 89, 100, 4),
        (100, 100, 90, 100, 5),
    ],
)
def test_finished_in_sp4n_lapor_and_outside(
    finished: int, due: int, linked_finished: int, linked: int, expected: int
) -> None:
    counts = handled(finished, due, linked=linked, linked_finished=linked_finished)
    assert score(28, facts(complaints=counts)) == expected


def test_without_a_report_nothing_is_said_of_follow_up() -> None:
    assert score(28, facts(complaints=complaints())) is None


def test_the_published_weights_make_the_published_shares() -> None:
    weights = weights_from(DEFAULTS)
    found = {one.number: weights.of(one) for one in INDICATORS.values()}
    assert found[6] == Fraction("4.08")
    assert found[7] == found[8] == found[9] == Fraction("1.68")
    assert [found[at] for at in (25, 26, 27, 28)] == [2, Fraction("2.5"), Fraction("2.5"), 3]


def test_points_are_fifths_of_the_weight_and_what_is_unknown_is_none() -> None:
    given = {at: Measured(at, 5, "") for at in INDICATORS} | {25: Measured(25, None, "")}
    scores = scored(given, {}, weights_from(DEFAULTS))
    assert total(scores).points == Fraction("17.12")
    assert (total(scores).most, total(scores).unknown) == (Fraction("19.12"), 1)
    assert scores[0].next_step is None
    assert scores[4].next_step == "satu sarana"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bobot-pekppp-aspek", "30/25/18/11/10/12"),
        ("bobot-pekppp-aspek", "24/25/18/11/10/11"),
        ("bobot-pekppp-aspek", "24/25/18/11/22"),
        ("bobot-pekppp-kebijakan", "80/7/7/7"),
        ("bobot-pekppp-pengaduan", "20/25/25/29"),
        ("bobot-pekppp-pengaduan", "20/25/25/-30"),
        ("bobot-pekppp-pengaduan", "dua puluh"),
    ],
)
def test_weights_that_do_not_add_up_are_refused_with_the_setting_named(
    name: str, text: str
) -> None:
    with pytest.raises(WeightsDoNotAddUp, match=name):
        read_weights(name, text)
    assert not SETTINGS[name].accepts(text)
    assert SETTINGS[name].accepts(SETTINGS[name].default)


def test_other_weights_that_add_up_are_taken() -> None:
    assert SETTINGS["bobot-pekppp-aspek"].accepts("30/19/18/11/10/12")
    assert SETTINGS["bobot-pekppp-kebijakan"].accepts("79/7/7/7")


def said(found: int | None, told: int | None, reason: str = "") -> Score:
    entered = Entered(26, told, reason, 1, 1)
    return Score(INDICATORS[26], Measured(26, found, ""), entered, Fraction(1))


def test_a_person_may_say_less_without_and_more_with_a_reason() -> None:
    assert said(3, 1).score == 1
    assert said(3, 4, "Ruang terpisah").score == 4
    assert said(None, 2, "Dilihat di kantor").score == 2
    assert said(3, None).score == 3


def test_an_entry_that_data_left_below_counts_no_more_without_a_reason() -> None:
    """It was less than the data when it was made; then the data fell."""
    assert (said(1, 2).score, said(1, 2).is_unfounded) == (1, True)
    assert (said(2, 2).score, said(2, 2).is_unfounded) == (2, False)


@pytest.mark.parametrize(
    ("found", "told", "reason"),
    [(3, 4, ""), (3, 3, ""), (None, 0, ""), (3, 4, "foto"), (3, 4, "x" * 501), (3, 6, "Ada foto"),
     (3, -1, "Ada foto")],
)  # fmt: skip
def test_an_entry_without_a_basis_or_off_the_scale_is_refused(
    found: int | None, told: int, reason: str
) -> None:
    with pytest.raises(UnfitScore):
        check_entry(26, told, reason, Measured(26, found, ""))


def test_an_entry_below_the_data_needs_no_reason() -> None:
    assert check_entry(26, 2, "  ", Measured(26, 3, "")) == ""
    assert check_entry(26, 4, "x" * 500, Measured(26, 3, "")) == "x" * 500
    assert check_entry(26, 4, "denah", Measured(26, 3, "")) == "denah"
    assert check_entry(26, 4, " Ruang  terpisah\0 ", Measured(26, 3, "")) == "Ruang terpisah"
