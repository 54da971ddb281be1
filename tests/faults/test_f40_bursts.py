"""F40, its second half: a printed code that was photographed and is used from elsewhere. What is
more than a counter can serve is marked, shown and counted all the same; nothing is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.domain.survey.signal import Signal
from kiosk.flows.survey.flag_answers import flag_answers
from kiosk.flows.survey.submit_answer import submit_answer
from kiosk.store.engine import reading
from kiosk.store.survey import flags, instruments
from tests.factories import NOW, Place, as_fields, filled, make_place, rows
from tests.faults.conftest import Held

if TYPE_CHECKING:
    from flask import Flask

CAPACITY = 20
"""Answers in ten minutes."""


def from_elsewhere(app: Flask, place: Place, count: int, gap: timedelta) -> None:
    """So many phones, one each ``gap``; each its own form."""
    for number in range(count):
        fields = as_fields(filled(3, waktu="4", detik="60"))
        with app.app_context():
            submit_answer(place.point, fields, NOW + number * gap)


def marked(app: Flask) -> dict[int, Signal]:
    with app.app_context():
        flag_answers()
    return {row["answer_id"]: Signal(row["flags"]) for row in rows(app, "answer_flags")}


def test_a_burst_over_the_counter_s_capacity_is_marked_and_counted_whole(
    app: Flask, held: Held
) -> None:
    place = make_place(app)
    from_elsewhere(app, place, CAPACITY + 5, timedelta(seconds=20))
    assert marked(app) == dict.fromkeys(range(1, CAPACITY + 6), Signal.BURST)
    assert len(rows(app, "answers")) == CAPACITY + 5
    [tally] = rows(app, "tallies")
    assert tally["respondents"] == CAPACITY + 5, "the index has every one of them"
    with app.app_context(), reading():
        found = flags.count([place.unit_id], [202610], instruments.id_of("skm-2017"))
    assert (found.flagged, found.by_signal[Signal.BURST]) == (CAPACITY + 5, CAPACITY + 5)
    held(
        tried=f"{CAPACITY + 5} answers of one printed code within ten minutes",
        figure=f"{found.flagged} marked, {tally['respondents']} counted, 0 dropped",
    )


def test_what_a_counter_can_serve_is_not(app: Flask) -> None:
    place = make_place(app)
    from_elsewhere(app, place, CAPACITY - 1, timedelta(seconds=20))
    assert marked(app) == {}


def test_a_rush_at_one_instant_is_taken_whole(app: Flask) -> None:
    """Two hundred phones at once, while the signals are worked out."""
    place = make_place(app)

    def send(number: int) -> None:
        with app.app_context():
            submit_answer(place.point, as_fields(filled(4, detik="60")), NOW)
            if number % 50 == 0:
                flag_answers()

    with ThreadPoolExecutor(8) as phones:
        list(phones.map(send, range(200)))
    found = marked(app)
    assert len(rows(app, "answers")) == len(found) == 200
    assert all(one & Signal.BURST for one in found.values())


def test_two_counters_of_one_office_are_not_each_other_s_burst(app: Flask) -> None:
    first, second = make_place(app), make_place(app, "rsud", point="3C5D7E9F")
    for place in (first, second):
        from_elsewhere(app, place, CAPACITY - 5, timedelta(seconds=20))
    assert marked(app) == {}
