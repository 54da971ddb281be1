"""Whether an office is open now, and until when that stays so."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

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


def is_open_at(calendar: Calendar, instant: datetime, slack: timedelta = timedelta(0)) -> bool:
    """``slack``: before opening and after closing, when somebody is still being served."""
    local = instant.astimezone(ZoneInfo(calendar.zone))
    if not calendar.is_workday(local.date()):
        return False
    return (
        calendar.opening(local.date()) - slack <= instant <= calendar.closing(local.date()) + slack
    )
