"""A reporter is not content with the answer, and says why: once."""

from datetime import datetime
from typing import Any

from kiosk.domain.complaint.ticket import ForbiddenMove, Move
from kiosk.flows import tickets, writing
from kiosk.flows.receiving import House
from kiosk.flows.reporting import Proof, objectable
from kiosk.flows.tickets import REPORTER, Pen, Told
from kiosk.flows.writing import Letter


def object_to_answer(
    proof: Proof, letter: Letter, house: House, now: datetime, address: str
) -> None:
    """Raises as `writing.send`, and `ForbiddenMove`, `SecondObjection`. A ticket that was merged
    goes its own way again: what the others accept is not this reporter's to bear."""

    def say(row: Any, text: str, pen: Pen) -> int:
        if not objectable(row):
            raise ForbiddenMove("Keberatan dapat disampaikan sesudah laporan dijawab.")
        tickets.make_move(
            row, Move.OBJECT, REPORTER, now, Told(message=text), pen=pen, merged_into=None
        )
        return writing.last_message(row.id)

    writing.send(proof, letter, house, now, address, say)
