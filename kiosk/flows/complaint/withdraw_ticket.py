"""A reporter takes their report back; nobody else's with it."""

from datetime import datetime

from kiosk.domain.complaint.ticket import Ending, Move
from kiosk.flows import reporting, tellings, tickets
from kiosk.flows.receiving import House
from kiosk.flows.reporting import Proof
from kiosk.flows.tickets import REPORTER
from kiosk.store.engine import transaction


def withdraw_ticket(proof: Proof, house: House, now: datetime) -> None:
    """A second time changes nothing. Raises `ForbiddenMove`."""
    with transaction():
        row = reporting.held(proof)
        if row.ending == Ending.WITHDRAWN:
            return
        tickets.make_move(row, Move.WITHDRAW, REPORTER, now, pen=reporting.pen_for(row, proof))
        tickets.let_go(row, now)
        tellings.tell_owner(row, house.keys, now)
