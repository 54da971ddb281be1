"""F21: two officers save one ticket; exactly one wins, and the other keeps what was written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, tickets
from tests.factories import NOW, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor

pytestmark = pytest.mark.usefixtures("quick_hashes")
TRIALS = 200


def save(app: Flask, actor: Actor, number: str, version: int, words: str) -> str:
    from kiosk.flows.complaint.move_ticket import move_ticket
    from kiosk.flows.tickets import StaleTicket, Told

    with app.app_context():
        try:
            move_ticket(
                actor, number, Move.ASK, version, Told(message=words, reason="periksa"),
                tickets.house(app).keys, NOW,
            )  # fmt: skip
        except StaleTicket:
            return ""
    return words


def test_one_of_two_wins_every_time_and_nothing_is_overwritten(app: Flask) -> None:
    from kiosk.flows.complaint.move_ticket import move_ticket
    from kiosk.flows.tickets import NOTHING

    place = make_place(app)
    grants = [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)]
    two = [desk.make_staff(app, grants) for _ in range(2)]
    keys = tickets.house(app).keys
    ticket, won = tickets.file(app, place), []
    with app.app_context():
        move_ticket(two[0], ticket.number, Move.VERIFY, 1, NOTHING, keys, NOW)
    with ThreadPoolExecutor(2) as pool:
        for trial in range(TRIALS):
            version = tickets.row(app, ticket.number)["version"]
            tries = [
                pool.submit(save, app, one, ticket.number, version, f"{trial} dari {one.id}")
                for one in two
            ]
            told = [one.result() for one in tries]
            assert len([one for one in told if one]) == 1, trial
            won += [one for one in told if one]
            with app.app_context():
                move_ticket(two[0], ticket.number, Move.RESUME, version + 1, NOTHING, keys, NOW)
    assert [one["text"] for one in rows(app, "ticket_messages")] == won
    row = tickets.row(app, ticket.number)
    assert row["version"] == 2 + 2 * TRIALS
