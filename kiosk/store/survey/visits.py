"""Visits for which an answer was asked: numbers, and what came of each."""

from enum import IntEnum

from sqlalchemy import update

from kiosk.store.engine import connection
from kiosk.store.survey.tables import Visit


class Outcome(IntEnum):
    ANSWERED = 1
    REFUSED = 2


def settle(number: int, point_id: int, outcome: Outcome) -> bool:
    """Take a visit that has no outcome yet, in the caller's transaction; False where there is
    none at that point. One statement: of a hundred at once one gets True."""
    done = connection().execute(
        update(Visit)
        .where(Visit.number == number, Visit.point_id == point_id, Visit.outcome.is_(None))
        .values(outcome=int(outcome))
    )
    return done.rowcount == 1
