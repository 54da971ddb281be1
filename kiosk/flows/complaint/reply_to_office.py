"""A reporter writes to the office: the reply that was asked for, or something to add."""

from datetime import datetime
from typing import Any

from kiosk.domain.complaint.clock import Queue
from kiosk.domain.complaint.ticket import Move, State
from kiosk.domain.refusal import Refusal
from kiosk.flows import tickets, writing
from kiosk.flows.receiving import House
from kiosk.flows.reporting import Proof
from kiosk.flows.tickets import REPORTER, Pen, Told
from kiosk.flows.writing import Letter


class EndedTicket(Refusal):
    """Nobody looks at it any more."""


def reply_to_office(
    proof: Proof, letter: Letter, house: House, now: datetime, address: str
) -> None:
    """While the reporter is awaited it goes back to the office, and the clock runs on; else the
    message stands beside. Raises as `writing.send`, and `EndedTicket`."""

    def say(row: Any, text: str, pen: Pen) -> int:
        if row.queue == Queue.DONE:
            raise EndedTicket("Laporan ini sudah ditutup. Untuk hal lain, buat laporan baru.")
        if State(row.state) is not State.WAITING:
            return writing.say_beside(row, text, pen, now)
        tickets.make_move(row, Move.REPLY, REPORTER, now, Told(message=text), pen=pen)
        return writing.last_message(row.id)

    writing.send(proof, letter, house, now, address, say)
