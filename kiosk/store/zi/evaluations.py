"""Rows of evaluations."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update

from kiosk.domain.zi.facts import Evaluation, Scope
from kiosk.store.engine import connection
from kiosk.store.zi.pekppp_tables import HandlingEvaluation

LARGEST_ID = 2**31 - 1
_T = HandlingEvaluation.__table__.c


def of_year(unit_id: int, year: int) -> tuple[Evaluation, ...]:
    """Those held in the year that stand, oldest first."""
    query = select(*_T).where(
        _T.unit_id == unit_id,
        _T.removed_at.is_(None),
        _T.held_on.between(date(year, 1, 1), date(year, 12, 31)),
    )
    rows = connection().execute(query.order_by(_T.held_on, _T.id))
    return tuple(_evaluation(row) for row in rows)


def by_id(unit_id: int, number: int) -> Evaluation | None:
    """One of this unit that stands."""
    if number > LARGEST_ID:
        return None
    query = select(*_T).where(_T.id == number, _T.unit_id == unit_id, _T.removed_at.is_(None))
    row = connection().execute(query).first()
    return None if row is None else _evaluation(row)


def add(unit_id: int, actor_id: int, at: datetime, values: Mapping[str, Any]) -> int:
    made = connection().execute(
        insert(HandlingEvaluation)
        .values(unit_id=unit_id, actor_id=actor_id, at=at, **values)
        .returning(HandlingEvaluation.id)
    )
    return int(made.scalar_one())


def change(kept: Evaluation, actor_id: int, at: datetime, values: Mapping[str, Any]) -> bool:
    """False where somebody else was first."""
    same = update(HandlingEvaluation).where(_T.id == kept.id, _T.version == kept.version)
    done = connection().execute(
        same.values(version=kept.version + 1, actor_id=actor_id, at=at, **values)
    )
    return bool(done.rowcount == 1)


def _evaluation(row: Any) -> Evaluation:
    return Evaluation(
        id=row.id,
        scope=Scope(row.scope),
        held_on=row.held_on,
        recommendations=row.recommendations,
        followed=row.followed,
        summary=row.summary,
        version=row.version,
    )
