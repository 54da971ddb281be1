"""Moments that must not give anybody away."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.workdays import Calendar

_FIRST, _LAST = time(0), time(23, 59, 59)


def coarse(calendar: Calendar, instant: datetime) -> datetime:
    """An instant to the day: the first moment of it, or the last where the office had closed by
    then. The clock counts the same from either; the hour is gone, for an hour at a counter is
    enough to know a person by."""
    day = calendar.local_day(instant)
    late = calendar.is_workday(day) and instant > calendar.closing(day)
    return datetime.combine(day, _LAST if late else _FIRST, ZoneInfo(calendar.zone))
