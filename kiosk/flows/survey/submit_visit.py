"""The form of one visit becomes stored answers, and the visit is settled with them."""

from datetime import datetime

from kiosk.domain.arrival import at_once
from kiosk.domain.form import Fields
from kiosk.domain.people.keys import Keys
from kiosk.domain.place.point import ClosedPoint, ServiceCard
from kiosk.domain.survey import visit_token
from kiosk.domain.survey.answer import InvalidAnswer
from kiosk.domain.survey.source import Source
from kiosk.domain.survey.visit_token import DeadVisit
from kiosk.flows import visiting
from kiosk.flows.answering import ChangedSubmission, Receipt, UsedVisit, Way, take_answer
from kiosk.store.engine import transaction


def submit_visit(
    text: str, fields: Fields, keys: Keys, now: datetime, *, lang: str = "id"
) -> Receipt:
    """The very form that was taken in before is thanked again, however late. Raises `DeadVisit`,
    `InvalidAnswer`, `Busy`."""
    token = visit_token.read(text, keys)
    with transaction():
        point = visiting.narrowed(visiting.point_of(token, now), token.service)
        # Asked before the answer takes the visit: this transaction is the only one that sees it.
        lives = visiting.is_open(token, point, now)
        way = Way(at_once(now), Source.VISIT_TOKEN, lang, visit=token.number)
        try:
            receipt = take_answer(point, _of_visit(fields, point.services), way)
        except (ClosedPoint, ChangedSubmission, UsedVisit) as over:
            raise DeadVisit from over
        except InvalidAnswer as wrong:
            if lives:
                raise
            raise DeadVisit from wrong
        if not (lives or receipt.again):
            raise DeadVisit
        return receipt


def _of_visit(fields: Fields, services: tuple[ServiceCard, ...]) -> Fields:
    """The service is the visit's, whatever was sent."""
    if len(services) > 1:
        return fields
    return {**fields, "layanan": [services[0].code]} if services else fields
