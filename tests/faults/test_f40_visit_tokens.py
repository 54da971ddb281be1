"""F40: a sign of one visit, used a hundred times at once, is one answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.survey.visit_token import DeadVisit
from kiosk.flows.survey.refuse_visit import refuse_visit
from kiosk.flows.survey.submit_visit import submit_visit
from tests import visits
from tests.factories import NOW, Place, as_fields, filled, make_place, rows
from tests.faults.conftest import Held

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

SENDERS = 100


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


def all_at_once(app: Flask, acts: list[Callable[[], object]]) -> list[bool]:
    """Whether each was taken."""
    ready = Barrier(len(acts))

    def act(one: Callable[[], object]) -> bool:
        with app.app_context():
            ready.wait(timeout=60)
            try:
                one()
            except DeadVisit:
                return False
            return True

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def test_a_hundred_forms_of_one_sign_are_one_answer(app: Flask, place: Place, held: Held) -> None:
    token, keys = visits.offer(app, place).token, visits.keys(app)
    forms = [as_fields(filled()) for _ in range(SENDERS)]
    taken = all_at_once(app, [partial(submit_visit, token, one, keys, NOW) for one in forms])
    assert taken.count(True) == 1
    assert len(rows(app, "answers")) == len(rows(app, "submissions")) == 1
    assert [row["respondents"] for row in rows(app, "tallies")] == [1]
    assert [row["outcome"] for row in rows(app, "visits")] == [1]
    held(tried=f"one sign used {len(forms)} times at once", figure=f"{taken.count(True)} answer")


def test_an_answer_and_a_refusal_at_once_are_one_of_the_two(app: Flask, place: Place) -> None:
    keys = visits.keys(app)
    for _ in range(5):
        token = visits.offer(app, place).token
        form = as_fields(filled())
        acts: list[Callable[[], object]] = [
            partial(submit_visit, token, form, keys, NOW),
            partial(refuse_visit, token, keys, NOW),
        ]
        assert sorted(all_at_once(app, acts)) == [False, True]
    answered = [row["outcome"] for row in rows(app, "visits")].count(1)
    assert len(rows(app, "answers")) == answered
