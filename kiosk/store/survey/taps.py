"""One-tap faces: four numbers a point, local day and source. Nobody's tap can be told apart."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.domain.index.early_warning import Counts
from kiosk.store.engine import connection
from kiosk.store.survey.tables import TapCount


def count(point_id: int, day: date, source: int, face: int) -> None:
    """One more."""
    make: Any = postgresql.insert if connection().dialect.name == "postgresql" else sqlite.insert
    name = f"face_{face}"
    connection().execute(
        make(TapCount)
        .values(point_id=point_id, day=day, source=source, **{name: 1})
        .on_conflict_do_update(
            index_elements=["point_id", "day", "source"],
            set_={name: getattr(TapCount, name) + 1},
        )
    )


def put(point_id: int, day: date, source: int, counts: Counts) -> None:
    """All of a day at once, where none were counted yet."""
    faces = {f"face_{face}": many for face, many in enumerate(counts, 1)}
    connection().execute(
        insert(TapCount).values(point_id=point_id, day=day, source=source, **faces)
    )


def by_day(point_ids: Iterable[int], first: date, last: date) -> dict[date, Counts]:
    """Over the points and sources together, for days on which there were any."""
    return _sums(TapCount.day, point_ids, first, last)


def by_point(point_ids: Iterable[int], first: date, last: date) -> dict[int, Counts]:
    """The same by point id."""
    return _sums(TapCount.point_id, point_ids, first, last)


def _sums(by: Any, point_ids: Iterable[int], first: date, last: date) -> dict[Any, Counts]:
    columns = (TapCount.face_1, TapCount.face_2, TapCount.face_3, TapCount.face_4)
    query = (
        select(by, *(func.sum(one) for one in columns))
        .where(TapCount.point_id.in_(tuple(point_ids)), TapCount.day.between(first, last))
        .group_by(by)
    )
    return {
        row[0]: (int(row[1]), int(row[2]), int(row[3]), int(row[4]))
        for row in connection().execute(query)
    }
