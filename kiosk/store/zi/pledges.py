"""Maklumat of units."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from kiosk.domain.zi.pledge import Pledge
from kiosk.store.engine import connection
from kiosk.store.zi.standard_tables import ServicePledge

_HOLDS = ServicePledge.withdrawn_at.is_(None)


def nearest(upward: Sequence[int]) -> Pledge | None:
    """The one in force of the first of these units that has one."""
    rows = connection().execute(
        select(*ServicePledge.__table__.c).where(ServicePledge.unit_id.in_(tuple(upward)), _HOLDS)
    )
    found = sorted((upward.index(row.unit_id), -row.id, row) for row in rows)
    return _pledge(found[0][2]) if found else None


def of_unit(unit_id: int) -> tuple[tuple[Pledge, datetime | None], ...]:
    """Every maklumat of this unit with its end, the newest first."""
    query = select(*ServicePledge.__table__.c).where(ServicePledge.unit_id == unit_id)
    rows = connection().execute(query.order_by(ServicePledge.id.desc()))
    return tuple((_pledge(row), row.withdrawn_at) for row in rows)


def add(unit_id: int, values: Mapping[str, object], now: datetime, actor_id: int) -> int:
    made = connection().execute(
        insert(ServicePledge)
        .values(unit_id=unit_id, published_at=now, published_by=actor_id, reason="", **values)
        .returning(ServicePledge.id)
    )
    return int(made.scalar_one())


def withdraw(unit_id: int, now: datetime, actor_id: int, reason: str) -> int:
    """How many ceased to hold: one, or none."""
    done = connection().execute(
        update(ServicePledge)
        .where(ServicePledge.unit_id == unit_id, _HOLDS)
        .values(withdrawn_at=now, withdrawn_by=actor_id, reason=reason)
    )
    return int(done.rowcount)


def _pledge(row: Any) -> Pledge:
    return Pledge(
        id=row.id,
        unit_id=row.unit_id,
        text=row.text,
        signer=row.signer,
        post=row.post,
        signed_on=row.signed_on,
        published_at=row.published_at,
    )
