"""F14: one form sent 50 times at the same moment is one answer, and every sender is told so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy.engine import make_url

from kiosk.flows.survey.submit_answer import ChangedSubmission, Receipt, submit_answer
from tests import tickets
from tests.factories import NOW, Form, Place, as_fields, filled, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

    from tests.faults.conftest import Held

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
    app: Flask, place: Place, held: Held
) -> None:
    form = filled(saran="Sekali saja")
    receipts = send_all(app, place, [form] * SENDERS)
    told = {(one.point.code, one.month) for one in receipts if isinstance(one, Receipt)}
    assert told == {(place.point, 202610)}
    assert [one.again for one in receipts if isinstance(one, Receipt)].count(False) == 1
    assert len(receipts) == SENDERS
    assert len(rows(app, "answers")) == len(rows(app, "submissions")) == 1
    assert [row["respondents"] for row in rows(app, "tallies")] == [1]
    [status] = {post(app, place, form | {"waktu": one}) for one in "12"}
    assert status in (409, 422)
    assert len(rows(app, "answers")) == 1
    held(
        tried=f"{len(receipts)} parallel sends of one answer, {kind_of(app)}",
        figure=f"1 answer, {len(receipts)} same receipts, another body {status}",
    )


def post(app: Flask, place: Place, form: Form) -> int:
    """As a browser sends it."""
    from kiosk.web import stamp
    from kiosk.web.survey import PURPOSE

    with app.app_context():
        signed = stamp.make(PURPOSE, place.point)
    return app.test_client().post(place.form, data=form | {"csrf_token": signed}).status_code


def kind_of(app: Flask) -> str:
    return make_url(app.config["KIOSK"].database_url).get_backend_name()


def test_50_parallel_sends_of_one_complaint_are_one_ticket_and_50_same_receipts(
    app: Flask, place: Place, quick_hashes: None, held: Held
) -> None:
    form = tickets.form(judul="Sekali saja")
    receipts = file_all(app, place, [form] * SENDERS)
    assert len(rows(app, "tickets")) == len(rows(app, "ticket_texts")) == 1
    same = [one for one in receipts if one == receipts[0]]
    assert len(same) == SENDERS
    assert None not in same
    altered = file_all(app, place, [form | {"isi": f"{tickets.BODY} Lain."}])
    assert altered == [None]
    assert len(rows(app, "tickets")) == 1
    held(
        tried=f"{SENDERS} parallel sends of one complaint, {kind_of(app)}",
        figure=f"1 ticket, {len(same)} same receipts, another body refused",
    )


def file_all(app: Flask, place: Place, forms: list[Form]) -> list[Any]:
    """Every complaint at once; None for one that is refused as another under the same key."""
    from kiosk.flows.complaint.file_complaint import file_complaint
    from kiosk.flows.filing import ChangedComplaint

    ready, house = Barrier(len(forms)), tickets.house(app)

    def send(form: Form) -> Any:
        with app.app_context():
            ready.wait(timeout=60)
            try:
                return file_complaint(place.point, as_fields(form), (), house, NOW).receipt
            except ChangedComplaint:
                return None

    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(send, forms))


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
