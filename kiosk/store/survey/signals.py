"""What SPAK items report, counted by unit, service and week: counts, and no answer behind them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.store.engine import connection
from kiosk.store.place.tables import Service
from kiosk.store.survey.shared_tables import SignalCount

NO_SERVICE = 0


def count(unit_id: int, service_id: int | None, week: date, subjects: Iterable[str]) -> None:
    """One respondent more for each subject."""
    make: Any = postgresql.insert if connection().dialect.name == "postgresql" else sqlite.insert
    place = {"unit_id": unit_id, "service_id": service_id or NO_SERVICE, "week": week}
    # In one order: two sheets that report the same never wait for each other.
    for subject in sorted(subjects):
        connection().execute(
            make(SignalCount)
            .values(**place, subject=subject, many=1)
            .on_conflict_do_update(
                index_elements=["unit_id", "service_id", "week", "subject"],
                set_={"many": SignalCount.many + 1},
            )
        )


def of_units(unit_ids: Sequence[int], since: date) -> list[Any]:
    """(unit_id, service_id, service or None, week, subject, many, told), the newest week first."""
    query = (
        select(
            SignalCount.unit_id,
            SignalCount.service_id,
            Service.name.label("service"),
            SignalCount.week,
            SignalCount.subject,
            SignalCount.many,
            SignalCount.told,
        )
        .outerjoin(Service, Service.id == SignalCount.service_id)
        .where(SignalCount.unit_id.in_(tuple(unit_ids)), SignalCount.week >= since)
        .order_by(SignalCount.week.desc(), SignalCount.unit_id, Service.name, SignalCount.subject)
    )
    return list(connection().execute(query))


def untold() -> list[int]:
    """Units with something the integrity team was not told of."""
    query = select(SignalCount.unit_id).where(SignalCount.many > SignalCount.told)
    return sorted(set(connection().scalars(query)))


def mark_told(unit_id: int) -> None:
    connection().execute(
        update(SignalCount).where(SignalCount.unit_id == unit_id).values(told=SignalCount.many)
    )
