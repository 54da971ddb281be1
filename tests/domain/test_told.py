"""A reporter is told each state in words, the date that matters in it, and is never counted as
content for keeping silent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.domain.complaint import rating
from kiosk.domain.complaint.from_survey import category_of
from kiosk.domain.complaint.kinds import Category, TicketClass
from kiosk.domain.complaint.limits import Clock
from kiosk.domain.complaint.receipt import is_told_in
from kiosk.domain.complaint.ticket import Ending, State
from kiosk.domain.complaint.told import main_clock, told
from kiosk.domain.survey.answer import Answer
from kiosk.domain.survey.lowest import lowest_unsur
from kiosk.flows.steps import INSTRUMENTS, load_instrument
from tests.factories import NOW


@pytest.mark.parametrize("state", State)
def test_every_state_is_told_in_a_sentence(state: State) -> None:
    status = told(state, None)
    assert status.what.endswith(".")
    assert len(status.what) + len(status.then) < 200
    assert state.label.lower() not in ("tertunda",)


def test_a_closed_ticket_is_told_by_how_it_ended() -> None:
    endings = (Ending.BY_REPORTER, Ending.BY_SILENCE, Ending.WITHDRAWN, None)
    assert len({told(State.CLOSED, one).what for one in endings}) == len(endings)
    assert told(State.IN_PROCESS, Ending.WITHDRAWN) == told(State.IN_PROCESS, None)


@pytest.mark.parametrize(
    ("state", "running", "wanted"),
    [
        (State.RECEIVED, [Clock.VERIFICATION, Clock.ORDINARY], Clock.ORDINARY),
        (State.WAITING, [Clock.REPLY, Clock.ORDINARY], Clock.REPLY),
        (State.ANSWERED, [Clock.REPLY], Clock.REPLY),
        (State.OBJECTION, [Clock.OBJECTION], Clock.OBJECTION),
        (State.IN_PROCESS, [Clock.OBJECTION], Clock.OBJECTION),
        (State.CLOSED, [Clock.ORDINARY], None),
        (State.OUTSIDE, [], None),
    ],
)
def test_the_date_shown_is_the_one_that_matters(
    state: State, running: list[Clock], wanted: Clock | None
) -> None:
    assert main_clock(state, TicketClass.ORDINARY, running) is wanted


@pytest.mark.parametrize(
    ("state", "ending", "days", "is_open"),
    [
        (State.RECEIVED, None, None, False),
        (State.WAITING, None, None, False),
        (State.ANSWERED, None, None, True),
        (State.OBJECTION, None, None, False),
        (State.CLOSED, Ending.BY_SILENCE, 30, True),
        (State.CLOSED, Ending.BY_SILENCE, 31, False),
        (State.CLOSED, Ending.WITHDRAWN, 0, False),
        (State.ARCHIVED, Ending.UNFOUNDED, 1, True),
        (State.OUTSIDE, Ending.OUTSIDE, 1, True),
    ],
)
def test_the_handling_is_rated_once_there_is_an_end_to_look_at(
    state: State, ending: Ending | None, days: int | None, is_open: bool
) -> None:
    closed_at = None if days is None else NOW - timedelta(days=days)
    assert rating.is_open(state, ending, closed_at, NOW) is is_open


@pytest.mark.parametrize("wrong", ["", "0", "5", "1.0", " 1", "٢", "x"])
def test_a_rating_is_one_to_four(wrong: str) -> None:
    assert [rating.read(one) for one in "1234"] == [1, 2, 3, 4]
    with pytest.raises(rating.InvalidRating):
        rating.read(wrong)


@pytest.mark.parametrize(
    ("instrument", "scores", "wanted"),
    [
        ("skm-2017", {"waktu": 3, "biaya": 4}, None),
        ("skm-2017", {"waktu": 2, "biaya": 4}, "waktu"),
        ("skm-2017", {"waktu": 2, "biaya": 1}, "biaya"),
        ("skm-2017", {}, None),
        ("spak-6", {"pungli": 4}, None),
        ("spak-6", {"pungli": 3}, "pungli"),
    ],
)
def test_low_is_the_lower_half_of_the_scale(
    instrument: str, scores: dict[str, int], wanted: str | None
) -> None:
    assert lowest_unsur([Answer(load_instrument(instrument), scores)]) == wanted


def test_of_equals_the_question_about_integrity_weighs_most() -> None:
    service = Answer(load_instrument("skm-2017"), {"waktu": 1})
    integrity = Answer(load_instrument("spak"), {"pungli": 1})
    assert lowest_unsur([service, integrity]) == "pungli"
    deeper = Answer(load_instrument("spak"), {"pungli": 2})
    assert lowest_unsur([service, deeper]) == "waktu"


@pytest.mark.parametrize("path", sorted(INSTRUMENTS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_unsur_has_a_subject(path: object) -> None:
    instrument = load_instrument(path.stem)  # type: ignore[attr-defined]
    for item in instrument.items.values():
        assert category_of(item.unsur) in Category


def test_what_spak_asks_leads_to_the_protected_lane() -> None:
    for unsur in ("kecurangan", "imbalan", "pungli", "percaloan"):
        assert category_of(unsur).is_integrity
    assert not category_of("waktu").is_integrity


PHRASE = "teras mandiri betis pupuk limas muat misteri remaja"


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        (PHRASE, True),
        (f"Frasa saya: {PHRASE.upper()}!", True),
        ("1. teras 2. mandiri 3. betis 4. pupuk\n5. limas 6. muat 7. misteri 8. remaja", True),
        ("teras mandiri betis pupuk limas muat misteri", False),
        ("Di teras ada pupuk.", False),
        ("", False),
    ],
)
def test_the_phrase_is_found_in_a_text(text: str, is_told: bool) -> None:
    assert is_told_in(PHRASE, text) is is_told
