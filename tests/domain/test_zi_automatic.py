"""What data answer of the LKE, on both sides of every line."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint.kinds import Channel
from kiosk.domain.complaint.share import Share
from kiosk.domain.index.period import parse
from kiosk.domain.index.plan import PlanState
from kiosk.domain.zi.automatic import ITEMS, Automatic, Rules, answers, rules_from
from kiosk.domain.zi.facts import Channels, Facts, Lane, Scope, Standards, rounds
from kiosk.domain.zi.lke import InvalidShare, MoreHandledThanReceived, ZeroComplaints
from tests.zi_facts import (
    complaints,
    evaluation,
    facts,
    handled,
    plan,
    plans,
    surveyed,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

EMPTY = Rules(zero=ZeroComplaints.KOSONG)
QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")


def told(item: str, known: Facts, rules: Rules | None = None) -> Automatic:
    return answers(known, rules or Rules())[item]


def asked(*periods: str) -> Facts:
    return facts(surveys=tuple(surveyed(one) for one in periods))


@pytest.mark.parametrize(
    ("periods", "count"),
    [
        ((), 0),
        (("2026",), 1),
        (("2026-S1", "2026-S2"), 2),
        (("2026-Q1", "2026-Q2", "2026-Q3"), 3),
        (QUARTERS, 4),
        ((*QUARTERS, "2026", "2026-S1"), 4),
        ([f"2026-{month:02d}" for month in range(1, 13)], 12),
        (("2026-S1", "2026-Q2", "2026-Q3"), 2),
        (("2026-01", "2026-Q1"), 1),
    ],
)
def test_rounds_are_periods_of_which_no_two_overlap(periods: Sequence[str], count: int) -> None:
    assert rounds(parse(one) for one in periods) == count


@pytest.mark.parametrize(("count", "option"), [(0, "E"), (1, "D"), (2, "C"), (3, "B"), (4, "A")])
def test_four_surveys_a_year_are_an_a_and_none_is_an_e(count: int, option: str) -> None:
    found = told("VI.p.iv.a", asked(*QUARTERS[:count]))
    assert found.answer == option
    assert all(parse(one).title in found.basis for one in QUARTERS[:count])


def test_a_spak_and_a_period_without_a_figure_are_no_survey_of_satisfaction() -> None:
    known = facts(
        surveys=(
            surveyed("2026-Q1", "spak"),
            surveyed("2026-Q2", ikm=None),
            surveyed("2026-Q3", "spkp"),
        )
    )
    assert told("VI.p.iv.a", known).answer == "D"
    assert "SPKP Triwulan III 2026" in told("VI.p.iv.a", known).basis


def test_skm_and_spkp_of_one_quarter_are_one_survey() -> None:
    known = facts(surveys=(surveyed("2026-Q1"), surveyed("2026-Q1", "spkp")))
    assert told("VI.p.iv.a", known).answer == "D"


@pytest.mark.parametrize(
    ("online", "posters", "option"),
    [(True, 1, "A"), (False, 1, "B"), (True, 0, None), (False, 0, "C")],
)
def test_publication_is_open_online_and_on_paper(
    online: bool, posters: int, option: str | None
) -> None:
    from datetime import date

    day = date(2026, 12, 2) if online else None
    known = facts(surveys=(surveyed("2026-Q1", published_on=day, posters=posters),))
    found = told("VI.p.iv.b", known)
    assert found.answer == option
    assert found.is_known == (option is not None)


@pytest.mark.parametrize(
    ("done", "whole", "option"),
    [(0, 0, "D"), (0, 3, "D"), (1, 3, "C"), (3, 6, "C"), (4, 6, "B"), (5, 6, "B"), (6, 6, "A")],
)
def test_follow_up_is_most_of_it_from_more_than_half_on(done: int, whole: int, option: str) -> None:
    known = facts(surveys=(surveyed("2026-Q1"),), plans=plans(done, whole))
    assert told("VI.p.iv.c", known).answer == option


def test_follow_up_of_all_asks_that_every_survey_has_plans() -> None:
    known = facts(surveys=(surveyed("2026-Q1"), surveyed("2026-Q2")), plans=plans(3, 3))
    found = told("VI.p.iv.c", known)
    assert found.answer == "B"
    assert "Tanpa rencana: Triwulan II 2026." in found.basis


def test_dropping_a_plan_does_not_raise_follow_up() -> None:
    known = facts(surveys=(surveyed("2026-Q1"),), plans=(*plans(1, 1), plan(2, PlanState.DROPPED)))
    assert told("VI.p.iv.c", known).answer == "C"


@pytest.mark.parametrize(("finished", "due", "value"), [(0, 4, "0"), (3, 4, "3/4"), (4, 4, "1")])
def test_handled_is_finished_of_what_had_to_be_followed_up(
    finished: int, due: int, value: str
) -> None:
    found = told("V.r.ii.a", facts(complaints=handled(finished, due)))
    assert (found.answer, found.value) == (None, Fraction(value))
    assert f"{finished} selesai dari {due}" in found.basis


def test_a_year_without_a_complaint_follows_the_setting() -> None:
    full, empty = told("V.r.ii.a", facts()), told("V.r.ii.a", facts(), EMPTY)
    assert full.value == 1
    assert (empty.value, empty.is_known) == (None, False)
    assert told("V.p.iii.b", facts()).answer == "Ya"
    assert told("V.p.iii.b", facts(), EMPTY).answer is None
    assert told("VI.r.ii.a", facts()).answer == "B"
    assert told("VI.r.ii.a", facts(), EMPTY).answer is None
    assert "aduan-nol butir ini dikosongkan" in empty.basis
    assert "aduan-nol butir ini dinilai penuh" in full.basis


@pytest.mark.parametrize(
    "counts",
    [
        {"received": 3, "due": 4},
        {"received": 4, "due": 4, "finished": 5},
        {"received": 4, "due": 4, "answered": 5},
        {"received": 4, "due": 4, "linked": 5},
        {"received": 4, "due": 4, "linked": 1, "linked_finished": 2},
    ],
)
def test_more_handled_than_received_is_refused(counts: dict[str, int]) -> None:
    with pytest.raises(MoreHandledThanReceived, match="melebihi yang diterima"):
        complaints(**counts)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(InvalidShare):
        complaints(received=4, due=4, finished=-1)


def test_a_report_past_its_limit_without_an_answer_is_not_followed_up() -> None:
    well, late = handled(1, 4), handled(1, 4, answered=3, overdue=1)
    assert told("V.p.iii.b", facts(complaints=well)).answer == "Ya"
    assert told("V.p.iii.b", facts(complaints=late)).answer == "Tidak"
    young = handled(0, 1, answered=0)
    assert told("V.p.iii.b", facts(complaints=young)).answer is None


WIDE = frozenset({Channel.WEB, Channel.PHONE, Channel.LETTER})


@pytest.mark.parametrize(
    ("in_time", "used", "option"),
    [
        (80, WIDE, "A"),
        (79, WIDE, "C"),
        (80, frozenset({Channel.WEB, Channel.PHONE}), "B"),
        (79, frozenset({Channel.WEB, Channel.PHONE}), "D"),
    ],
)
def test_quick_and_many_channels_are_what_the_settings_say(
    in_time: int, used: frozenset[Channel], option: str
) -> None:
    known = facts(
        complaints=handled(100, 100, on_time=Share(in_time, 100, "")),
        channels=Channels(1, 0, used),
    )
    found = told("VI.r.ii.a", known)
    assert found.answer == option
    assert "(Daring (QR atau tablet)" in found.basis
    assert f"{in_time} dari 100 laporan dijawab tepat waktu" in found.basis


def test_an_open_counter_is_a_channel_though_nobody_used_it() -> None:
    used = frozenset({Channel.PHONE, Channel.LETTER})
    on_time = handled(5, 5, channels={})
    assert told("VI.r.ii.a", facts(complaints=on_time, channels=Channels(1, 0, used))).answer == "A"
    assert told("VI.r.ii.a", facts(complaints=on_time, channels=Channels(0, 0, used))).answer == "B"


@pytest.mark.parametrize(
    ("channels", "officers", "linked", "option"),
    [
        (Channels(0, 0, frozenset()), 1, 0, "E"),
        (Channels(0, 0, frozenset({Channel.LETTER})), 1, 0, "D"),
        (Channels(1, 0, frozenset({Channel.WEB})), 1, 0, None),
        (Channels(1, 1, frozenset()), 0, 0, "C"),
        (Channels(1, 0, frozenset({Channel.COUNTER})), 1, 0, "B"),
        (Channels(1, 1, frozenset()), 1, 1, "A"),
    ],
)
def test_media_of_complaints(
    channels: Channels, officers: int, linked: int, option: str | None
) -> None:
    known = facts(complaints=handled(3, 3, linked=linked), channels=channels, officers=officers)
    assert told("VI.p.iii.a", known).answer == option


@pytest.mark.parametrize(
    ("item", "scope"),
    [
        ("V.p.iii.c", Scope.COMPLAINTS),
        ("VI.p.iii.c", Scope.COMPLAINTS),
        ("V.p.iv.b", Scope.WBS),
    ],
)
def test_evaluations_are_regular_from_the_number_that_is_set(item: str, scope: Scope) -> None:
    held = [evaluation(at, scope) for at in (1, 2)]
    other = evaluation(3, Scope.WBS if scope is Scope.COMPLAINTS else Scope.COMPLAINTS)
    assert told(item, facts(evaluations=(other,))).answer is None
    assert told(item, facts(evaluations=(held[0], other))).answer == "B"
    assert told(item, facts(evaluations=(*held, other))).answer == "A"
    assert told(item, facts(evaluations=tuple(held)), Rules(regular=3)).answer == "B"


@pytest.mark.parametrize(
    ("followed", "option"), [((0, 0), "C"), ((1, 0), "B"), ((2, 1), "B"), ((2, 2), "A")]
)
@pytest.mark.parametrize(
    ("item", "scope"), [("V.p.iii.d", Scope.COMPLAINTS), ("V.p.iv.c", Scope.WBS)]
)
def test_recommendations_are_carried_out_all_some_or_none(
    item: str, scope: Scope, followed: tuple[int, int], option: str
) -> None:
    held = tuple(evaluation(at, scope, 2, done) for at, done in enumerate(followed, 1))
    assert told(item, facts(evaluations=held)).answer == option


def test_without_a_recommendation_nothing_is_said_of_follow_up() -> None:
    known = facts(evaluations=(evaluation(advised=0, followed=0),))
    assert told("V.p.iii.d", known).answer is None


def test_the_protected_lane_answers_by_working_and_never_by_counts() -> None:
    assert told("V.p.iv.a", facts(lane=Lane(has_team=True, members=0))).answer is None
    assert told("V.p.iv.a", facts(lane=Lane(has_team=False, members=2))).answer is None
    found = told("V.p.iv.a", facts(lane=Lane(has_team=True, members=1)))
    assert (found.answer, found.floor) == ("B", True)


@pytest.mark.parametrize(
    ("standards", "option"),
    [
        (Standards(0, 0, maklumat=True), None),
        (Standards(2, 1, maklumat=True), "Tidak"),
        (Standards(2, 2, maklumat=False), "Tidak"),
        (Standards(2, 2, maklumat=True), "Ya"),
    ],
)
def test_standards_and_maklumat_are_published_for_every_service(
    standards: Standards, option: str | None
) -> None:
    assert told("VI.p.i.d", facts(standards=standards)).answer == option


def test_a_newer_edition_of_a_standard_is_a_review_at_least() -> None:
    without = facts(standards=Standards(2, 2, maklumat=True))
    assert told("VI.p.i.c", without).answer is None
    assert told("VI.p.i.c", facts(standards=None)).answer is None
    assert told("VI.p.i.d", facts(standards=None)).answer is None
    known = facts(standards=Standards(2, 2, maklumat=True, reviewed=1))
    assert (told("VI.p.i.c", known).answer, told("VI.p.i.c", known).floor) == ("C", True)


@pytest.mark.parametrize(("done", "option"), [(0, None), (1, "B"), (8, "B"), (9, "A")])
def test_efforts_reach_all_nine_unsur_or_some(done: int, option: str | None) -> None:
    assert told("VI.r.i.a", facts(plans=plans(done, 9))).answer == option


def test_policy_is_a_persons_to_prove_unless_nothing_is_there() -> None:
    assert told("V.p.iii.a", facts()).answer is None
    nothing = facts(channels=Channels(0, 0, frozenset()))
    assert told("V.p.iii.a", nothing).answer == "C"


def test_every_item_says_what_it_rests_on_and_no_answer_is_a_bare_guess() -> None:
    known = facts(complaints=handled(3, 4), surveys=(surveyed("2026-Q1"),))
    found = answers(known, Rules())
    assert tuple(found) == ITEMS
    for item, one in found.items():
        assert one.item == item
        assert len(one.basis) > 30
        assert one.basis.endswith(".")
        assert all(source.values["unit"] == known.unit for source in one.sources)


def test_what_counts_reports_says_that_sealed_ones_are_left_out() -> None:
    found = answers(facts(complaints=handled(3, 4)), Rules())
    for item in ("V.p.iii.b", "V.r.ii.a", "VI.r.ii.a"):
        assert "Berkas terlindungi tidak dihitung." in found[item].basis


def test_rules_are_read_from_the_settings() -> None:
    given = {
        "respon-cepat": "95",
        "aduan-nol": "kosong",
        "banyak-kanal": "4",
        "evaluasi-berkala": "3",
    }
    assert rules_from(given) == Rules(Fraction(19, 20), ZeroComplaints.KOSONG, 4, 3)


def test_every_item_stands_in_the_sheet_and_answers_with_its_options() -> None:
    from kiosk.store.zi import lke_versions

    sheet = lke_versions.by_code("lke-2021")
    known = facts(
        surveys=(surveyed("2026-Q1", posters=1),),
        plans=plans(2, 3),
        complaints=handled(3, 4),
        evaluations=(evaluation(1), evaluation(2, Scope.WBS)),
        lane=Lane(has_team=True, members=1),
    )
    for item, found in answers(known, Rules()).items():
        options = [one.code for one in sheet.item(item).options]
        assert found.answer in (None, *options), item
        assert (found.value is None) == bool(options), item
