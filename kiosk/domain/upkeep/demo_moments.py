"""When people answer: on working days, in office hours, never after now."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from kiosk.domain.month import Month

OPENS, CLOSES = time(8), time(16)
# Holidays of a fixed date, and the days around Christmas on which offices stand empty.
CLOSED = {(1, 1), (5, 1), (6, 1), (8, 17), (12, 24), (12, 25), (12, 26), (12, 31)}
LEAST_WORKED = 0.6
"""The current month counts for at least this much: on its first days a demo must show something."""


@dataclass(frozen=True)
class Hours:
    """One day's opening, in UTC, and its length."""

    opening: datetime
    seconds: float


def office_hours(month: Month, zone: str, now: datetime) -> list[Hours]:
    """The hours of a month up to ``now``; before the first of them, whatever there was of it."""
    found = []
    for day in _working_days(month):
        opening = datetime.combine(day, OPENS, ZoneInfo(zone)).astimezone(UTC)
        closing = datetime.combine(day, CLOSES, ZoneInfo(zone)).astimezone(UTC)
        seconds = (min(closing, now) - opening).total_seconds()
        if seconds > 0:
            found.append(Hours(opening, seconds))
    return found or [_since_midnight(month, zone, now)]


def worked(month: Month, hours: Sequence[Hours]) -> float:
    """The part of a month's working days that ``hours`` cover, 0.6 at least."""
    return min(1.0, max(LEAST_WORKED, len(hours) / len(_working_days(month))))


def moments(
    rng: Random, hours: Sequence[Hours], count: int, part: int = 0, of: int = 1
) -> list[datetime]:
    """``count`` instants in order, out of one of ``of`` equal parts; mornings are busiest."""
    low, high = part / of * len(hours), (part + 1) / of * len(hours)
    found = []
    for _ in range(count):
        day = hours[min(len(hours) - 1, int(low + rng.random() * (high - low)))]
        found.append(day.opening + timedelta(seconds=int(day.seconds * _time_of_day(rng))))
    found.sort()
    return found


def _time_of_day(rng: Random) -> float:
    """0 at opening, 1 at closing: two in three in the morning, few at noon and near closing."""
    if rng.random() < 0.66:
        return 0.5 * (rng.random() + rng.random()) / 2 + 0.03
    return 0.6 + 0.38 * float(rng.random() ** 1.3)


def _since_midnight(month: Month, zone: str, now: datetime) -> Hours:
    opening = datetime(month // 100, month % 100, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return Hours(opening, max(0.0, (now - opening).total_seconds()))


def _working_days(month: Month) -> list[date]:
    year, number = divmod(month, 100)
    days = (date(year, number, day) for day in range(1, monthrange(year, number)[1] + 1))
    return [one for one in days if one.weekday() < 5 and (one.month, one.day) not in CLOSED]
