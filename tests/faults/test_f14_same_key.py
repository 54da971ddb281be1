"""F14: one form sent 50 times at the same moment is one answer, and every sender is told so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from kiosk.flows.survey.submit_answer import ChangedSubmission, Receipt, submit_answer
from tests.factories import NOW, Form, Place, as_fields, filled, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

SENDERS = 50


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


def send_all(app: Flask, place: Place, forms: list[Form]) -> list[Receipt | ChangedSubmission]:
    """Every form at once, each from a thread of its own."""
    ready = Barrier(len(forms))

    def send(form: Form) -> Receipt | ChangedSubmission:
        with app.app_context():
            ready.wait(timeout=60)
            try:
                return submit_answer(place.point, as_fields(form), NOW)
            except ChangedSubmission as changed:
                return changed

    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(send, forms))


def test_50_parallel_sends_of_one_key_are_one_answer_and_50_same_receipts(
    app: Flask, place: Place
) -> None:
    receipts = send_all(app, place, [filled(saran="Sekali saja")] * SENDERS)
    told = {(one.point.code, one.month) for one in receipts if isinstance(one, Receipt)}
    assert told == {(place.point, 202610)}
    assert [one.again for one in receipts if isinstance(one, Receipt)].count(False) == 1
    assert len(receipts) == SENDERS
    assert len(rows(app, "answers")) == len(rows(app, "submissions")) == 1
    assert [row["respondents"] for row in rows(app, "tallies")] == [1]


def test_of_two_contents_under_one_key_one_stands_and_the_other_is_refused(
    app: Flask, place: Place
) -> None:
    form = filled()
    found = send_all(app, place, [form, {**form, "waktu": "1"}] * 5)
    assert len(rows(app, "answers")) == 1
    refused = [one for one in found if isinstance(one, ChangedSubmission)]
    assert len(refused) == 5


def test_50_keys_at_once_are_50_answers(app: Flask, place: Place) -> None:
    """All add to one row of the tally: none of them is lost."""
    send_all(app, place, [filled() for _ in range(SENDERS)])
    assert len(rows(app, "answers")) == SENDERS
    assert [row["respondents"] for row in rows(app, "tallies")] == [SENDERS]
