"""F22: twenty officers claim one ticket at once; it has one owner, and the others know who."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, tickets
from tests.factories import NOW, make_place, rows
from tests.faults import ledger

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from tests.faults.conftest import Held

pytestmark = pytest.mark.usefixtures("quick_hashes")
OFFICERS, TRIALS = 20, ledger.sized(12, 200)


def claim(app: Flask, actor: Actor, number: str) -> str | None:
    """None for the one who has it; else what the others are told. Who is told that the system is
    busy, on a loaded machine, presses again."""
    from kiosk.domain.refusal import Busy
    from kiosk.flows.complaint.claim_ticket import AlreadyOwned, claim_ticket

    with app.app_context():
        while True:
            try:
                claim_ticket(actor, number, tickets.house(app).keys, NOW)
            except Busy:
                continue
            except AlreadyOwned as why:
                return str(why)
            return None


def test_a_ticket_has_one_owner_however_many_want_it(app: Flask, held: Held) -> None:
    place = make_place(app)
    grants = [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)]
    people = [desk.make_staff(app, grants) for _ in range(OFFICERS)]
    names = {one.id: one.name for one in people}
    with ThreadPoolExecutor(OFFICERS) as pool:
        for trial in range(TRIALS):
            address = f"198.51.{trial}.1"
            ticket = tickets.file(app, place, address=address)
            told = list(pool.map(lambda one, n=ticket.number: claim(app, one, n), people))
            winners = [one for one, said in zip(people, told, strict=True) if said is None]
            assert len(winners) == 1, trial
            assert tickets.row(app, ticket.number)["owner_id"] == winners[0].id
            assert all(names[winners[0].id] in said for said in told if said)
    taken = [one for one in rows(app, "ticket_moves") if one["move"] == "ambil"]
    assert len(taken) == TRIALS
    held(
        tried=f"{OFFICERS} officers claim one ticket, {TRIALS} trials, {desk.kind_of(app)}",
        figure=f"one owner {len(taken)} times",
    )
