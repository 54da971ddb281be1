"""What is merged into a report that is over is not over with it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.policy import Grant, Level, Role
from tests import clockwork, desk, tickets
from tests.clockwork import wita
from tests.factories import NOW, Place, rows

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor


@pytest.fixture
def officer(app: Flask, place: Place) -> Actor:
    return desk.make_staff(app, [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)])


def version(app: Flask, number: str) -> int:
    return int(tickets.row(app, number)["version"])


def move(app: Flask, actor: Actor, number: str, step: Move) -> None:
    from kiosk.flows.complaint.move_ticket import move_ticket
    from kiosk.flows.tickets import Told

    told, keys = Told(message="Pesan", reason="Alasan"), tickets.house(app).keys
    with app.app_context():
        move_ticket(actor, number, step, version(app, number), told, keys, NOW)


def merge(app: Flask, actor: Actor, number: str, into: str) -> None:
    from kiosk.flows.complaint.merge_tickets import merge_tickets

    with app.app_context():
        keys = tickets.house(app).keys
        merge_tickets(actor, number, into, version(app, number), keys, NOW)


def unmerge(app: Flask, actor: Actor, number: str) -> None:
    from kiosk.flows.complaint.unmerge_ticket import unmerge_ticket

    with app.app_context():
        keys = tickets.house(app).keys
        unmerge_ticket(actor, number, version(app, number), keys, NOW)


def withdraw(app: Flask, ticket: tickets.Ticket) -> None:
    from kiosk.flows.complaint.withdraw_ticket import withdraw_ticket
    from kiosk.flows.reporting import Proof

    with app.app_context():
        withdraw_ticket(Proof(ticket.id, ticket.number, b""), tickets.house(app), NOW)


def reminded_of(app: Flask) -> set[int]:
    clockwork.escalate(app, wita(26, 10))
    return {one["ticket_id"] for one in rows(app, "ticket_alerts")}


def test_who_takes_a_report_back_takes_no_others_with_it(
    app: Flask, officer: Actor, place: Place
) -> None:
    first, second = tickets.file(app, place), tickets.file(app, place)
    merge(app, officer, second.number, first.number)
    withdraw(app, first)
    row = tickets.row(app, second.number)
    assert (row["merged_into"], row["state"]) == (None, "diterima")
    assert reminded_of(app) == {second.id}
    move(app, officer, second.number, Move.VERIFY)


def test_what_cannot_go_the_same_way_goes_its_own(app: Flask, officer: Actor, place: Place) -> None:
    """Archived is only what was not begun: the other one was."""
    first, second = tickets.file(app, place), tickets.file(app, place)
    for step in (Move.VERIFY, Move.PROCESS):
        move(app, officer, second.number, step)
    move(app, officer, first.number, Move.VERIFY)
    merge(app, officer, second.number, first.number)
    move(app, officer, first.number, Move.ARCHIVE)
    row = tickets.row(app, second.number)
    assert (row["merged_into"], row["state"], row["queue"]) == (None, "diproses", 1)
    assert clockwork.history(app, "pisahkan") == [{"nomor": first.number}]


def test_what_went_the_same_way_stays_together(app: Flask, officer: Actor, place: Place) -> None:
    first, second = tickets.file(app, place), tickets.file(app, place)
    merge(app, officer, second.number, first.number)
    move(app, officer, first.number, Move.REDIRECT)
    row = tickets.row(app, second.number)
    assert (row["merged_into"], row["state"]) == (first.id, "bukan-kewenangan")


def test_who_withdrew_hears_nothing_of_what_happens_to_the_others(
    app: Flask, officer: Actor, place: Place
) -> None:
    first, second, third = (
        tickets.file(app, place, identitas="terbuka", nama="Maria Bete", kontak="0812 3456 7890")
        for _ in range(3)
    )
    for one in (second, third):
        merge(app, officer, one.number, first.number)
    withdraw(app, second)
    before = {one["id"] for one in rows(app, "notices")}
    move(app, officer, first.number, Move.VERIFY)
    move(app, officer, first.number, Move.ANSWER)
    told = {
        one["to_id"]
        for one in rows(app, "notices")
        if one["id"] not in before and one["to_kind"] == "pelapor"
    }
    assert told == {first.id, third.id}


def test_parting_and_answering_at_once_lock_each_other_never(
    app: Flask, officer: Actor, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever moves the one waits for the others within it; who parts them goes the same way
    round. The two meet at the first lock, and one waits."""
    from kiosk.store.complaint import tickets as kept

    first, second = tickets.file(app, place), tickets.file(app, place)
    merge(app, officer, second.number, first.number)
    both, real, seen = threading.Barrier(2, timeout=1), kept.children, kept.hold_id

    def meet() -> None:
        try:
            both.wait()
        except threading.BrokenBarrierError:
            return

    def children(ticket_id: int) -> list[object]:
        meet()
        return real(ticket_id)

    def hold_id(ticket_id: int) -> object:
        if ticket_id == first.id:
            meet()
        return seen(ticket_id)

    monkeypatch.setattr(kept, "children", children)
    monkeypatch.setattr(kept, "hold_id", hold_id)
    with ThreadPoolExecutor(2) as pool:
        moved = pool.submit(move, app, officer, first.number, Move.VERIFY)
        parted = pool.submit(unmerge, app, officer, second.number)
        faults = [one.exception() for one in (moved, parted)]
    assert [one for one in faults if type(one).__name__ == "Busy"] == []
    # Parted between the look and the step: the page is stale, and looked at again it goes.
    if type(faults[0]).__name__ == "StaleTicket":
        move(app, officer, first.number, Move.VERIFY)
    assert tickets.row(app, first.number)["state"] == "terverifikasi"
