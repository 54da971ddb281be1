"""The sign of a visit becomes the form of that point, for the service that was completed."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.month import month_of
from kiosk.domain.people.keys import Keys
from kiosk.domain.place.point import OpenPoint
from kiosk.domain.survey import visit_token
from kiosk.domain.survey.answer import SurveyForm
from kiosk.domain.survey.visit_token import DeadVisit
from kiosk.flows import visiting
from kiosk.store.engine import reading
from kiosk.store.survey import instruments


@dataclass(frozen=True)
class OpenVisit:
    """``point`` offers this visit's service only, where the visit has one."""

    point: OpenPoint
    form: SurveyForm


def open_visit(text: str, keys: Keys, now: datetime) -> OpenVisit:
    """Raises `DeadVisit`."""
    token = visit_token.read(text, keys)
    with reading():
        point = visiting.point_of(token, now)
        if not visiting.is_open(token, point, now):
            raise DeadVisit
    narrow = visiting.narrowed(point, token.service)
    month = month_of(now, point.unit.zone)
    form = instruments.form_at(narrow, month)
    if form is None:
        raise DeadVisit
    return OpenVisit(narrow, form)
