"""Rows of what evaluators say of LKE items."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sqlalchemy import delete, insert, select, update

from kiosk.domain.zi.assessment import Assessment, Judge
from kiosk.store.engine import connection
from kiosk.store.zi.phase_tables import ZiAssessment


def of(unit_id: int, year: int, item: str | None = None) -> tuple[Assessment, ...]:
    """Of a dossier, by item, TPI before TPN; of one item where it is named."""
    query = select(*ZiAssessment.__table__.c).where(
        ZiAssessment.unit_id == unit_id, ZiAssessment.year == year
    )
    if item is not None:
        query = query.where(ZiAssessment.item == item)
    ordered = query.order_by(ZiAssessment.item, ZiAssessment.judge)
    return tuple(_assessment(row) for row in connection().execute(ordered))


def put(
    before: Assessment | None,
    unit_id: int,
    year: int,
    key: tuple[str, Judge],
    values: Mapping[str, Any],
) -> bool:
    """``key``: item and judge. A new row, or the one there is at the version of ``before``; False
    where somebody else was first."""
    if before is None:
        item, judge = key
        named = {"unit_id": unit_id, "year": year, "item": item, "judge": judge.value}
        connection().execute(insert(ZiAssessment).values(version=1, **named, **values))
        return True
    same = update(ZiAssessment).where(
        ZiAssessment.id == before.id, ZiAssessment.version == before.version
    )
    done = connection().execute(same.values(version=before.version + 1, **values))
    return bool(done.rowcount == 1)


def drop(before: Assessment) -> bool:
    """False where somebody else was first."""
    same = delete(ZiAssessment).where(
        ZiAssessment.id == before.id, ZiAssessment.version == before.version
    )
    return bool(connection().execute(same).rowcount == 1)


def _assessment(row: Any) -> Assessment:
    return Assessment(
        id=row.id,
        item=row.item,
        judge=Judge(row.judge),
        answer=row.answer or None,
        value=Fraction(row.value),
        note=row.note,
        at=row.at,
        actor_id=row.actor_id,
        version=row.version,
    )
