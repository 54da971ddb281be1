"""Figures from outside the counters: visits, official indexes, capaian kinerja."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, insert, select

from kiosk.store.engine import connection
from kiosk.store.index.tables import OfficialIndex, Performance, VisitCount, tallies


def visits(unit_ids: Sequence[int], months: Iterable[int]) -> int | None:
    """People served in these months; None unless it is known for every month, and for every unit
    and month that has answers: half a population would make a short sample look enough."""
    return visits_each(unit_ids, [tuple(months)])[0]


def visits_each(unit_ids: Sequence[int], spans: Sequence[Sequence[int]]) -> list[int | None]:
    """`visits` of each span of months, from two queries for all."""
    units, every = set(unit_ids), {month for span in spans for month in span}
    known = {key: count for key, count in visits_by_unit(every).items() if key[0] in units}
    answered = select(tallies.c.unit_id, tallies.c.month).where(
        tallies.c.unit_id.in_(units), tallies.c.month.in_(every)
    )
    rows = connection().execute(answered.distinct())
    missing = {month for unit, month in rows if (unit, month) not in known}
    return [_visits(known, missing, set(span)) for span in spans]


def _visits(known: Mapping[tuple[int, int], int], missing: set[int], span: set[int]) -> int | None:
    if missing & span or not span <= {month for _, month in known}:
        return None
    return sum(count for (_, month), count in known.items() if month in span)


def visits_by_unit(months: Iterable[int]) -> dict[tuple[int, int], int]:
    """(unit id, month) to the people served, wherever that is known."""
    query = select(VisitCount.unit_id, VisitCount.month, VisitCount.visits).where(
        VisitCount.month.in_(tuple(months))
    )
    return {(row.unit_id, row.month): row.visits for row in connection().execute(query)}


def count_visits(unit_id: int, month: int, visits: int) -> None:
    _replace(VisitCount, {"unit_id": unit_id, "month": month}, {"visits": visits})


def official(unit_id: int, year: int) -> dict[str, tuple[Decimal, str]]:
    """Survey ("ipak", "ipkp") to its official value on 4 and the document it stands in."""
    query = select(OfficialIndex.survey, OfficialIndex.value, OfficialIndex.document).where(
        OfficialIndex.unit_id == unit_id, OfficialIndex.year == year
    )
    return {row.survey: (Decimal(row.value), row.document) for row in connection().execute(query)}


def enter_official(
    unit_id: int, year: int, survey: str, value: Decimal, document: str, at: datetime
) -> None:
    key = {"unit_id": unit_id, "year": year, "survey": survey}
    rest = {"value": str(value), "document": document, "entered_at": at}
    _replace(OfficialIndex, key, rest)


def performance(unit_id: int, year: int) -> tuple[str, str] | None:
    """Option A to E and its basis."""
    query = select(Performance.option, Performance.basis).where(
        Performance.unit_id == unit_id, Performance.year == year
    )
    row = connection().execute(query).first()
    return (row.option, row.basis) if row else None


def enter_performance(unit_id: int, year: int, option: str, basis: str, at: datetime) -> None:
    key = {"unit_id": unit_id, "year": year}
    _replace(Performance, key, {"option": option, "basis": basis, "entered_at": at})


def _replace(table: Any, key: dict[str, Any], rest: dict[str, Any]) -> None:
    same = [getattr(table, name) == value for name, value in key.items()]
    connection().execute(delete(table).where(*same))
    connection().execute(insert(table).values(**key, **rest))
