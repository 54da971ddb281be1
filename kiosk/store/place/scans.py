"""How often each point's page was opened on a local day. A number a day, and nothing else."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.store.engine import connection
from kiosk.store.place.tables import ScanCount


def _one_more(dialect: str) -> Any:
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    values = {"point_id": bindparam("point_id"), "day": bindparam("day"), "scans": 1}
    return (
        insert(ScanCount)
        .values(values)
        .on_conflict_do_update(
            index_elements=["point_id", "day"], set_={"scans": ScanCount.scans + 1}
        )
    )


def count(point_id: int, day: date) -> None:
    connection().execute(_one_more(connection().dialect.name), {"point_id": point_id, "day": day})


def between(point_ids: Iterable[int], first: date, last: date) -> dict[tuple[int, date], int]:
    """(point, day) to scans, for days on which there were any."""
    query = select(ScanCount.point_id, ScanCount.day, ScanCount.scans).where(
        ScanCount.point_id.in_(list(point_ids)), ScanCount.day.between(first, last)
    )
    return {(row.point_id, row.day): row.scans for row in connection().execute(query)}
