"""F19: a clock that jumps cannot make the retention run erase much: far ahead it is not believed, a
little ahead at a time no more than a twentieth of a class goes unasked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.factories import NOW, answer, make_place, rows

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from kiosk.flows.upkeep.run_retention import Ran
    from tests.faults.conftest import Held


def run(app: Flask, now: datetime) -> Ran:
    from kiosk.flows.upkeep.run_retention import run_retention

    settings = app.config["KIOSK"]
    with app.app_context():
        return run_retention(settings.instance_dir, settings.upload_dir, now)


def test_no_jump_of_the_clock_erases_more_than_a_twentieth_of_a_class(
    app: Flask, held: Held
) -> None:
    place, many = make_place(app), 60
    for age in range(many):
        # One becomes due every six days from now on.
        answer(app, place, 3, saran="Bagus", now=NOW - timedelta(days=1090 - 6 * age))
    assert run(app, NOW).ok
    gone = []
    for jump in (timedelta(hours=1), -timedelta(hours=1), timedelta(days=400), timedelta()):
        before = len(rows(app, "answer_texts"))
        run(app, NOW + jump)
        gone.append(before - len(rows(app, "answer_texts")))
    assert gone == [0, 0, 0, 0], gone
    now, most = NOW, 0
    for _ in range(12):
        now += timedelta(days=33)
        before = len(rows(app, "answer_texts"))
        run(app, now)
        most = max(most, (before - len(rows(app, "answer_texts"))) * 20 - before)
    assert most <= 0, "never more than one in twenty"
    left = len(rows(app, "answer_texts"))
    assert left == many, "five were over at once: they wait for a person"
    held(
        tried="retention with the clock 1 h ahead, 1 h back, 400 days ahead, and 33 days 12 times",
        figure=f"{many - left} of {many} rows gone unasked",
    )
