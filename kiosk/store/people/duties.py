"""Who was at which counter on which days."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from kiosk.store.engine import connection
from kiosk.store.people.tables import GrantRow, Staff
from kiosk.store.place.tables import Duty, Point


def of_point(point_id: int) -> list[Any]:
    """(id, staff_id, name, first_day, last_day), the latest first."""
    query = (
        select(Duty.id, Duty.staff_id, Staff.name, Duty.first_day, Duty.last_day)
        .join(Staff, Staff.id == Duty.staff_id)
        .where(Duty.point_id == point_id)
        .order_by(Duty.first_day.desc(), Duty.id.desc())
    )
    return list(connection().execute(query))


def of_units(unit_ids: Sequence[int], first: date, last: date) -> list[Any]:
    """(point_id, staff_id, first_day, last_day) of these units' counters that touch these days."""
    query = (
        select(Duty.point_id, Duty.staff_id, Duty.first_day, Duty.last_day)
        .join(Point, Point.id == Duty.point_id)
        .where(Point.unit_id.in_(tuple(unit_ids)), Duty.first_day <= last)
        .where(or_(Duty.last_day.is_(None), Duty.last_day >= first))
    )
    return list(connection().execute(query))


def add(point_id: int, staff_id: int, first_day: date, last_day: date | None) -> int:
    made = connection().execute(
        insert(Duty)
        .values(point_id=point_id, staff_id=staff_id, first_day=first_day, last_day=last_day)
        .returning(Duty.id)
    )
    return int(made.scalar_one())


def end(duty_id: int, point_id: int, last_day: date) -> bool:
    """False where there is none at that point."""
    done = connection().execute(
        update(Duty).where(Duty.id == duty_id, Duty.point_id == point_id).values(last_day=last_day)
    )
    return bool(done.rowcount == 1)


def drop(duty_id: int, point_id: int) -> bool:
    """What was never so. False where there is none at that point."""
    done = connection().execute(delete(Duty).where(Duty.id == duty_id, Duty.point_id == point_id))
    return bool(done.rowcount == 1)


def people_near(unit_ids: Sequence[int], instansi_ids: Iterable[int]) -> list[str]:
    """Names of those who ever held a role at these units or instansi, or stood at a counter:
    whom a comment may mean."""
    ids = tuple(unit_ids)
    held = select(GrantRow.staff_id).where(
        or_(
            (GrantRow.level == "unit") & GrantRow.place_id.in_(ids),
            (GrantRow.level == "instansi") & GrantRow.place_id.in_(tuple(instansi_ids)),
        )
    )
    stood = (
        select(Duty.staff_id).join(Point, Point.id == Duty.point_id).where(Point.unit_id.in_(ids))
    )
    query = select(Staff.name).where(or_(Staff.id.in_(held), Staff.id.in_(stood)))
    return list(connection().scalars(query))
