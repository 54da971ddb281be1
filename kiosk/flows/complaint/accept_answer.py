"""A reporter says that the matter is settled."""

from datetime import datetime

from kiosk.domain.complaint.ticket import Ending, Move
from kiosk.flows import reporting, tellings, tickets
from kiosk.flows.receiving import House
from kiosk.flows.reporting import Proof
from kiosk.flows.tickets import REPORTER
from kiosk.store.engine import transaction


def accept_answer(proof: Proof, house: House, now: datetime) -> None:
    """A second time changes nothing. Raises `ForbiddenMove`."""
    with transaction():
        row = reporting.held(proof)
        if row.ending == Ending.BY_REPORTER:
            return
        tickets.make_move(row, Move.ACCEPT, REPORTER, now, pen=reporting.pen_for(row, proof))
        tellings.tell_owner(row, house.keys, now)
