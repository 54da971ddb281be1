"""The office's side of a ticket in tests that are about the other side: its moves, by the step
that every flow takes.

office.move(app, ticket, Move.ANSWER, "Sudah diperbaiki.")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests import tickets
from tests.factories import NOW

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from kiosk.domain.complaint.ticket import Move
    from kiosk.flows.reporting import Proof
    from tests.tickets import Ticket

OFFICER = 1


def proof(app: Flask, ticket: Ticket, now: datetime = NOW) -> Proof:
    """The receipt of a ticket, shown and found right."""
    from kiosk.flows.reporting import Key, prove

    with app.app_context():
        return prove(Key(ticket.number, ticket.phrase), tickets.house(app), now, "203.0.113.7")


def move(app: Flask, ticket: Ticket, step: Move, message: str = "", *, now: datetime = NOW) -> None:
    """As an officer; of a sealed case with the case's own key."""
    from kiosk.domain.complaint.ticket import By
    from kiosk.flows import tickets as steps
    from kiosk.flows.reporting import pen_for
    from kiosk.flows.tickets import Doer, Told
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    shown = proof(app, ticket, now)
    told = Told(message=message or None, reason="Alasan untuk rekan kerja")
    with app.app_context(), transaction():
        row = kept.hold(ticket.number)
        steps.make_move(row, step, Doer(By.OFFICER, OFFICER), now, told, pen=pen_for(row, shown))


def answer(app: Flask, ticket: Ticket, message: str = "Sudah kami perbaiki.", **how: Any) -> None:
    """Verified and answered."""
    from kiosk.domain.complaint.ticket import Move, State

    if tickets.row(app, ticket.number)["state"] == State.RECEIVED:
        move(app, ticket, Move.VERIFY, **how)
    move(app, ticket, Move.ANSWER, message, **how)


def ask(app: Flask, ticket: Ticket, message: str = "Tanggal berapa?", **how: Any) -> None:
    """Verified and waiting for the reporter."""
    from kiosk.domain.complaint.ticket import Move

    move(app, ticket, Move.VERIFY, **how)
    move(app, ticket, Move.ASK, message, **how)
