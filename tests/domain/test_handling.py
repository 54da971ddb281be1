"""The figures of handling: named denominators, open cases kept, silence kept apart, exact."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.complaint.handling import Handling, handling
from kiosk.domain.complaint.handling_counts import (
    EMPTY,
    UNFINISHED,
    UNREACHED,
    Case,
    Dimension,
    Milestone,
    Stage,
    Standing,
    Verdict,
    of_cases,
    verdict,
)
from kiosk.domain.complaint.histogram import highest, mean, nearest_rank
from kiosk.domain.complaint.kinds import Channel, Kind, TicketClass
from kiosk.domain.complaint.share import Denominator, Share
from kiosk.domain.complaint.ticket import Ending, State

AS_OF = date(2026, 10, 31)
NOW = datetime(2026, 10, 31, 15, 59, tzinfo=UTC)
MET, LATE, OVERDUE = Verdict.MET, Verdict.LATE, Verdict.OVERDUE
PLAIN = Case(
    unit="loket-oesapa",
    month=202610,
    ticket_class=TicketClass.ORDINARY,
    kind=Kind.COMPLAINT,
    channel=Channel.WEB,
    state=State.RECEIVED,
    age=4,
)
ANSWERED = replace(PLAIN, state=State.ANSWERED, answer=Milestone(9, MET), age=12)
CLOSED = replace(
    ANSWERED, state=State.CLOSED, ending=Ending.BY_SILENCE, closing=Milestone(19, Verdict.NONE)
)
OBJECTED = replace(CLOSED, state=State.OBJECTION, ending=None, objected=True, age=40)
WITHDRAWN = replace(PLAIN, state=State.CLOSED, ending=Ending.WITHDRAWN, closing=Milestone(2, MET))
OUTSIDE = replace(PLAIN, state=State.OUTSIDE, ending=Ending.OUTSIDE, answer=Milestone(1, MET))
UNFOUNDED = replace(PLAIN, state=State.ARCHIVED, ending=Ending.UNFOUNDED)
MERGED = replace(PLAIN, state=State.ARCHIVED, ending=Ending.MERGED, merged=True)


def figures(*cases: Case) -> Handling:
    return handling(of_cases(cases), AS_OF)


milestones = st.builds(Milestone, st.none() | st.integers(0, 90), st.sampled_from(list(Verdict)))
cases = st.lists(
    st.builds(
        Case,
        unit=st.sampled_from(["A", "B"]),
        month=st.sampled_from([202609, 202610]),
        ticket_class=st.sampled_from(list(TicketClass)),
        kind=st.sampled_from(list(Kind)),
        channel=st.sampled_from(list(Channel)),
        state=st.sampled_from(list(State)),
        age=st.integers(0, 400),
        verification=milestones,
        answer=milestones,
        closing=st.builds(Milestone, st.integers(0, 90), st.sampled_from(list(Verdict))),
        ending=st.none() | st.sampled_from(list(Ending)),
        merged=st.booleans(),
        objected=st.booleans(),
        reopened=st.booleans(),
        rating=st.none() | st.integers(1, 4),
    ),
    max_size=25,
)


def shares(found: Handling) -> list[Share]:
    stages = [one.on_time for one in found.stages.values()]
    asked = [found.satisfaction.answered, found.satisfaction.silent]
    rest = [found.by_officer, found.by_reporter, found.by_silence, found.objected, found.reopened]
    return [*found.handled.values(), *found.closed.values(), *stages, *asked, *rest]


# --- shares and their denominators


@given(cases)
def test_no_share_leaves_0_to_100_and_each_says_of_what(given_cases: list[Case]) -> None:
    for share in shares(figures(*given_cases)):
        assert share.of
        assert 0 <= share.part <= share.whole <= len(given_cases)
        assert (share.percent is None) == (share.whole == 0)
        assert share.percent is None or 0 <= share.percent <= 100


def test_each_denominator_leaves_out_what_its_name_says() -> None:
    found = figures(PLAIN, CLOSED, WITHDRAWN, OUTSIDE, UNFOUNDED, MERGED)
    assert {one.value: share.whole for one, share in found.handled.items()} == {
        "semua": 6,
        "sah": 4,
        "dalam-kewenangan": 5,
        "tidak-dicabut": 5,
        "harus-ditindaklanjuti": 2,
    }
    assert {share.of for share in found.closed.values()} == {one.label for one in Denominator}


def test_what_is_left_out_below_is_left_out_above() -> None:
    found = figures(OUTSIDE, CLOSED)
    assert found.handled[Denominator.ALL] == Share(2, 2, Denominator.ALL.label)
    assert found.handled[Denominator.WITHIN_AUTHORITY].part == 1


def test_followed_up_and_finished_are_different_numbers() -> None:
    found = figures(PLAIN, ANSWERED, ANSWERED, CLOSED)
    assert found.handled[Denominator.ALL].percent == Decimal("75.00")
    assert found.closed[Denominator.ALL].percent == Decimal("25.00")


@pytest.mark.parametrize("gone", [WITHDRAWN, OUTSIDE, UNFOUNDED, MERGED])
def test_a_case_that_is_merely_gone_is_not_finished(gone: Case) -> None:
    found = figures(gone)
    assert found.closed[Denominator.ALL].part == 0
    assert found.open.count == 0
    assert found.stages[Stage.CLOSING].reached == 0


def test_finished_says_the_officer_and_finished_says_the_reporter() -> None:
    accepted = replace(CLOSED, ending=Ending.BY_REPORTER)
    found = figures(PLAIN, ANSWERED, CLOSED, CLOSED, accepted, OBJECTED)
    assert (found.by_officer.part, found.by_reporter.part, found.by_silence.part) == (4, 1, 2)
    assert {found.by_officer.whole, found.by_reporter.whole, found.by_silence.whole} == {6}


def test_nothing_received_has_no_share_and_no_percentile() -> None:
    found = figures()
    assert all(share.percent is None and share.exact is None for share in shares(found))
    assert found.stages[Stage.ANSWER].p90 is None
    assert found.satisfaction.mean is None
    assert found.satisfaction.published is None
    assert (found.open.oldest, found.open.median) == (None, None)
    assert found.adds_up


def test_the_headline_is_chosen_and_nothing_else_moves() -> None:
    counts = of_cases([PLAIN, CLOSED])
    chosen = handling(counts, AS_OF, Denominator.OBLIGED)
    assert chosen.headline is Denominator.OBLIGED
    assert replace(chosen, headline=Denominator.ALL) == handling(counts, AS_OF)


def test_percentages_are_rounded_once_half_up() -> None:
    assert Share(1, 800, "").percent == Decimal("0.13")
    assert Share(1, 800, "").exact == Fraction(1, 800)
    assert str(Share(2, 3, "").percent) == "66.67"


# --- open cases


@given(cases)
def test_no_open_case_is_ever_dropped(given_cases: list[Case]) -> None:
    found = figures(*given_cases)
    ages = [case.age for case in given_cases if case.state in UNFINISHED]
    assert found.open.count == sum(band.count for band in found.open.bands) == len(ages)
    assert found.open.oldest == max(ages, default=None)


def test_ages_fall_into_bands_that_end_at_the_legal_limits() -> None:
    ages = (0, 3, 4, 5, 6, 14, 15, 60, 61, 400)
    found = figures(*(replace(PLAIN, age=age) for age in ages))
    assert [(band.first, band.last, band.count) for band in found.open.bands] == [
        (0, 3, 2), (4, 5, 2), (6, 14, 2), (15, 60, 2), (61, None, 2),
    ]  # fmt: skip
    assert found.open.bands[-1].label == "lebih dari 60 hari kerja"
    assert (found.open.median, found.open.oldest) == (6, 400)


def test_an_answer_nobody_accepted_yet_is_no_end() -> None:
    found = figures(ANSWERED, CLOSED)
    assert (found.open.count, found.open.oldest) == (1, 12)


def test_a_duplicate_is_left_out_of_the_valid_ones_while_its_case_is_open_too() -> None:
    found = figures(PLAIN, replace(PLAIN, merged=True))
    assert found.handled[Denominator.VALID].whole == 1
    assert found.merged == 1


def test_an_ending_that_was_undone_is_nobodys_word() -> None:
    found = figures(replace(OBJECTED, ending=Ending.BY_REPORTER))
    assert (found.by_officer.part, found.by_reporter.part) == (0, 0)


def test_an_objection_makes_a_closed_case_open_again() -> None:
    found = figures(CLOSED, OBJECTED)
    assert (found.open.count, found.open.oldest) == (1, 40)
    closing = found.stages[Stage.CLOSING]
    assert (closing.reached, closing.waiting) == (1, 1)
    assert found.closed[Denominator.ALL].part == 1


def test_an_office_that_answers_only_the_easy_ones_shows_it() -> None:
    quick = [replace(ANSWERED, answer=Milestone(1, MET))] * 5
    old = [replace(PLAIN, age=200)] * 5
    found = figures(*quick, *old).stages[Stage.ANSWER]
    assert (found.median, found.p90) == (1, 1)
    assert (found.waiting, found.oldest_waiting) == (5, 200)
    assert (found.median_at_least, found.p90_at_least) == (1, 200)


# --- time


@given(st.lists(st.integers(0, 90), min_size=1, max_size=200), st.integers(1, 100))
def test_percentiles_are_those_of_a_naive_sort(days: list[int], percent: int) -> None:
    histogram = {day: days.count(day) for day in days}
    wanted = sorted(days)[ceil(Fraction(percent * len(days), 100)) - 1]
    assert nearest_rank(histogram, percent) == wanted


def test_a_percentile_of_an_empty_histogram_is_none_and_zero_counts_are_nobody() -> None:
    assert nearest_rank({}, 50) is None
    assert nearest_rank({3: 0, 7: 2, 9: 0}, 100) == highest({3: 0, 7: 2, 9: 0}) == 7
    assert mean({}) is None


def test_of_ten_cases_the_ninth_is_the_90th_percentile_and_the_fifth_the_median() -> None:
    ten = [replace(ANSWERED, answer=Milestone(day, MET)) for day in range(1, 11)]
    found = figures(*ten).stages[Stage.ANSWER]
    assert (found.median, found.p90) == (5, 9)


def test_each_stage_has_its_own_percentiles() -> None:
    steps = [(1, 5, 8), (2, 6, 20), (3, 40, 60)]
    done = [
        replace(
            CLOSED,
            verification=Milestone(first, MET),
            answer=Milestone(second, MET),
            closing=Milestone(third, Verdict.NONE),
        )
        for first, second, third in steps
    ]
    found = figures(*done).stages
    assert {stage.value: (one.median, one.p90) for stage, one in found.items()} == {
        "verifikasi": (2, 3),
        "jawaban": (6, 40),
        "penutupan": (20, 60),
    }


def test_on_time_counts_open_overdue_cases_as_missed_and_pending_ones_not_yet() -> None:
    told = [*[MET] * 3, LATE, OVERDUE, Verdict.PENDING, Verdict.NONE]
    found = figures(*(replace(PLAIN, answer=Milestone(None, one)) for one in told))
    answer = found.stages[Stage.ANSWER]
    assert (answer.on_time.part, answer.on_time.whole) == (3, 5)
    assert answer.on_time.percent == Decimal("60.00")
    assert sum(answer.verdicts.values()) == found.total


@pytest.mark.parametrize(
    ("met", "due", "ended", "wanted"),
    [
        (True, -9, None, Verdict.MET),
        (False, 9, None, Verdict.LATE),
        (None, 0, None, Verdict.PENDING),
        (None, -1, None, Verdict.OVERDUE),
        (None, None, None, Verdict.NONE),
        (None, -3, -4, Verdict.NONE),
        (None, -3, -3, Verdict.NONE),
        (None, -3, -2, Verdict.LATE),
    ],
)
def test_a_case_withdrawn_after_its_limit_stays_late(
    met: bool | None, due: int | None, ended: int | None, wanted: Verdict
) -> None:
    instants = [None if one is None else NOW + timedelta(hours=one) for one in (due, ended)]
    assert verdict(met, instants[0], instants[1], NOW) is wanted


# --- coming back, and satisfaction


def test_what_comes_back_is_a_share_of_what_was_done_once() -> None:
    reopened = replace(PLAIN, state=State.IN_PROCESS, reopened=True)
    found = figures(PLAIN, ANSWERED, CLOSED, OBJECTED, reopened)
    assert (found.objected.part, found.objected.whole) == (1, 4)
    assert (found.reopened.part, found.reopened.whole) == (1, 4)


def test_silence_is_never_satisfaction() -> None:
    rated = [replace(CLOSED, rating=one) for one in (4, 4, 1)]
    found = figures(PLAIN, ANSWERED, WITHDRAWN, *[CLOSED] * 5, *rated).satisfaction
    assert found.asked == 8
    assert found.ratings == {1: 1, 2: 0, 3: 0, 4: 2}
    assert found.mean == 3
    assert str(found.published) == "3.00"
    assert (found.answered.percent, found.silent.percent) == (Decimal("37.50"), Decimal("62.50"))


@given(cases)
def test_who_did_not_answer_changes_no_mean(given_cases: list[Case]) -> None:
    louder = [case for case in given_cases if case.rating is not None]
    assert figures(*given_cases).satisfaction.mean == figures(*louder).satisfaction.mean


# --- counts


@given(cases)
def test_every_breakdown_of_counted_cases_adds_up(given_cases: list[Case]) -> None:
    found = figures(*given_cases)
    assert found.faults == ()
    assert set(found.breakdowns) == set(Dimension)
    for counted in found.breakdowns.values():
        assert sum(counted.values()) == found.total == len(given_cases)


@given(cases, st.integers(0, 25), st.randoms())
def test_the_parts_add_up_to_the_whole_in_any_order(  # type: ignore[no-untyped-def]
    given_cases: list[Case], at: int, random
) -> None:
    shuffled = random.sample(given_cases, len(given_cases))
    assert of_cases(shuffled[:at]) + of_cases(shuffled[at:]) == of_cases(given_cases)


@given(cases)
def test_adding_nothing_changes_nothing(given_cases: list[Case]) -> None:
    counts = of_cases(given_cases)
    assert EMPTY + counts == counts + EMPTY == counts


def test_classes_of_closed_lists_are_there_when_empty_and_months_in_order() -> None:
    found = figures(PLAIN, replace(PLAIN, month=202609)).breakdowns
    assert list(found[Dimension.STATE]) == [state.value for state in State]
    assert found[Dimension.PUBLIC]["Belum Terverifikasi"] == 2
    assert found[Dimension.PUBLIC]["Arsip"] == 0
    assert found[Dimension.CHANNEL]["loket"] == 0
    assert list(found[Dimension.MONTH].items()) == [("2026-09", 1), ("2026-10", 1)]


def test_a_case_in_no_class_is_admitted() -> None:
    counts = of_cases([PLAIN, CLOSED])
    lost = replace(counts, breakdowns={**counts.breakdowns, Dimension.CHANNEL: {"daring": 1}})
    found = handling(lost, AS_OF)
    assert not found.adds_up
    assert [(one.name, one.total, one.difference) for one in found.faults] == [("Kanal", 2, -1)]


@pytest.mark.parametrize("lost", list(Stage))
def test_a_query_that_forgets_a_stage_is_found_out(lost: Stage) -> None:
    counts = of_cases([PLAIN, CLOSED])
    found = handling(replace(counts, stages={**counts.stages, lost: EMPTY.stages[lost]}), AS_OF)
    assert not found.adds_up


def test_a_finished_case_without_its_days_is_admitted() -> None:
    found = figures(replace(CLOSED, closing=UNREACHED))
    assert [(one.name, one.difference) for one in found.faults] == [("Lama penutupan", -1)]


def test_endings_and_merged_cases_are_counted() -> None:
    found = figures(CLOSED, WITHDRAWN, MERGED, MERGED, PLAIN)
    assert (found.endings["dicabut"], found.endings["digabung"], found.merged) == (1, 2, 2)
    assert found.endings["tidak-logis"] == 0


def test_a_closing_day_counts_only_while_the_case_is_finished() -> None:
    counts = of_cases([CLOSED, OBJECTED, WITHDRAWN])
    assert counts.stages[Stage.CLOSING].days == {19: 1}
    assert counts.open_ages == {40: 1}


def test_a_standing_knows_finished_from_gone() -> None:
    assert Standing(State.CLOSED, Ending.BY_REPORTER).finished
    assert not Standing(State.CLOSED, Ending.WITHDRAWN).finished
    assert not Standing(State.IN_PROCESS, Ending.BY_REPORTER).finished
    assert UNREACHED.days is None


def test_what_was_withdrawn_or_merged_is_in_the_archive_and_not_solved() -> None:
    public = figures(WITHDRAWN, MERGED, CLOSED, ANSWERED).breakdowns[Dimension.PUBLIC]
    assert public["Arsip"] == 2
    assert public["Terdisposisi Selesai"] == 2
    merged_while_open = replace(PLAIN, merged=True)
    assert figures(merged_while_open).breakdowns[Dimension.PUBLIC]["Arsip"] == 1
