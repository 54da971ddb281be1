"""A scanned code becomes a point with its questionnaire."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.month import Month, month_of
from kiosk.domain.place.code import tidy
from kiosk.domain.place.point import OpenPoint
from kiosk.domain.survey.answer import SurveyForm
from kiosk.store.engine import reading
from kiosk.store.place import points
from kiosk.store.survey import instruments


@dataclass(frozen=True)
class Counter:
    """A point, the local month it is in, and what it asks this month (None: nothing to ask)."""

    point: OpenPoint
    month: Month
    form: SurveyForm | None

    @property
    def takes_answers(self) -> bool:
        return self.form is not None and not self.point.closed


def open_point(code: str, now: datetime) -> Counter:
    """Open or closed; its code may be one it had until not long ago. Raises `UnknownPoint`,
    `RetiredCode`."""
    with reading():
        point = points.scanned(tidy(code), now)
    month = month_of(now, point.unit.zone)
    return Counter(point, month, instruments.form_at(point, month))
