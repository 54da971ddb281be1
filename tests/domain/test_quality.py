"""Signals: what each is for, what honest people do that bears none, and what holds for all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from kiosk.domain.survey.contradiction import contradicts
from kiosk.domain.survey.quality import LIMITS, CounterDay, Seen, signals_of
from kiosk.domain.survey.signal import Signal, read
from kiosk.domain.survey.source import Source
from tests.streams import CLOSES, KINDS, OPENS, TABLET, a_day, at_minute

NOON = 12 * 60.0
OPEN = CounterDay((at_minute(OPENS), at_minute(CLOSES)))
MIXED = (4, 3, 4, 4, 3, 2, 4, 3, 4)
SAME = (4,) * 9


def seen(number: int, minute: float, **changes: object) -> Seen:
    usual = Seen(number, at_minute(minute), Source.KIOSK, MIXED, device=TABLET, seconds=50)
    return replace(usual, **changes)  # type: ignore[arg-type]


def row(count: int, minute: float, gap: float, **changes: object) -> list[Seen]:
    """So many, one after another."""
    return [seen(number + 1, minute + number * gap, **changes) for number in range(count)]


def bearing(signal: Signal, answers: list[Seen], day: CounterDay = OPEN) -> set[int]:
    return {number for number, found in signals_of(answers, day).items() if found & signal}


def test_a_quiet_honest_day_bears_no_signal() -> None:
    day = [*row(20, OPENS + 30, 15), seen(21, NOON, scores=SAME, seconds=30)]
    assert signals_of(day, OPEN) == {}
    assert signals_of(day, replace(OPEN, visits=40)) == {}


@pytest.mark.parametrize(("count", "found"), [(11, 0), (12, 12)])
def test_one_tablet_serves_so_many_in_ten_minutes_and_no_more(count: int, found: int) -> None:
    assert len(bearing(Signal.BURST, row(count, NOON, 10 / 11))) == found


@pytest.mark.parametrize(("count", "found"), [(19, 0), (20, 20)])
def test_twenty_phones_in_ten_minutes_are_a_burst(count: int, found: int) -> None:
    """The counter's capacity of F40."""
    phones = row(count, NOON, 10 / 19, source=Source.STATIC_QR, device=None)
    assert len(bearing(Signal.BURST, phones)) == found


def test_tablets_side_by_side_are_not_one_burst() -> None:
    both = [replace(one, device=one.id % 2) for one in row(19, NOON, 0.5)]
    assert bearing(Signal.BURST, both) == set()


def test_only_those_in_the_crowded_minutes_are_marked() -> None:
    calm = [seen(100 + hour, OPENS + 60 * hour) for hour in range(4)]
    assert bearing(Signal.BURST, [*calm, *row(12, 13 * 60, 0.5)]) == set(range(1, 13))


def test_seconds_are_of_the_whole_form() -> None:
    """Nine questions in eight seconds; one question in three is a person, and so is twenty-two in
    thirty, of three instruments."""
    assert bearing(Signal.TOO_FAST, [seen(1, NOON, seconds=8)]) == {1}
    assert bearing(Signal.TOO_FAST, [seen(1, NOON, seconds=9)]) == set()
    assert bearing(Signal.TOO_FAST, [seen(1, NOON, seconds=3, scores=(4,))]) == set()
    assert bearing(Signal.TOO_FAST, [seen(1, NOON, seconds=None)]) == set()
    three = [seen(number, NOON, seconds=15, form=1) for number in (1, 2)]
    assert bearing(Signal.TOO_FAST, three) == {1, 2}


def test_one_score_for_all_says_nothing_by_itself() -> None:
    assert signals_of([seen(1, NOON, scores=SAME, seconds=20)], OPEN) == {}
    assert signals_of([seen(1, NOON, scores=SAME, seconds=None)], OPEN) == {}
    family = row(5, NOON, 1, scores=SAME, seconds=25)
    assert signals_of(family, OPEN) == {}


