"""When somebody is reminded of a plan: in the hours of the office that has to carry it out.

A week before its due date, on that day, and every week after it. A due date on a day off is
reminded of on the last working day before it.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from kiosk.domain.complaint.alert import is_open
from kiosk.domain.complaint.workdays import Calendar

DAYS_BEFORE = 7
SOON, TODAY, LATE = "tujuh-hari", "hari-ini", "lewat"
HORIZON = 2 * DAYS_BEFORE
"""Days ahead in which a plan may have to be reminded of by now: a week off lies between."""


def step(calendar: Calendar, due: date, now: datetime) -> str | None:
    """The one reminder that is right at this moment; None outside office hours or too early. The
    weeks after are numbered ("lewat-0" from the first day), so that each is given once. Raises
    `NeverOpen`."""
    if not is_open(calendar, now):
        return None
    today = calendar.local_day(now)
    if today > due:
        return f"{LATE}-{(today - due).days // 7}"
    if today == due or calendar.next_workday(today) > due:
        return TODAY
    return SOON if (due - today).days <= DAYS_BEFORE else None


def wanted(
    calendar: Calendar,
    due: Iterable[tuple[int, date | None]],
    given: Collection[tuple[int, date, str]],
    now: datetime,
) -> list[tuple[int, str]]:
    """(id, step) of what is to be reminded of and was not yet. ``due``: id and date of each;
    ``given``: id, date and step of what was."""
    steps = ((number, day, step(calendar, day, now)) for number, day in due if day)
    return [
        (number, told) for number, day, told in steps if told and (number, day, told) not in given
    ]
