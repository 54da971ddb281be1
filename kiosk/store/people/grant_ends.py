"""Which roles hold now, and when one stops by itself.

Every reader of roles that means "held now" asks `held`. The moment a role runs out it is gone for
all of them, whether or not the errand that writes it down came round.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, insert, or_, select, update

from kiosk import clock
from kiosk.domain.people.guest import Until
from kiosk.domain.people.policy import GUESTS
from kiosk.store.engine import connection
from kiosk.store.people.grant_end_tables import GrantEnd
from kiosk.store.people.tables import GrantRow

_GUESTS = tuple(role.value for role in GUESTS)


def held(now: Any = None) -> ColumnElement[bool]:
    """Of `GrantRow` in the query around it: not ended, and not run out. A guest's role without an
    end is held by nobody: it cannot have been given by a flow. ``now``: the place of the present
    in a query that is kept."""
    # Correlated by name: the query around it may read the ends itself.
    ending = exists().where(GrantEnd.grant_id == GrantRow.id).correlate(GrantRow)
    runs = ending.where(GrantEnd.until > (clock.now() if now is None else now))
    endless = and_(~ending, GrantRow.role.not_in(_GUESTS))
    return and_(GrantRow.ended_at.is_(None), or_(runs, endless))


def put(grant_id: int, until: Until | None) -> None:
    """In place of what was set before; None: none."""
    connection().execute(delete(GrantEnd).where(GrantEnd.grant_id == grant_id))
    if until is not None:
        row = {"grant_id": grant_id, "last_day": until.day, "until": until.instant}
        connection().execute(insert(GrantEnd).values(row))


def of(grant_ids: Iterable[int]) -> dict[int, Until]:
    """Of those that have an end."""
    query = select(*GrantEnd.__table__.c).where(GrantEnd.grant_id.in_(list(grant_ids)))
    rows = connection().execute(query)
    return {row.grant_id: Until(row.last_day, row.until) for row in rows}


def run_out(now: datetime) -> list[Any]:
    """Roles that are over and not written down as ended: columns of `GrantRow`, ``last_day``."""
    return _ending(GrantEnd.until <= now)


def running_out(before: datetime) -> list[Any]:
    """The same of those that end by ``before`` and of which nobody was told."""
    return _ending(GrantEnd.until <= before, GrantEnd.told_at.is_(None))


def _ending(*conditions: ColumnElement[bool]) -> list[Any]:
    query = (
        select(*GrantRow.__table__.c, GrantEnd.last_day, GrantEnd.until)
        .join(GrantEnd, GrantEnd.grant_id == GrantRow.id)
        .where(GrantRow.ended_at.is_(None), *conditions)
        .order_by(GrantRow.id)
    )
    return list(connection().execute(query))


def mark_told(grant_id: int, at: datetime) -> bool:
    """False where somebody was told before."""
    done = connection().execute(
        update(GrantEnd)
        .where(GrantEnd.grant_id == grant_id, GrantEnd.told_at.is_(None))
        .values(told_at=at)
    )
    return bool(done.rowcount == 1)
