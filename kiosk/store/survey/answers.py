"""Answer sheets: added, never changed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from kiosk.store.engine import connection
from kiosk.store.place.tables import Point, Service, Unit
from kiosk.store.statement import Prepared
from kiosk.store.survey.tables import KnownInstrument, StoredAnswer

_COLUMNS = (
    "point_id",
    "month",
    "instrument_id",
    "service_id",
    "source",
    "at",
    "scores",
    "profile",
    "suggestion",
    "lang",
    "notice",
)
_add = Prepared(
    lambda _dialect: insert(StoredAnswer.__table__).values(  # type: ignore[arg-type]
        {name: bindparam(name, type_=StoredAnswer.__table__.c[name].type) for name in _COLUMNS}
    )
)


def add(values: dict[str, Any]) -> None:
    """One sheet; ``values`` has every column but the id."""
    _add.run(values)


def sheets(unit_id: int, instrument_id: int, month: int) -> Iterator[Any]:
    """(point_id, service_id, source, scores) of one unit, instrument and month, streamed."""
    query = (
        select(
            StoredAnswer.point_id, StoredAnswer.service_id, StoredAnswer.source, StoredAnswer.scores
        )
        .join(Point, Point.id == StoredAnswer.point_id)
        .where(Point.unit_id == unit_id, StoredAnswer.month == month)
        .where(StoredAnswer.instrument_id == instrument_id)
    )
    yield from connection().execution_options(yield_per=2_000).execute(query)


def months() -> list[Any]:
    """(unit_id, instrument_id, month, answers) wherever there are answers."""
    query = (
        select(Point.unit_id, StoredAnswer.instrument_id, StoredAnswer.month, func.count())
        .join(Point, Point.id == StoredAnswer.point_id)
        .group_by(Point.unit_id, StoredAnswer.instrument_id, StoredAnswer.month)
    )
    return list(connection().execute(query))


def newest(unit_ids: list[int], limit: int) -> list[Any]:
    """The latest sheets of these units: (at, point, service, instrument, scores, suggestion)."""
    query = (
        select(
            StoredAnswer.at,
            Point.name.label("point"),
            Service.name.label("service"),
            KnownInstrument.code.label("instrument"),
            StoredAnswer.scores,
            StoredAnswer.suggestion,
        )
        .join(Point, Point.id == StoredAnswer.point_id)
        .join(Unit, Unit.id == Point.unit_id)
        .join(KnownInstrument, KnownInstrument.id == StoredAnswer.instrument_id)
        .outerjoin(Service, Service.id == StoredAnswer.service_id)
        .where(Unit.id.in_(unit_ids))
        .order_by(StoredAnswer.id.desc())
        .limit(limit)
    )
    return list(connection().execute(query))


def count() -> int:
    return connection().scalar(select(func.count()).select_from(StoredAnswer)) or 0


def newest_at() -> datetime | None:
    return connection().scalar(select(func.max(StoredAnswer.at)))
