"""F60: whatever happens to a ticket, its statutory clock only ever stands still while the reporter
is awaited: elapsed and remaining are its budget, and no reopening, merging, forwarding or change of
owner makes it longer."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from kiosk.domain.complaint.deadline import Pause, compute, elapsed, remaining
from kiosk.domain.complaint.limits import pause_cap
from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.refusal import Refusal
from kiosk.store.complaint.tables import TicketDeadline, TicketPause
from tests import desk, tickets
from tests.clockwork import escalate, wita
from tests.factories import NOW, make_place, rows
from tests.faults import ledger

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from tests.faults.conftest import Held

pytestmark = pytest.mark.usefixtures("quick_hashes")
SEQUENCES, LENGTH = ledger.sized(25, 1_000), 12


class Desk:
    """Two officers, two units, two tickets; each deed is tried, and refused where it must be."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.place = make_place(app)
        self.other = make_place(app, "rsud-lerik", point="3C5D7E9F", name="RSUD Lerik")
        grants = [
            Grant(Role.COMPLAINT_OFFICER, Level.UNIT, one.unit_id)
            for one in (self.place, self.other)
        ]
        self.two = [desk.make_staff(app, grants) for _ in range(2)]
        self.keys = tickets.house(app).keys

    def begin(self, now: datetime) -> None:
        address = f"198.51.{random.getrandbits(8)}.{random.getrandbits(8)}"
        self.ticket = tickets.file(self.app, self.place, now=now, address=address)
        self.twin = tickets.file(self.app, self.place, now=now, address=address)
        self.number = self.ticket.number

    @property
    def version(self) -> int:
        return int(tickets.row(self.app, self.number)["version"])

    def move(self, actor: Actor, step: Move, now: datetime) -> None:
        from kiosk.flows.complaint.move_ticket import move_ticket
        from kiosk.flows.tickets import Told

        told = Told(message="Pesan", reason="Alasan")
        move_ticket(actor, self.number, step, self.version, told, self.keys, now)

    def reporter(self, step: Move, now: datetime) -> None:
        from kiosk.flows import tickets as steps
        from kiosk.flows.tickets import Told
        from kiosk.store.complaint import tickets as kept
        from kiosk.store.engine import transaction

        with transaction():
            row = kept.hold(self.number)
            steps.make_move(row, step, steps.REPORTER, now, Told(message="Dari pelapor"))

    def hand_on(self, actor: Actor, now: datetime) -> None:
        from kiosk.flows.complaint.forward_ticket import forward_ticket

        here = tickets.row(self.app, self.number)["unit_id"]
        to = self.other.unit if here == self.place.unit_id else self.place.unit
        forward_ticket(actor, self.number, to, self.version, "lain", self.keys, now)

    def merge(self, actor: Actor, now: datetime) -> None:
        from kiosk.flows.complaint.merge_tickets import merge_tickets

        merge_tickets(actor, self.number, self.twin.number, self.version, self.keys, now)

    def unmerge(self, actor: Actor, now: datetime) -> None:
        from kiosk.flows.complaint.unmerge_ticket import unmerge_ticket

        unmerge_ticket(actor, self.number, self.version, self.keys, now)

    def reassign(self, actor: Actor, now: datetime) -> None:
        from kiosk.flows.complaint.assign_ticket import assign_ticket

        code = random.choice([one.code for one in self.two] + [""])
        assign_ticket(actor, self.number, code, self.version, self.keys, now)

    def deeds(self) -> list[Callable[[Actor, datetime], None]]:
        steps = (Move.VERIFY, Move.PROCESS, Move.ASK, Move.RESUME, Move.ANSWER, Move.REOPEN)
        said = (Move.REPLY, Move.OBJECT, Move.ACCEPT)
        made = [lambda actor, now, s=step: self.move(actor, s, now) for step in steps]
        made += [lambda _actor, now, s=step: self.reporter(s, now) for step in said]
        # Asking and being answered is what pauses: it is to happen often.
        return [*made, made[2], made[3], self.hand_on, self.merge, self.unmerge, self.reassign]


