"""When an office is reminded of a limit, and when those above it are told that it is over.

By the working days of the unit that has to act, and within its office hours: a reminder at night
is read by nobody, and a limit that ends on a Monday is reminded of on the Friday before.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.workdays import Calendar

DAYS_BEFORE, DAYS_AFTER = 1, 2
"""Working days: the reminder before the last day, the escalation after it. No rule names them."""
_DAYS_TO_SEARCH = 366


class Alert(StrEnum):
    """Each is given once for a limit; kept under these words."""

    SOON = "segera"
    LATE = "lewat"
    ESCALATED = "eskalasi"


def is_open(calendar: Calendar, now: datetime) -> bool:
    """Whether somebody is there to read it."""
    day = calendar.local_day(now)
    return calendar.is_workday(day) and calendar.opening(day) <= now < calendar.closing(day)


def come(calendar: Calendar, now: datetime) -> Mapping[Alert, datetime]:
    """The moment of each alert has come for limits that are due before these instants: a reminder
    from the working day before the last one on, an escalation once `DAYS_AFTER` whole working
    days are over after it. Raises `NeverOpen`."""
    today = calendar.local_day(now)
    reminded = calendar.nth_workday(today, DAYS_BEFORE)
    return {
        Alert.SOON: _midnight(calendar, reminded + timedelta(days=1)),
        Alert.LATE: now,
        Alert.ESCALATED: _midnight(calendar, _back(calendar, today, DAYS_AFTER)),
    }


def early(calendar: Calendar, due: datetime, now: datetime) -> tuple[Alert, ...]:
    """Alerts whose moment has not come for a limit that is due then: given before it was moved,
    they were wrong. Raises `NeverOpen`."""
    return tuple(one for one, before in come(calendar, now).items() if due >= before)


def _back(calendar: Calendar, day: date, count: int) -> date:
    """The ``count``-th working day before ``day``; where there is none, long ago."""
    for days in range(1, _DAYS_TO_SEARCH):
        earlier = day - timedelta(days=days)
        count -= calendar.is_workday(earlier)
        if count == 0:
            return earlier
    return day - timedelta(days=_DAYS_TO_SEARCH)


def _midnight(calendar: Calendar, day: date) -> datetime:
    return datetime.combine(day, time(0), ZoneInfo(calendar.zone))
