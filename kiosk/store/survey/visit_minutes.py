"""How many visits took how many minutes; nobody's visit can be told apart."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.domain.survey.visit_times import Span
from kiosk.store.engine import connection
from kiosk.store.place.tables import Point
from kiosk.store.zi.standard_tables import VisitMinutes

_KEY = ("point_id", "service_id", "month", "kind", "minutes")


def count(point_id: int, service_id: int | None, month: int, span: Span, minutes: int) -> None:
    """One more."""
    make: Any = postgresql.insert if connection().dialect.name == "postgresql" else sqlite.insert
    values = (point_id, service_id or 0, month, int(span), minutes)
    connection().execute(
        make(VisitMinutes)
        .values(**dict(zip(_KEY, values, strict=True)), n=1)
        .on_conflict_do_update(index_elements=list(_KEY), set_={"n": VisitMinutes.n + 1})
    )


def between(
    unit_ids: Iterable[int], first: int, last: int
) -> dict[int, dict[Span, dict[int, int]]]:
    """By service (0: none was named) and span, minutes to visits; months ``first`` to ``last``,
    both included."""
    query = (
        select(
            VisitMinutes.service_id,
            VisitMinutes.kind,
            VisitMinutes.minutes,
            func.sum(VisitMinutes.n),
        )
        .join(Point, Point.id == VisitMinutes.point_id)
        .where(Point.unit_id.in_(tuple(unit_ids)), VisitMinutes.month.between(first, last))
        .group_by(VisitMinutes.service_id, VisitMinutes.kind, VisitMinutes.minutes)
    )
    found: dict[int, dict[Span, dict[int, int]]] = {}
    for service, kind, minutes, many in connection().execute(query):
        found.setdefault(service, {}).setdefault(Span(kind), {})[minutes] = int(many)
    return found