def of_ticket(app: Flask, table: Any, ticket_id: int) -> list[Any]:
    from kiosk.store.engine import connection, reading

    with app.app_context(), reading():
        query = select(*table.__table__.c).where(table.ticket_id == ticket_id)
        return list(connection().execute(query).mappings())


def statutory(app: Flask, ticket_id: int) -> Any:
    """The class's own limit as it was computed last."""
    [found] = [
        one
        for one in of_ticket(app, TicketDeadline, ticket_id)
        if one["kind"] == "tidak-berkadar" and one["replaced_at"] is None
    ]
    return found


def pauses(app: Flask, ticket_id: int) -> list[Pause]:
    found = of_ticket(app, TicketPause, ticket_id)
    return [Pause(one["started_at"], one["ended_at"]) for one in found]


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """The arithmetic knows no database; its moves are tried on both in tests/flows/complaint."""
    return sqlite_database


@pytest.fixture
def office(app: Flask) -> Desk:
    return Desk(app)


def test_elapsed_and_remaining_are_the_budget_and_only_a_pause_moves_the_end(
    app: Flask, office: Desk, held: Held
) -> None:
    from kiosk.flows.running import desk_of
    from kiosk.store.engine import reading

    done: dict[str, int] = {}
    with app.app_context(), reading():
        rules = desk_of(office.place.unit_id)
    cap = pause_cap(rules.settings)
    for seed in range(SEQUENCES):
        random.seed(seed)
        now = NOW + timedelta(hours=random.randrange(24 * 20))
        office.begin(now)
        received = now
        for _ in range(LENGTH):
            now += timedelta(hours=random.randrange(1, 60))
            deed = random.choice(office.deeds())
            before = statutory(app, office.ticket.id)
            try:
                with app.app_context():
                    deed(random.choice(office.two), now)
            except Refusal:
                assert statutory(app, office.ticket.id) == before
                continue
            name = getattr(deed, "__name__", "")
            done[name] = done.get(name, 0) + 1
            limit, stood = statutory(app, office.ticket.id), pauses(app, office.ticket.id)
            assert limit["started_at"] == received
            gone = elapsed(rules.calendar, received, limit["days"], now, stood, cap)
            left = remaining(rules.calendar, received, limit["days"], now, stood, cap)
            assert gone + left == limit["days"], (seed, name)
            assert 0 <= gone <= limit["days"], (seed, name)
            ended = [one for one in stood if one.end is not None]
            latest = compute(rules.calendar, received, limit["days"], ended, cap, now=now)
            assert limit["due_at"] <= latest.due, (seed, name)
            if not stood:
                assert limit["due_at"] == before["due_at"], (seed, name)
    assert {"merge", "unmerge", "hand_on", "reassign"} <= set(done), done
    assert rows(app, "ticket_pauses"), "some of it did pause"
    told = {one["move"] for one in rows(app, "ticket_moves")}
    assert {"tanya", "lanjutkan", "jawab", "keberatan"} <= told, told
    held(
        tried=f"{SEQUENCES} random histories of a ticket",
        figure=f"{sum(done.values())} deeds: elapsed + remaining = budget after each",
    )


def test_what_is_merged_is_not_hurried_makes_no_circle_and_comes_apart_as_it_was(
    app: Flask, office: Desk, held: Held
) -> None:
    office.begin(NOW)
    officer, number, twin = office.two[0], office.number, office.twin.number
    before = statutory(app, office.ticket.id)
    with app.app_context():
        office.merge(officer, NOW)
        office.number = twin
        with pytest.raises(Refusal):
            merge_into(office, officer, number)
        office.number = number
    escalate(app, wita(21))
    hurried = {one["ticket_id"] for one in rows(app, "ticket_alerts")}
    assert hurried == {office.twin.id}
    with app.app_context():
        office.unmerge(officer, NOW)
    assert statutory(app, office.ticket.id) == before
    held(
        tried="merged, circle tried, taken apart",
        figure=f"{len(hurried - {office.twin.id})} reminders of the merged, circle refused, limits "
        "as before",
    )


def merge_into(office: Desk, actor: Actor, parent: str) -> None:
    from kiosk.flows.complaint.merge_tickets import merge_tickets

    merge_tickets(actor, office.number, parent, office.version, office.keys, NOW)
