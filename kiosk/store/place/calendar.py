"""Holidays and office hours as kept. Rows are added and withdrawn, never changed: every deadline
can be explained with the calendar as it was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from sqlalchemy import extract, insert, select, update

from kiosk.domain.complaint.workdays import Calendar, Hours, HoursSet, Week
from kiosk.domain.place.holiday import NATIONWIDE, Holiday, Kind
from kiosk.store.engine import connection
from kiosk.store.place import revision, units
from kiosk.store.place.tables import Holiday as Row
from kiosk.store.place.tables import OfficeHours, Unit

NATION = 0
"""The scope of a day that holds everywhere; other scopes are ids of units."""


@dataclass(frozen=True)
class Kept:
    """A row: the holiday, where it holds, since when we have it and, if so, why no longer."""

    holiday: Holiday
    scope: int
    added_at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_why: str | None = None


def hold() -> None:
    """Keep other writers of the calendar waiting until this transaction ends, and tell workers
    that a place changed."""
    revision.move()


def held(scope: int, years: Iterable[int]) -> tuple[Holiday, ...]:
    """Days in force of one scope in these years, in order."""
    rows = _rows([scope], years, withdrawn=False)
    return tuple(one.holiday for one in rows)


def rows_of(unit_id: int | None, year: int, *, withdrawn: bool = False) -> list[Kept]:
    """What a unit's year holds, its own and from above and the nation's; None: the nation's."""
    scopes = [NATION] if unit_id is None else [NATION, *units.upward(unit_id)]
    return _rows(scopes, [year], withdrawn=withdrawn)


def _rows(scopes: Sequence[int], years: Iterable[int], *, withdrawn: bool) -> list[Kept]:
    columns = Row.__table__.c
    query = (
        select(*columns)
        .where(columns.unit_id.in_(scopes), extract("year", columns.day).in_(sorted(set(years))))
        .where(columns.withdrawn_at.is_not(None) if withdrawn else columns.withdrawn_at.is_(None))
        .order_by(columns.day, columns.id)
    )
    return [_kept(row) for row in connection().execute(query).mappings()]


def _kept(row: Any) -> Kept:
    return Kept(
        _holiday(row), row["unit_id"], row["added_at"], row["withdrawn_at"], row["withdrawn_why"]
    )


def _holiday(row: Any) -> Holiday:
    return Holiday(row["day"], row["name"], Kind(row["kind"]), row["decree"], row["source"])


def add(scope: int, holidays: Iterable[Holiday], at: datetime) -> None:
    made = [
        {
            "day": one.day,
            "name": one.name,
            "kind": one.kind.value,
            "unit_id": scope,
            "decree": one.decree,
            "source": one.source,
            "added_at": at,
        }
        for one in holidays
    ]
    if made:
        connection().execute(insert(Row), made)


def withdraw(scope: int, days: Iterable[date], why: str, at: datetime) -> int:
    """How many rows ceased to hold."""
    done = connection().execute(
        update(Row)
        .where(Row.unit_id == scope, Row.day.in_(list(days)), Row.withdrawn_at.is_(None))
        .values(withdrawn_at=at, withdrawn_why=why)
    )
    return int(done.rowcount)


def years_ever(scope: int) -> frozenset[int]:
    """Years of which this scope has or had a row: such a year is never seeded again."""
    days = connection().scalars(select(Row.day).where(Row.unit_id == scope).distinct())
    return frozenset(day.year for day in days)


def add_hours(unit_id: int, chosen: HoursSet, at: datetime) -> None:
    """A week of office hours; one row a weekday that is open."""
    connection().execute(
        insert(OfficeHours),
        [
            {
                "unit_id": unit_id,
                "weekday": weekday,
                "opens": hours.opens.isoformat("minutes"),
                "closes": hours.closes.isoformat("minutes"),
                "first_day": chosen.first,
                "last_day": chosen.last,
                "label": chosen.label,
                "added_at": at,
            }
            for weekday, hours in enumerate(chosen.week)
            if hours is not None
        ],
    )


def withdraw_hours(unit_id: int, label: str, first: date, at: datetime) -> int:
    """How many rows of the unit's own sets of this name and first day ceased to hold."""
    done = connection().execute(
        update(OfficeHours)
        .where(OfficeHours.unit_id == unit_id, OfficeHours.withdrawn_at.is_(None))
        .where(OfficeHours.label == label, OfficeHours.first_day == first)
        .values(withdrawn_at=at)
    )
    return int(done.rowcount)


def hours_of(unit_id: int) -> tuple[HoursSet, ...]:
    """Sets in force of a unit and those above it, oldest first at each place."""
    path = units.upward(unit_id)
    columns = OfficeHours.__table__.c
    query = (
        select(*columns)
        .where(columns.unit_id.in_(path), columns.withdrawn_at.is_(None))
        .order_by(columns.unit_id, columns.added_at, columns.label, columns.first_day, columns.id)
    )
    rows = connection().execute(query).all()
    return tuple(_set(list(group), path) for _, group in groupby(rows, key=_set_key))


def _set_key(row: Any) -> tuple[Any, ...]:
    return (row.unit_id, row.added_at, row.label, row.first_day, row.last_day)


def _set(rows: list[Any], path: list[int]) -> HoursSet:
    top = rows[0]
    return HoursSet(
        top.label, _week(rows), top.first_day, top.last_day, near=path.index(top.unit_id)
    )


def _week(rows: list[Any]) -> Week:
    week: list[Hours | None] = [None] * 7
    for row in rows:
        week[row.weekday] = Hours(time.fromisoformat(row.opens), time.fromisoformat(row.closes))
    return tuple(week)


def of_unit(unit_id: int) -> Calendar:
    """The unit's calendar as it holds now: for deadlines and their explanation."""
    scopes = [NATION, *units.upward(unit_id)]
    columns = Row.__table__.c
    query = (
        select(*columns)
        .where(columns.unit_id.in_(scopes), columns.withdrawn_at.is_(None))
        .order_by(columns.day, columns.id)
    )
    days: dict[date, Holiday] = {}
    # The nation's first: an explanation names the joint decree before a local letter.
    rows = sorted(connection().execute(query).mappings(), key=lambda row: row["unit_id"] != NATION)
    for row in rows:
        days.setdefault(row["day"], _holiday(row))
    known = frozenset(day.year for day, one in days.items() if one.kind in NATIONWIDE)
    return Calendar(_zone(unit_id), days, hours_of(unit_id), known)


def _zone(unit_id: int) -> str:
    return str(connection().execute(select(Unit.timezone).where(Unit.id == unit_id)).scalar_one())


def places(scopes: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Code and name of the units among these scopes."""
    query = select(Unit.id, Unit.code, Unit.name).where(Unit.id.in_(set(scopes) - {NATION}))
    return {row.id: (row.code, row.name) for row in connection().execute(query)}