def test_one_score_in_a_hurry_or_many_alike_in_a_row() -> None:
    assert bearing(Signal.STRAIGHT_LINE, [seen(1, NOON, scores=SAME, seconds=9)]) == {1}
    assert bearing(Signal.STRAIGHT_LINE, [seen(1, NOON, scores=(4,) * 4, seconds=4)]) == set()
    alike = row(7, NOON, 1.5, scores=SAME, seconds=25)
    assert len(bearing(Signal.STRAIGHT_LINE, alike)) == 7
    two_minds = [replace(one, scores=(3 + one.id % 2,) * 9) for one in alike]
    assert bearing(Signal.STRAIGHT_LINE, two_minds) == set()


def test_as_many_are_marked_as_there_are_too_many_the_hastiest_first() -> None:
    day = [seen(number, OPENS + 20 * number, seconds=20 + number) for number in range(1, 11)]
    too_many = Signal.MORE_THAN_VISITS
    assert bearing(too_many, day, replace(OPEN, visits=7)) == {1, 2, 3}
    assert bearing(too_many, day, replace(OPEN, visits=8)) == set(), "two may be miscounted"
    assert bearing(too_many, day, replace(OPEN, visits=None)) == set()


def test_a_token_is_a_visit_and_is_never_one_too_many() -> None:
    day = [
        seen(number, OPENS + 20 * number, source=Source.VISIT_TOKEN, seconds=number)
        for number in range(1, 11)
    ]
    assert bearing(Signal.MORE_THAN_VISITS, day, replace(OPEN, visits=2)) == set()


def test_what_bears_another_signal_is_one_too_many_first() -> None:
    day = [seen(number, OPENS + 20 * number, seconds=20) for number in range(1, 11)]
    late = [seen(number, CLOSES + 60, seconds=90) for number in (11, 12, 13)]
    found = bearing(Signal.MORE_THAN_VISITS, [*day, *late], replace(OPEN, visits=10))
    assert found == {11, 12, 13}


@pytest.mark.parametrize(
    ("count", "start", "found"), [(8, -15, 8), (7, -15, 0), (8, -60, 0), (8, 61, 0)]
)
def test_a_stack_at_closing(count: int, start: float, found: int) -> None:
    assert len(bearing(Signal.CLOSING_CLUSTER, row(count, CLOSES + start, 2))) == found


def test_outside_hours_a_tablet_always_a_phone_only_among_many_a_token_never() -> None:
    late, outside = CLOSES + 46, Signal.OUTSIDE_HOURS
    assert bearing(outside, [seen(1, late)]) == {1}
    assert bearing(outside, [seen(1, CLOSES + 45)]) == set()
    assert bearing(outside, [seen(1, OPENS - 46)]) == {1}
    assert bearing(outside, [seen(1, NOON)], CounterDay(None)) == {1}
    phones = row(5, late, 30, source=Source.STATIC_QR, device=None)
    assert bearing(outside, phones[:4]) == set()
    assert len(bearing(outside, phones)) == 5
    tokens = [replace(one, source=Source.VISIT_TOKEN) for one in phones]
    assert bearing(outside, tokens) == set()


@pytest.mark.parametrize(
    ("face", "scores", "found"),
    [
        (2, (4, 3, 4, 3), True),
        (2, (4, 3, 3, 3), False),
        (1, SAME, True),
        (3, (1, 2, 1, 2), True),
        (3, (1, 2, 2, 2), False),
        (4, (1,) * 9, True),
        (4, SAME, False),
        (1, (1,) * 9, False),
        (None, SAME, False),
        (5, (1,) * 9, False),
        (4, (), False),
    ],
)
def test_a_face_against_the_scores(face: int | None, scores: tuple[int, ...], found: bool) -> None:
    assert contradicts(face, scores) is found
    if scores:
        one = seen(1, NOON, face=face, scores=scores)
        assert bool(bearing(Signal.CONTRADICTION, [one])) is found


