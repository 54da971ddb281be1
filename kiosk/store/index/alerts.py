"""Calls about units: raised by rules, acknowledged by people."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, insert, select, update

from kiosk.store.engine import connection
from kiosk.store.index.alert_tables import UnitAlert


def add(
    unit_id: int,
    kind: str,
    now: datetime,
    since: date,
    *,
    n: int = 0,
    value: Decimal | None = None,
    usual: Decimal | None = None,
    about: str | None = None,
) -> int:
    made = connection().execute(
        insert(UnitAlert)
        .values(
            unit_id=unit_id,
            kind=kind,
            raised_at=now,
            since=since,
            n=n,
            value=None if value is None else f"{value:f}",
            usual=None if usual is None else f"{usual:f}",
            about=about,
        )
        .returning(UnitAlert.id)
    )
    return int(made.scalar_one())


def newest(unit_id: int) -> dict[str, Any]:
    """Kind to (raised_at, noted_at) of the last call of that kind."""
    query = (
        select(UnitAlert.kind, UnitAlert.raised_at, UnitAlert.noted_at)
        .where(UnitAlert.unit_id == unit_id)
        .order_by(UnitAlert.id)
    )
    return {row.kind: row for row in connection().execute(query)}


def listed(unit_ids: Sequence[int], limit: int) -> list[Any]:
    """Every column; those nobody acknowledged first, then the newest."""
    query = (
        select(*UnitAlert.__table__.c)
        .where(UnitAlert.unit_id.in_(tuple(unit_ids)))
        .order_by(UnitAlert.noted_at.is_not(None), UnitAlert.id.desc())
        .limit(limit)
    )
    return list(connection().execute(query))


def waiting(unit_ids: Sequence[int]) -> dict[int, int]:
    """Unit id to how many nobody acknowledged."""
    query = (
        select(UnitAlert.unit_id, func.count())
        .where(UnitAlert.unit_id.in_(tuple(unit_ids)), UnitAlert.noted_at.is_(None))
        .group_by(UnitAlert.unit_id)
    )
    return {row[0]: row[1] for row in connection().execute(query)}


def by_id(number: int) -> Any:
    """Every column, or None."""
    query = select(*UnitAlert.__table__.c).where(UnitAlert.id == number)
    return connection().execute(query).first()


def acknowledge(number: int, note: str, by: int, now: datetime) -> bool:
    """False where somebody has already."""
    open_one = update(UnitAlert).where(UnitAlert.id == number, UnitAlert.noted_at.is_(None))
    done = connection().execute(open_one.values(noted_by=by, noted_at=now, note=note))
    return bool(done.rowcount == 1)
