"""Legal holds: what nothing erases, and until when."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update

from kiosk.domain.upkeep.erasure import Hold, HoldKind, Holds
from kiosk.store.complaint.tables import Ticket
from kiosk.store.engine import connection
from kiosk.store.place import units
from kiosk.store.retention.tables import LegalHold

_KEPT = LegalHold.__table__.c


def in_force(day: date) -> Holds:
    """What is held on ``day``, units with all below them."""
    found = standing(day)
    under = (units.below(one.object_id) for one in found if one.kind is HoldKind.UNIT)
    return Holds(
        frozenset(one.object_id for one in found if one.kind is HoldKind.TICKET),
        frozenset(unit for many in under for unit in many),
    )


def stands_on(row: Any, day: date) -> bool:
    """Whether the ticket of this row is held, by itself or with its unit."""
    found = in_force(day)
    return row.id in found.tickets or bool({row.unit_id, row.origin_id} & found.units)


def standing(day: date) -> list[Hold]:
    """Oldest first."""
    query = select(*_KEPT).where(_KEPT.lifted_at.is_(None), _KEPT.until >= day)
    return [_hold(row) for row in connection().execute(query.order_by(_KEPT.id))]


def by_id(number: int) -> Hold | None:
    """One that was not lifted."""
    query = select(*_KEPT).where(_KEPT.id == number, _KEPT.lifted_at.is_(None))
    row = connection().execute(query).first()
    return _hold(row) if row else None


def add(
    kind: HoldKind, object_id: int, *, sealed: bool, reason: str, until: date, by: int, at: datetime
) -> int:
    values = {"kind": kind.value, "object_id": object_id, "sealed": sealed, "reason": reason}
    made = insert(LegalHold).values(**values, until=until, placed_by=by, placed_at=at)
    return int(connection().execute(made.returning(LegalHold.id)).scalar_one())


def lift(number: int, by: int, at: datetime) -> bool:
    mine = update(LegalHold).where(_KEPT.id == number, _KEPT.lifted_at.is_(None))
    return connection().execute(mine.values(lifted_by=by, lifted_at=at)).rowcount == 1


def lift_on(kind: HoldKind, object_id: int, at: datetime) -> None:
    """Every hold on one object; by the system, after a restore."""
    mine = (_KEPT.kind == kind.value, _KEPT.object_id == object_id, _KEPT.lifted_at.is_(None))
    connection().execute(update(LegalHold).where(*mine).values(lifted_by=0, lifted_at=at))


def numbers_of(found: Iterable[Hold]) -> dict[int, str]:
    """By id, of the tickets among these."""
    ids = [one.object_id for one in found if one.kind is HoldKind.TICKET]
    query = select(Ticket.id, Ticket.number).where(Ticket.id.in_(ids))
    return {row.id: row.number for row in connection().execute(query)}


def _hold(row: Any) -> Hold:
    kind = HoldKind(row.kind)
    return Hold(row.id, kind, row.object_id, row.sealed, row.reason, row.until, row.placed_by)
