"""Rows of phases and monitorings."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import insert, select, update

from kiosk.domain.zi.phase import Monitoring, Phase, Step
from kiosk.store.engine import connection
from kiosk.store.zi.phase_tables import ZiMonitoring, ZiPhase, ZiPhaseMove


def of_units(unit_ids: Iterable[int]) -> dict[int, list[Step]]:
    """Every step there ever was, by unit; a unit without any has an empty list."""
    asked = list(unit_ids)
    found: dict[int, list[Step]] = {one: [] for one in asked}
    query = select(*ZiPhase.__table__.c).where(ZiPhase.unit_id.in_(asked)).order_by(ZiPhase.id)
    for row in connection().execute(query):
        found[row.unit_id].append(_step(row))
    return found


def of_unit(unit_id: int) -> list[Step]:
    return of_units([unit_id])[unit_id]


def units_with(phase: Phase) -> list[int]:
    """Ids of the units in which this phase stands."""
    query = select(ZiPhase.unit_id).where(ZiPhase.phase == phase.value, ZiPhase.stands)
    return sorted(set(connection().scalars(query)))


def put(
    before: Step | None, unit_id: int, year: int, phase: Phase, values: Mapping[str, Any]
) -> bool:
    """A new row, or the one there is at the version of ``before``; False where somebody else was
    first."""
    if before is None:
        named = {"unit_id": unit_id, "year": year, "phase": phase.value, "version": 1}
        connection().execute(insert(ZiPhase).values(**named, **values))
        return True
    same = update(ZiPhase).where(ZiPhase.id == before.id, ZiPhase.version == before.version)
    done = connection().execute(same.values(version=before.version + 1, **values))
    return bool(done.rowcount == 1)


def add_move(
    unit_id: int,
    year: int,
    phase: Phase,
    values: Mapping[str, Any],
) -> None:
    """``values``: at, actor_id, move, facts, note."""
    connection().execute(
        insert(ZiPhaseMove).values(unit_id=unit_id, year=year, phase=phase.value, **values)
    )


def moves(unit_id: int, year: int) -> list[Any]:
    """(phase, at, actor_id, move, facts, note), newest first."""
    query = select(*ZiPhaseMove.__table__.c).where(
        ZiPhaseMove.unit_id == unit_id, ZiPhaseMove.year == year
    )
    return list(connection().execute(query.order_by(ZiPhaseMove.id.desc())))


def monitorings(unit_ids: Iterable[int]) -> dict[int, list[Monitoring]]:
    """By unit, oldest year first; a unit without any has an empty list."""
    asked = list(unit_ids)
    found: dict[int, list[Monitoring]] = {one: [] for one in asked}
    query = select(*ZiMonitoring.__table__.c).where(ZiMonitoring.unit_id.in_(asked))
    for row in connection().execute(query.order_by(ZiMonitoring.year)):
        found[row.unit_id].append(Monitoring(**row._mapping))
    return found


def put_monitoring(
    before: Monitoring | None, unit_id: int, year: int, values: Mapping[str, Any]
) -> bool:
    """As `put`."""
    if before is None:
        named = {"unit_id": unit_id, "year": year, "version": 1}
        connection().execute(insert(ZiMonitoring).values(**named, **values))
        return True
    same = update(ZiMonitoring).where(
        ZiMonitoring.id == before.id, ZiMonitoring.version == before.version
    )
    done = connection().execute(same.values(version=before.version + 1, **values))
    return bool(done.rowcount == 1)


def _step(row: Any) -> Step:
    read = {
        "phase": Phase(row.phase),
        "facts": json.loads(row.facts),
        "public": bool(row.public),
        "stands": bool(row.stands),
    }
    return Step(**{**row._mapping, **read})
