"""Rows of scores that people entered."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from kiosk.domain.zi.pekppp import Entered
from kiosk.store.engine import connection
from kiosk.store.zi.pekppp_tables import PekpppScore

_T = PekpppScore.__table__.c


def of_year(unit_id: int, year: int) -> dict[int, Entered]:
    """Indicator to what was said of it last, taken back or not."""
    query = select(*_T).where(_T.unit_id == unit_id, _T.year == year)
    return {row.indicator: _entered(row) for row in connection().execute(query)}


def put(
    unit_id: int, year: int, number: int, kept: Entered | None, values: tuple[int | None, str],
    actor_id: int, at: datetime,
) -> None:  # fmt: skip
    """``values``: score and reason. In the unit's lock: nobody else writes meanwhile."""
    score, reason = values
    written = {"score": score, "reason": reason, "actor_id": actor_id, "at": at}
    spot: dict[str, Any] = {"unit_id": unit_id, "year": year, "indicator": number}
    if kept is None:
        connection().execute(insert(PekpppScore).values(**spot, **written))
        return
    same = (_T.unit_id == unit_id, _T.year == year, _T.indicator == number)
    connection().execute(
        update(PekpppScore).where(*same).values(version=kept.version + 1, **written)
    )


def _entered(row: Any) -> Entered:
    return Entered(row.indicator, row.score, row.reason, row.actor_id, row.version)
