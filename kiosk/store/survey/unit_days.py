"""Days of units in numbers: made from answers, looked at by the rules of alerts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select

from kiosk.domain.index.alerting import DayCount
from kiosk.store.engine import connection
from kiosk.store.place.tables import Point
from kiosk.store.survey import exclusions
from kiosk.store.survey.answers import chain_of
from kiosk.store.survey.day_tables import DayMark, UnitDay
from kiosk.store.survey.tables import StoredAnswer
from kiosk.store.upkeep import chains


def news() -> dict[int, dict[int, int]]:
    """Unit id to its points with answers not looked through yet: point id to the length of its
    chain. Where nothing came, no answer is read."""
    lengths = {name: head.length for name, head in chains.heads().items()}
    query = (
        select(Point.id, Point.unit_id, DayMark.length)
        .outerjoin(DayMark, DayMark.point_id == Point.id)
        .order_by(Point.id)
    )
    found: dict[int, dict[int, int]] = {}
    for row in connection().execute(query):
        length = lengths.get(chain_of(row.id), 0)
        if length > (row.length or 0):
            found.setdefault(row.unit_id, {})[row.id] = length
    return found


def sheets(
    unit_id: int, instrument_ids: Sequence[int], months: Iterable[int], since: datetime
) -> list[Any]:
    """(at, instrument_id, scores) of a unit's answers since then, those left out by two people
    left out."""
    query = (
        select(StoredAnswer.at, StoredAnswer.instrument_id, StoredAnswer.scores)
        .join(Point, Point.id == StoredAnswer.point_id)
        .where(Point.unit_id == unit_id, StoredAnswer.month.in_(tuple(months)))
        .where(StoredAnswer.instrument_id.in_(tuple(instrument_ids)), StoredAnswer.at >= since)
        .where(StoredAnswer.id.not_in(exclusions.left_out()))
    )
    return list(connection().execute(query))


def put(unit_id: int, since: date, days: Sequence[DayCount]) -> None:
    """In place of all days of the unit from ``since`` on."""
    connection().execute(delete(UnitDay).where(UnitDay.unit_id == unit_id, UnitDay.day >= since))
    rows = [
        {
            "unit_id": unit_id,
            "day": one.day,
            "n": one.n,
            "low": one.low,
            "total": one.total,
            "squares": one.squares,
        }
        for one in days
    ]
    if rows:
        connection().execute(insert(UnitDay), rows)


def mark(lengths: Mapping[int, int]) -> None:
    """These points were looked through up to there."""
    connection().execute(delete(DayMark).where(DayMark.point_id.in_(tuple(lengths))))
    connection().execute(
        insert(DayMark), [{"point_id": point, "length": seen} for point, seen in lengths.items()]
    )


def of_unit(unit_id: int, since: date) -> list[DayCount]:
    """In order; days without an answer are not there."""
    query = (
        select(UnitDay.day, UnitDay.n, UnitDay.low, UnitDay.total, UnitDay.squares)
        .where(UnitDay.unit_id == unit_id, UnitDay.day >= since)
        .order_by(UnitDay.day)
    )
    return [DayCount(*row) for row in connection().execute(query)]


def is_known(unit_id: int) -> bool:
    """Whether any day of the unit is there."""
    query = select(func.count()).select_from(UnitDay).where(UnitDay.unit_id == unit_id)
    return bool(connection().scalar(query))
