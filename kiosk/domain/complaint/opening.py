"""Whether an office is open now, and until when that stays so."""

from datetime import datetime

from kiosk.domain.complaint.workdays import Calendar, NeverOpen
from kiosk.domain.place.opening import Opening


def opening(calendar: Calendar, now: datetime) -> Opening:
    day = calendar.local_day(now)
    if calendar.is_workday(day):
        opens, closes = calendar.opening(day), calendar.closing(day)
        if now < opens:
            return Opening(False, None, opens)
        if now < closes:
            return Opening(True, opens, closes)
    try:
        return Opening(False, None, calendar.opening(calendar.next_workday(day)))
    except NeverOpen:
        return Opening(False, None, None)
