"""A citizen's form becomes stored answers and their tallies, in one transaction."""

from datetime import datetime, timedelta

from kiosk.domain.arrival import Arrival, at_once, judged
from kiosk.domain.form import Fields
from kiosk.domain.place.code import tidy
from kiosk.domain.survey import extras
from kiosk.domain.survey.source import Source
from kiosk.flows.answering import ChangedSubmission as ChangedSubmission
from kiosk.flows.answering import Receipt as Receipt
from kiosk.flows.answering import Way, take_answer
from kiosk.store.engine import transaction
from kiosk.store.place import points


def submit_answer(
    code: str, fields: Fields, now: datetime, *, lang: str = "id", source: Source = Source.STATIC_QR
) -> Receipt:
    """Raises `UnknownPoint`, `ClosedPoint`, `InvalidAnswer`, `ChangedSubmission`, `Busy`."""
    # All in one: a second transaction would cost more than reading the form inside this one. On
    # PostgreSQL a point may close meanwhile; the answer was sent while it was open.
    with transaction():
        point = points.scanned(tidy(code), now)
        return take_answer(point, fields, Way(_arrival(fields, now), source, lang))


def _arrival(fields: Fields, now: datetime) -> Arrival:
    """A phone without a line sends later, and says how much later."""
    age = extras.read(fields).age
    return at_once(now) if age is None else judged(now, timedelta(seconds=age))
