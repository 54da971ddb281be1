"""The table of moves: complete, without dead ends, and nothing outside it."""

from itertools import product

import pytest

from kiosk.domain.complaint.clock import EFFECTS, Queue, Running, queue_of, watched
from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.limits import Clock
from kiosk.domain.complaint.ticket import (
    OPEN,
    PUBLIC,
    STEPS,
    By,
    Ending,
    ForbiddenMove,
    Move,
    SecondObjection,
    State,
    moved,
    possible,
)
from tests.factories import NOW

SIX = {
    "Belum Terverifikasi",
    "Terdisposisi Belum Ditindaklanjuti",
    "Terdisposisi Sedang Diproses",
    "Terdisposisi Selesai",
    "Tertunda",
    "Arsip",
}


def test_every_move_is_in_the_table_once() -> None:
    assert set(STEPS) == set(Move) == set(EFFECTS)
    assert all(step.move is move for move, step in STEPS.items())


def test_every_state_shows_one_of_the_six_public_statuses_and_all_six_are_used() -> None:
    assert set(PUBLIC) == set(State)
    assert set(PUBLIC.values()) == SIX


def test_every_state_is_reached_and_left() -> None:
    targets = {step.target for step in STEPS.values()}
    sources = {state for step in STEPS.values() for state in step.sources}
    assert targets | {State.RECEIVED} == set(State)
    assert sources == set(State)


def test_what_the_table_allows_is_done_and_all_else_refused() -> None:
    for state, move, by in product(State, Move, By):
        step = STEPS[move]
        if state in step.sources and by in step.by:
            assert moved(state, move, by) is step.target
        else:
            with pytest.raises(ForbiddenMove):
                moved(state, move, by)


def test_an_office_cannot_close_its_own_case() -> None:
    """Only the reporter, or the reporter's silence after an answer, closes."""
    closing = [step for step in STEPS.values() if step.target is State.CLOSED]
    assert closing
    assert all(set(step.by) <= {By.REPORTER, By.SYSTEM} for step in closing)


def test_whatever_ends_a_case_for_the_office_says_why_to_the_reporter() -> None:
    for step in STEPS.values():
        if step.target in (State.OUTSIDE, State.ARCHIVED, State.ANSWERED):
            assert step.says, step


def test_an_objection_is_taken_once() -> None:
    assert moved(State.ANSWERED, Move.OBJECT, By.REPORTER) is State.OBJECTION
    with pytest.raises(SecondObjection):
        moved(State.ANSWERED, Move.OBJECT, By.REPORTER, objected=True)
    offered = [step.move for step in possible(State.CLOSED, By.REPORTER, objected=True)]
    assert Move.OBJECT not in offered


def test_the_clock_stands_still_only_while_the_reporter_is_awaited() -> None:
    pausing = {STEPS[move].target for move, effect in EFFECTS.items() if effect.pauses}
    assert pausing == {State.WAITING}
    leaving = {move for move, step in STEPS.items() if State.WAITING in step.sources}
    assert all(EFFECTS[move].resumes for move in leaving)


def test_no_move_starts_a_statutory_clock_again() -> None:
    started = {effect.starts for effect in EFFECTS.values() if effect.starts}
    assert started == {Clock.REPLY, Clock.OBJECTION}


def test_endings_belong_to_moves_that_end() -> None:
    for move, step in STEPS.items():
        assert EFFECTS[move].ends == (step.ending is not None)
        if step.ending:
            assert queue_of(step.target) is Queue.DONE
    assert {step.ending for step in STEPS.values()} - {None} == set(Ending) - {Ending.MERGED}


def test_the_queue_names_who_has_to_act() -> None:
    assert {state for state in State if queue_of(state) is Queue.OFFICE} == OPEN - {State.WAITING}
    assert {state for state in State if queue_of(state) is Queue.REPORTER} == {
        State.WAITING,
        State.ANSWERED,
    }


def test_the_queue_watches_the_nearest_limit_of_whoever_acts() -> None:
    later = NOW.replace(hour=9)
    running = [
        Running(Clock.ORDINARY, later),
        Running(Clock.VERIFICATION, NOW),
        Running(Clock.REPLY, NOW),
    ]
    kind = TicketClass.ORDINARY
    assert watched(State.RECEIVED, running, kind) == running[1]
    assert watched(State.WAITING, running, kind) == running[2]
    assert watched(State.IN_PROCESS, running[:1], kind) == running[0]
    assert watched(State.CLOSED, running, kind) is None
