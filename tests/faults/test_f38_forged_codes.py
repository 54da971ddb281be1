"""F38: a forged QR gets nobody in, and its answer tells nothing.

A code is eight letters of 32; there is nothing signed in it to flip, so every neighbour of a real
code is tried: each letter changed to every other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.place.code import ALPHABET
from kiosk.flows.place.renew_code import renew_code
from kiosk.web import stamp
from tests import desk
from tests.factories import Clock, filled, make_place, rows
from tests.faults import ledger
from tests.faults.conftest import Held

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from tests.factories import Place


@pytest.fixture
def place(app: Flask, clock: Clock) -> Place:
    return make_place(app)


def neighbours(code: str) -> list[str]:
    return [
        code[:at] + letter + code[at + 1 :]
        for at in range(len(code))
        for letter in ALPHABET
        if letter != code[at]
    ]


@pytest.mark.parametrize("path", ["/s/{}", "/S/{}", "/s/{}/nilai"])
def test_no_neighbour_of_a_code_opens_and_all_answer_alike(
    client: FlaskClient, place: Place, path: str, held: Held
) -> None:
    """Every letter changed to every other, and so every single bit; in the fast part a sixth."""
    forged = neighbours(place.point)
    assert len(forged) == 248
    forged = forged[:: ledger.sized(6, 1)]
    answers = [client.get(path.format(code)) for code in forged]
    assert {one.status_code for one in answers} == {404}
    sizes = [len(one.get_data()) for one in answers]
    assert max(sizes) - min(sizes) <= 16
    held(
        tried=f"{len(forged)} neighbours of a printed code at {path}",
        figure=f"0 accepted, sizes within {max(sizes) - min(sizes)} bytes",
    )


def test_a_code_that_never_was_answers_like_one_of_another_alphabet(
    client: FlaskClient, place: Place
) -> None:
    # As long as each other: the page's own links name its address.
    sizes = [
        len(client.get(f"/s/{code}").get_data()) for code in ("ZZZZZZZZ", "~~~~~~~~", "00000000")
    ]
    assert max(sizes) - min(sizes) <= 16


def test_a_closed_and_a_retired_code_answer_alike(
    app: Flask, client: FlaskClient, place: Place, clock: Clock
) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.place import points

    with app.app_context():
        renew_code(desk.make_staff(app), place.point, clock.now())
        with transaction():
            points.add(place.unit_id, "9Z8Y7X6W", "Lama")
            points.close("9Z8Y7X6W", clock.now())
    clock.later(days=7)
    retired, closed = (client.get(f"/s/{code}") for code in (place.point, "9Z8Y7X6W"))
    assert (retired.status_code, closed.status_code) == (410, 410)
    assert abs(len(retired.get_data()) - len(closed.get_data())) <= 16


@pytest.mark.parametrize(
    "forge",
    [
        lambda place: stamp.make("survei", "2B4C6D8E"),
        lambda place: stamp.make("aduan", place.point),
        lambda place: "0" * 32,
        lambda place: "",
    ],
    ids=["another counter's", "another purpose's", "made up", "none"],
)
def test_a_stamp_of_another_counter_or_purpose_is_refused_and_nothing_kept(
    app: Flask, client: FlaskClient, place: Place, forge: object
) -> None:
    assert callable(forge)
    with app.app_context():
        signed = forge(place)
    sent = client.post(place.form, data={**filled(), "csrf_token": signed})
    assert sent.status_code == 400
    assert rows(app, "answers") == []