def test_a_face_is_not_held_against_a_scale_of_six() -> None:
    assert bearing(Signal.CONTRADICTION, [seen(1, NOON, face=4, scores=(1,) * 5, high=6)]) == set()


def test_paper_and_files_bear_no_signal() -> None:
    for source in (Source.PAPER, Source.SPREADSHEET):
        typed = row(60, CLOSES + 200, 0, source=source, scores=SAME, seconds=1)
        assert signals_of(typed, replace(OPEN, visits=1)) == {}


def test_answers_that_waited_offline_without_a_believable_clock_are_no_burst() -> None:
    """Forty from one tablet, all at the moment the network came back, at closing or after."""
    for arrival in (CLOSES + 200, CLOSES):
        arrived = row(40, arrival, 0, timed=False, scores=SAME, seconds=30)
        assert signals_of(arrived, OPEN) == {}
        assert len(signals_of([replace(one, timed=True) for one in arrived], OPEN)) == 40


def test_sheets_of_one_form_count_once() -> None:
    forms = [replace(one, form=(one.id + 1) // 2) for one in row(22, NOON, 0)]
    assert bearing(Signal.BURST, forms) == set()


@pytest.mark.parametrize("kind", [None, *KINDS])
def test_the_order_in_which_answers_come_changes_nothing(kind: str | None) -> None:
    day = a_day(500, kind)
    expected = signals_of(day.seen, day.counter)
    shuffled = Random(1).sample(day.seen, len(day.seen))
    assert signals_of(shuffled, day.counter) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_one_more_answer_takes_no_signal_from_another(kind: str) -> None:
    """But the count of visits, which may find a likelier one."""
    whole, counter = a_day(501, kind), a_day(501, kind).counter
    more = signals_of(whole.seen, counter)
    for left_out in whole.seen[:: max(1, len(whole.seen) // 12)]:
        fewer = signals_of([one for one in whole.seen if one is not left_out], counter)
        for number, found in fewer.items():
            lost = found & ~more.get(number, Signal(0))
            assert not lost & ~Signal.MORE_THAN_VISITS


@pytest.mark.parametrize("kind", KINDS)
def test_an_honest_visitor_at_a_quiet_minute_bears_no_signal(kind: str) -> None:
    day = a_day(502, kind)
    busy = [one.at for one in day.seen]
    quiet = at_minute(OPENS)
    while any(abs(one - quiet) < timedelta(minutes=3) for one in busy):
        quiet += timedelta(minutes=3)
    visitor = replace(seen(9_999, 0), at=quiet, seconds=70)
    found = signals_of([*day.seen, visitor], replace(day.counter, visits=None))
    assert 9_999 not in found


def test_every_signal_has_words_that_leave_room_for_another_reading() -> None:
    labels = [one.label for one in Signal]
    assert len(set(labels)) == len(Signal)
    assert all("isa " in one.why or "juga" in one.why for one in Signal)


def test_a_stored_sum_reads_back() -> None:
    assert read(int(Signal.BURST | Signal.OUTSIDE_HOURS)) == (Signal.BURST, Signal.OUTSIDE_HOURS)
    assert read(0) == ()
    assert read(1 << 20) == (), "a signal of a later version"


def test_numbers_of_signals_keep_their_meaning() -> None:
    assert [(one.name, one.value) for one in Signal] == [
        ("BURST", 1),
        ("TOO_FAST", 2),
        ("STRAIGHT_LINE", 4),
        ("MORE_THAN_VISITS", 8),
        ("CLOSING_CLUSTER", 16),
        ("CONTRADICTION", 32),
        ("OUTSIDE_HOURS", 64),
    ]


def test_nothing_comes_of_nothing() -> None:
    assert signals_of([], OPEN) == {}
    blank = row(5, NOON, 1, scores=(), seconds=1)
    assert signals_of(blank, replace(OPEN, visits=1), LIMITS) == {}
