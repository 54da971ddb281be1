"""Visits for which an answer was asked: numbers, and what came of each."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.domain.survey.visit import Channel, Outcome, VisitCount
from kiosk.store.engine import connection
from kiosk.store.place.tables import Point
from kiosk.store.survey.tables import KioskCall, Visit


def add(
    number: int,
    *,
    point_id: int,
    service_id: int | None,
    offered_at: datetime,
    expires_at: datetime,
    month: int,
    channel: Channel,
) -> bool:
    """Once for a number, however often it is asked: `find` says what is kept. Whether this call
    was the one."""
    done = connection().execute(
        _insert(Visit)
        .values(
            number=number,
            point_id=point_id,
            service_id=service_id,
            offered_at=offered_at,
            expires_at=expires_at,
            month=month,
            channel=int(channel),
        )
        .on_conflict_do_nothing()
        .returning(Visit.number)
    )
    return done.first() is not None


def add_all(rows: Sequence[Mapping[str, Any]]) -> None:
    """Many that are over, at once; ``outcome`` is set with them."""
    if rows:
        connection().execute(insert(Visit), [dict(one) for one in rows])


def find(number: int) -> Any:
    """The whole row; None where no such visit was offered."""
    return connection().execute(select(Visit.__table__).where(Visit.number == number)).first()


def settle(number: int, point_id: int, outcome: Outcome) -> bool:
    """Take a visit that has no outcome yet, in the caller's transaction; False where there is
    none at that point. One statement: of a hundred at once one gets True."""
    done = connection().execute(
        update(Visit)
        .where(Visit.number == number, Visit.point_id == point_id, Visit.outcome.is_(None))
        .values(outcome=int(outcome))
    )
    return done.rowcount == 1


def reopen(number: int, point_id: int) -> bool:
    """Take back a refusal, and nothing else."""
    done = connection().execute(
        update(Visit)
        .where(Visit.number == number, Visit.point_id == point_id)
        .where(Visit.outcome == int(Outcome.REFUSED))
        .values(outcome=None)
    )
    return done.rowcount == 1


def offered_between(point_id: int, first: datetime, end: datetime) -> VisitCount:
    """Of one point from ``first`` on, before ``end``."""
    query = select(*_COUNTS).where(
        Visit.point_id == point_id, Visit.offered_at >= first, Visit.offered_at < end
    )
    return VisitCount(*connection().execute(query).one())


def count(unit_ids: Iterable[int], months: Iterable[int]) -> dict[tuple[int, int], VisitCount]:
    """By unit and month (``yyyymm``, of the offer); none where nothing was offered."""
    query = (
        select(Point.unit_id, Visit.month, *_COUNTS)
        .join(Point, Point.id == Visit.point_id)
        .where(Point.unit_id.in_(tuple(unit_ids)), Visit.month.in_(tuple(months)))
        .group_by(Point.unit_id, Visit.month)
    )
    rows = connection().execute(query)
    return {(row[0], row[1]): VisitCount(*row[2:]) for row in rows}


def _outcomes(outcome: Outcome) -> Any:
    return func.coalesce(func.sum(case((Visit.outcome == int(outcome), 1), else_=0)), 0)


_COUNTS = (func.count(), _outcomes(Outcome.ANSWERED), _outcomes(Outcome.REFUSED))


def call(
    point_id: int,
    *,
    visit: int | None,
    lang: str | None,
    aloud: bool,
    at: datetime,
    until: datetime,
) -> None:
    """What the point's tablet shall show next, in place of what it was asked before."""
    told = {
        "visit_number": visit,
        "lang": lang,
        "aloud": aloud,
        "made_at": at,
        "until": until,
    }
    connection().execute(
        _insert(KioskCall)
        .values(point_id=point_id, **told)
        .on_conflict_do_update(index_elements=[KioskCall.point_id], set_=told)
    )


def take_call(point_id: int) -> Any:
    """What a tablet is asked to show, told once: (visit_number, lang, aloud, until), or None."""
    done = connection().execute(
        delete(KioskCall)
        .where(KioskCall.point_id == point_id)
        .returning(KioskCall.visit_number, KioskCall.lang, KioskCall.aloud, KioskCall.until)
    )
    return done.first()


def drop_calls(now: datetime) -> None:
    """What no tablet came to fetch in time."""
    connection().execute(delete(KioskCall).where(KioskCall.until < now))


def _insert(table: Any) -> Any:
    dialect = postgresql if connection().dialect.name == "postgresql" else sqlite
    return dialect.insert(table)
