"""What a unit offers and where: its services and counters, open and closed."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select

from kiosk.store.engine import connection
from kiosk.store.place.tables import Point, PointService, Service


def services(unit_id: int) -> list[Any]:
    """(id, code, name, asks_fee, closed_at, version), by name."""
    query = (
        select(
            Service.id,
            Service.code,
            Service.name,
            Service.asks_fee,
            Service.closed_at,
            Service.version,
        )
        .where(Service.unit_id == unit_id)
        .order_by(Service.name)
    )
    return list(connection().execute(query))


def serving(unit_ids: Sequence[int]) -> set[int]:
    """Those of these units with an open service."""
    query = select(Service.unit_id).where(
        Service.unit_id.in_(tuple(unit_ids)), Service.closed_at.is_(None)
    )
    return set(connection().scalars(query.distinct()))


def points(unit_ids: Sequence[int]) -> list[Any]:
    """Counters: (id, unit_id, code, name, closed_at), by name."""
    query = (
        select(Point.id, Point.unit_id, Point.code, Point.name, Point.closed_at)
        .where(Point.unit_id.in_(tuple(unit_ids)), Point.kind == "loket")
        .order_by(Point.name, Point.code)
    )
    return list(connection().execute(query))


def chosen(point_id: int) -> set[int]:
    """Ids of the services a counter is narrowed to; empty: all of its unit's."""
    query = select(PointService.service_id).where(PointService.point_id == point_id)
    return set(connection().scalars(query))


def choose(point_id: int, service_ids: Iterable[int]) -> None:
    """Narrow a counter to these services; none: all of its unit's."""
    connection().execute(delete(PointService).where(PointService.point_id == point_id))
    rows = [{"point_id": point_id, "service_id": one} for one in service_ids]
    if rows:
        connection().execute(insert(PointService), rows)


def only_there(service_id: int) -> list[str]:
    """Names of open counters that offer this service and no other open one."""
    others = (
        select(func.count())
        .select_from(PointService)
        .join(Service, Service.id == PointService.service_id)
        .where(PointService.point_id == Point.id, Service.closed_at.is_(None))
        .where(PointService.service_id != service_id)
        .scalar_subquery()
    )
    query = (
        select(Point.name)
        .join(PointService, PointService.point_id == Point.id)
        .where(PointService.service_id == service_id, Point.closed_at.is_(None), others == 0)
    )
    return list(connection().scalars(query.order_by(Point.name)))
