"""Which days count, from when to when, and why one does not.

Built from what a unit has: its holidays and its office hours. Knows no clock and no database.
UU 25/2009 and Perpres 76/2013 count *hari kerja*; civil servants work Monday to Friday
(Perpres 21/2023), and an office may set its own hours.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.complaint import reasons
from kiosk.domain.place.holiday import Holiday, Kind
from kiosk.domain.refusal import Refusal

DAYS = reasons.DAYS
_WEEKEND = 5
_HOLIDAYS = {
    Kind.NATIONAL: reasons.NATIONAL,
    Kind.JOINT_LEAVE: reasons.JOINT_LEAVE,
    Kind.LOCAL: reasons.LOCAL,
}
_YEARS_TO_SEARCH = 20


class NeverOpen(Refusal):
    """The unit's office hours leave no working day: nothing can ever fall due."""


class InvalidHours(Refusal):
    """Office hours that cannot be meant."""


@dataclass(frozen=True)
class Hours:
    """Local time, the same day; raises `InvalidHours` where closing is not after opening."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.closes <= self.opens:
            raise InvalidHours("Jam tutup harus sesudah jam buka.")

    def __str__(self) -> str:
        return f"{self.opens:%H.%M}-{self.closes:%H.%M}"


Week = tuple[Hours | None, ...]
"""Monday to Sunday; None: closed."""
_USUAL = Hours(time(8), time(16))
DEFAULT_WEEK: Week = (_USUAL,) * 5 + (None, None)
"""08.00 to 16.00, Monday to Friday, until an office says otherwise."""


@dataclass(frozen=True)
class HoursSet:
    """A whole week's hours from ``first`` to ``last`` (None: until further notice), for example
    those of Ramadan. ``near`` is how many levels above the unit it was set; 0: its own."""

    label: str
    week: Week
    first: date
    last: date | None = None
    near: int = 0

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Lowest holds: a dated set before an open-ended one (a governor's Ramadan hours hold
        for an office with usual hours of its own), the nearer, then the later."""
        return (self.last is None, self.near, -self.first.toordinal())


_DEFAULT = HoursSet(reasons.USUAL, DEFAULT_WEEK, date.min, near=99)


@dataclass(frozen=True)
class DayNote:
    """Whether a day counts, and the reason in words a citizen can read."""

    day: date
    counts: bool
    reason: str


@dataclass(frozen=True)
class Calendar:
    """The working days of one unit. ``holidays`` by day; ``hours`` in any order, of sets added
    at the same place the later last."""

    zone: str
    holidays: Mapping[date, Holiday] = field(default_factory=dict)
    hours: Sequence[HoursSet] = ()
    known_years: frozenset[int] = frozenset()
    _ranked: tuple[HoursSet, ...] = field(init=False, repr=False, compare=False)
    _years: dict[int, list[date]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Of two equals the one added later holds.
        order = sorted(enumerate(self.hours), key=lambda pair: (pair[1].rank, -pair[0]))
        object.__setattr__(self, "_ranked", (*(one for _, one in order), _DEFAULT))
        object.__setattr__(self, "_years", {})

    def knows(self, year: int) -> bool:
        """Whether national holidays of the year are there: else its deadlines are provisional."""
        return year in self.known_years

    @property
    def sets(self) -> tuple[HoursSet, ...]:
        """What offices have set, strongest first."""
        return self._ranked[:-1]

    def set_for(self, day: date) -> HoursSet:
        return next(one for one in self._ranked if one.covers(day))

    def hours_on(self, day: date) -> Hours | None:
        """As the office hours say, holidays not looked at; None: closed."""
        return self.set_for(day).week[day.weekday()]

    def is_workday(self, day: date) -> bool:
        return day not in self.holidays and self.hours_on(day) is not None

    def opening(self, day: date) -> datetime:
        """The instant a working day begins; raises `NeverOpen` on a day that does not count."""
        return self._at(day, self._open_hours(day).opens)

    def closing(self, day: date) -> datetime:
        """The instant a working day ends; raises `NeverOpen` on a day that does not count."""
        return self._at(day, self._open_hours(day).closes)

    def _open_hours(self, day: date) -> Hours:
        hours = self.hours_on(day)
        if hours is None or day in self.holidays:
            raise NeverOpen("%(day)s bukan hari kerja.", day=day.isoformat())
        return hours

    def _at(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, ZoneInfo(self.zone))

    def local_day(self, instant: datetime) -> date:
        return instant.astimezone(ZoneInfo(self.zone)).date()

    def next_workday(self, day: date) -> date:
        """The first working day after ``day``; raises `NeverOpen`."""
        return self.nth_workday(day, 1)

    def nth_workday(self, day: date, n: int) -> date:
        """The ``n``-th working day after ``day`` (n >= 1); raises `NeverOpen`."""
        if n < 1:
            raise ValueError(n)
        year = day.year
        before = bisect_right(self._in(year), day)
        while before + n > len(self._in(year)):
            n -= len(self._in(year)) - before
            year, before = year + 1, 0
            if year > min(day.year + _YEARS_TO_SEARCH, date.max.year):
                raise NeverOpen("Jam kerja unit ini tidak memuat cukup hari kerja.")
        return self._in(year)[before + n - 1]

    def workdays_between(self, first: date, last: date) -> int:
        """How many working days lie in ``first`` to ``last``, both included."""
        return sum(
            bisect_right(self._in(year), last) - bisect_left(self._in(year), first)
            for year in range(first.year, last.year + 1)
        )

    def _in(self, year: int) -> list[date]:
        """Every working day of a year, in order, worked out once."""
        if year not in self._years:
            start, days = date(year, 1, 1), 366 if _is_leap(year) else 365
            every = (start + timedelta(offset) for offset in range(days))
            self._years[year] = [day for day in every if self.is_workday(day)]
        return self._years[year]

    def note(self, day: date) -> DayNote:
        """The day as a line of an explanation."""
        holiday = self.holidays.get(day)
        if holiday is not None:
            told = f"{holiday.name} ({holiday.decree})"
            return DayNote(day, False, _HOLIDAYS[holiday.kind] % {"holiday": told})
        hours, chosen = self.hours_on(day), self.set_for(day)
        if hours is not None:
            label = "" if chosen is _DEFAULT else f" ({chosen.label})"
            return DayNote(day, True, reasons.WORKDAY % {"hours": f"{hours}{label}"})
        why = reasons.WEEKEND if day.weekday() >= _WEEKEND else reasons.CLOSED
        weekday = reasons.DAYS[day.weekday()]
        return DayNote(day, False, why % {"weekday": weekday, "label": chosen.label})

    def why_not(self, day: date) -> str | None:
        """Why a day does not count; None where it does."""
        found = self.note(day)
        return None if found.counts else found.reason


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
