"""Events of periods: added to one chain, never changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from kiosk.domain.chain import EMPTY, Head, Row, link
from kiosk.domain.index.closing import Event
from kiosk.store.engine import connection
from kiosk.store.index.period_tables import PeriodEvent, Reopening
from kiosk.store.place.tables import Unit
from kiosk.store.upkeep import chains

CHAIN = "periode"
COLUMNS = ("unit_id", "instrument_id", "period", "kind", "at", "actor_id", "body")
"""Every column but number, place and hash, in the order the chain covers them."""
AGREED, REFUSED = "setuju", "tolak"


def append(
    *,
    unit_id: int,
    instrument_id: int,
    period: str,
    kind: str,
    at: datetime,
    actor_id: int,
    body: str,
) -> int:
    """Its number."""
    head = chains.take(CHAIN)
    seq = head.length + 1
    values = {
        "unit_id": unit_id,
        "instrument_id": instrument_id,
        "period": period,
        "kind": kind,
        "at": at,
        "actor_id": actor_id,
        "body": body,
    }
    digest = link(head.hash, seq, [values[name] for name in COLUMNS])  # type: ignore[misc]
    made = connection().execute(
        insert(PeriodEvent).values(seq=seq, hash=digest, **values).returning(PeriodEvent.id)
    )
    chains.move(CHAIN, Head(seq, digest))
    return int(made.scalar_one())


def hold() -> None:
    """Keep every other writer of events waiting until this transaction ends, so that what was
    read of a period still holds when something is added."""
    chains.take(CHAIN)


def rows(first: int, most: int) -> list[Row]:
    """The chain in order from place ``first`` on, at most so many, for the verifier."""
    columns = [PeriodEvent.__table__.c[name] for name in COLUMNS]
    query = select(PeriodEvent.seq, PeriodEvent.hash, *columns).where(PeriodEvent.seq >= first)
    found = connection().execute(query.order_by(PeriodEvent.seq).limit(most))
    return [Row(row[0], row[2:], row[1]) for row in found]


def of_unit(unit_id: int, instrument_id: int, period: str | None = None) -> list[Any]:
    """(id, unit_id, instrument_id, period, kind, at, actor_id, body, hash, unit code) in order of
    time, of one period or of all."""
    query = _query().where(
        PeriodEvent.unit_id == unit_id, PeriodEvent.instrument_id == instrument_id
    )
    if period is not None:
        query = query.where(PeriodEvent.period == period)
    return list(connection().execute(query))


def of_year(unit_id: int, year: int) -> list[Any]:
    """The same, of every instrument, of the periods of a year."""
    query = _query().where(PeriodEvent.unit_id == unit_id, PeriodEvent.period.like(f"{year}%"))
    return list(connection().execute(query))


def by_id(number: int) -> Any:
    """The same of one event; None where there is none."""
    return connection().execute(_query().where(PeriodEvent.id == number)).first()


def closed_and_published(unit_ids: Sequence[int], instrument_id: int) -> list[Any]:
    """(id, unit_id, period, kind) of these two kinds of events, in order of time."""
    query = (
        select(PeriodEvent.id, PeriodEvent.unit_id, PeriodEvent.period, PeriodEvent.kind)
        .where(PeriodEvent.unit_id.in_(tuple(unit_ids)))
        .where(PeriodEvent.instrument_id == instrument_id)
        .where(PeriodEvent.kind.in_((Event.CLOSE, Event.PUBLISH)))
        .order_by(PeriodEvent.seq)
    )
    return list(connection().execute(query))


def published_closings(unit_ids: Sequence[int], instrument_id: int) -> list[Any]:
    """(id, unit_id, period, body) of every closing that was published at some time."""
    rows = closed_and_published(unit_ids, instrument_id)
    closed: dict[tuple[int, str], int] = {}
    wanted = set()
    for row in rows:
        if row.kind == Event.CLOSE:
            closed[row.unit_id, row.period] = row.id
        elif (row.unit_id, row.period) in closed:
            wanted.add(closed[row.unit_id, row.period])
    return list(connection().execute(_query().where(PeriodEvent.id.in_(wanted)))) if wanted else []


def last_of_each(unit_ids: Sequence[int], instrument_id: int) -> list[Any]:
    """(unit_id, period, kind) of the newest event of every period."""
    newest = (
        select(func.max(PeriodEvent.seq))
        .where(PeriodEvent.unit_id.in_(tuple(unit_ids)))
        .where(PeriodEvent.instrument_id == instrument_id)
        .group_by(PeriodEvent.unit_id, PeriodEvent.period)
    )
    query = select(PeriodEvent.unit_id, PeriodEvent.period, PeriodEvent.kind)
    return list(connection().execute(query.where(PeriodEvent.seq.in_(newest))))


def undecided(unit_ids: Sequence[int]) -> list[Any]:
    """(unit_id, period, asked_by) of the wishes that nobody decided, in order of asking."""
    query = (
        select(PeriodEvent.unit_id, PeriodEvent.period, Reopening.asked_by)
        .join(PeriodEvent, PeriodEvent.id == Reopening.event_id)
        .where(PeriodEvent.unit_id.in_(tuple(unit_ids)), Reopening.decision.is_(None))
        .order_by(Reopening.id)
    )
    return list(connection().execute(query))


def is_whole(number: int) -> bool:
    """Whether a row still gives the hash it was chained with."""
    columns = [PeriodEvent.__table__.c[name] for name in COLUMNS]
    query = select(PeriodEvent.seq, PeriodEvent.hash, *columns)
    row = connection().execute(query.where(PeriodEvent.id == number)).first()
    if row is None:
        return False
    before = select(PeriodEvent.hash).where(PeriodEvent.seq == row.seq - 1)
    previous = connection().scalar(before) if row.seq > 1 else EMPTY.hash
    return previous is not None and link(bytes(previous), row.seq, row[2:]) == bytes(row.hash)


def _query() -> Any:
    return (
        select(
            PeriodEvent.id,
            PeriodEvent.unit_id,
            PeriodEvent.instrument_id,
            PeriodEvent.period,
            PeriodEvent.kind,
            PeriodEvent.at,
            PeriodEvent.actor_id,
            PeriodEvent.body,
            PeriodEvent.hash,
            Unit.code.label("unit"),
        )
        .join(Unit, Unit.id == PeriodEvent.unit_id)
        .order_by(PeriodEvent.seq)
    )


def ask(event_id: int, reason: str, asked_by: int, at: datetime) -> int:
    made = connection().execute(
        insert(Reopening)
        .values(event_id=event_id, reason=reason, asked_by=asked_by, asked_at=at)
        .returning(Reopening.id)
    )
    return int(made.scalar_one())


def asked(event_id: int) -> Any:
    """The newest wish to open the period this event closed: (id, event_id, reason, asked_by,
    asked_at, decision, decided_by, decided_at, decision_note), or None."""
    query = _asked().where(Reopening.event_id == event_id).order_by(Reopening.id.desc())
    return connection().execute(query).first()


def wish(number: int) -> Any:
    return connection().execute(_asked().where(Reopening.id == number)).first()


def decide(number: int, decision: str, note: str, decided_by: int, at: datetime) -> bool:
    """False where somebody has decided already."""
    undecided = update(Reopening).where(Reopening.id == number, Reopening.decision.is_(None))
    done = connection().execute(
        undecided.values(
            decision=decision, decision_note=note, decided_by=decided_by, decided_at=at
        )
    )
    return bool(done.rowcount == 1)


def _asked() -> Any:
    return select(
        Reopening.id,
        Reopening.event_id,
        Reopening.reason,
        Reopening.asked_by,
        Reopening.asked_at,
        Reopening.decision,
        Reopening.decided_by,
        Reopening.decided_at,
        Reopening.decision_note,
    )
