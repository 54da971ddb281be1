"""A year of a unit's calendar, or of the nation's, with where each day comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.domain.complaint.workdays import Calendar, HoursSet
from kiosk.domain.place.holiday import Holiday
from kiosk.domain.place.point import UnitCard
from kiosk.store.engine import reading
from kiosk.store.place import calendar, units
from kiosk.store.place.calendar import Kept


@dataclass(frozen=True)
class ListedDay:
    """``where``: name of the unit that set it, None for the nation. ``own``: of the very
    calendar shown."""

    holiday: Holiday
    where: str | None
    own: bool
    added_at: datetime
    withdrawn_at: datetime | None
    withdrawn_why: str | None


@dataclass(frozen=True)
class YearView:
    """``unit`` None: the nation's calendar. ``hours``: sets that touch the year, strongest first.
    ``workdays``: working days of each month."""

    unit: UnitCard | None
    year: int
    days: tuple[ListedDay, ...]
    withdrawn: tuple[ListedDay, ...]
    hours: tuple[HoursSet, ...]
    calendar: Calendar
    workdays: tuple[int, ...]

    @property
    def is_known(self) -> bool:
        """Whether the nation's holidays of this year are there."""
        return self.calendar.knows(self.year)


def show_calendar(unit_code: str | None, year: int) -> YearView:
    """Raises `UnknownUnit`."""
    with reading():
        unit = None if unit_code is None else units.by_code(unit_code)
        unit_id = unit.id if unit else None
        rows = calendar.rows_of(unit_id, year)
        gone = calendar.rows_of(unit_id, year, withdrawn=True)
        names = calendar.places(row.scope for row in (*rows, *gone))
        found = calendar.of_unit(unit_id) if unit_id is not None else _nation(rows)
    own = unit_id or calendar.NATION
    return YearView(
        unit=unit,
        year=year,
        days=tuple(_listed(row, names, own) for row in rows),
        withdrawn=tuple(_listed(row, names, own) for row in gone),
        hours=tuple(one for one in found.sets if _touches(one, year)),
        calendar=found,
        workdays=tuple(_workdays(found, year, month) for month in range(1, 13)),
    )


def _nation(rows: list[Kept]) -> Calendar:
    days = {row.holiday.day: row.holiday for row in rows}
    return Calendar("Asia/Jakarta", days, known_years=frozenset(day.year for day in days))


def _listed(row: Kept, names: Mapping[int, tuple[str, str]], own: int) -> ListedDay:
    where = names[row.scope][1] if row.scope in names else None
    return ListedDay(
        row.holiday, where, row.scope == own, row.added_at, row.withdrawn_at, row.withdrawn_why
    )


def _touches(one: HoursSet, year: int) -> bool:
    return one.first.year <= year and (one.last is None or one.last.year >= year)


def _workdays(found: Calendar, year: int, month: int) -> int:
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return found.workdays_between(first, following - timedelta(days=1))
