"""A reporter rates how the report was handled, 1 to 4."""

from datetime import datetime

from kiosk.domain.complaint import rating
from kiosk.domain.complaint.ticket import Ending, State
from kiosk.flows import reporting, running, tickets
from kiosk.flows.reporting import Proof
from kiosk.flows.tickets import REPORTER, Told
from kiosk.store.engine import transaction


def rate_handling(proof: Proof, score: int, now: datetime) -> None:
    """The last one counts. Raises `RatingClosed`."""
    with transaction():
        row = reporting.held(proof)
        ending = Ending(row.ending) if row.ending else None
        if not rating.is_open(State(row.state), ending, row.closed_at, now):
            raise rating.RatingClosed
        if row.rating == score:
            return
        at = tickets.moment_of(row, REPORTER, running.desk_of(row.origin_id), now)
        told = Told(details={"nilai": [row.rating, score]})
        pen = reporting.pen_for(row, proof)
        tickets.note_change(row, "nilai", REPORTER, at, told, pen=pen, rating=score, rated_at=at)
