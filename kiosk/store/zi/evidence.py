"""Counts behind the facts of a unit's year that no other query has."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from kiosk.domain.index.document import DocumentKind, DocumentState
from kiosk.domain.people.policy import Level, Role, Spot
from kiosk.store.complaint.tables import HandlerKey, Ticket
from kiosk.store.engine import connection
from kiosk.store.index.document_tables import DocumentRow
from kiosk.store.people import grant_ends
from kiosk.store.people.tables import GrantRow, Staff
from kiosk.store.place.points import LOKET
from kiosk.store.place.tables import Device, Point

_DAY = timedelta(days=1)
_PAPAN = (DocumentKind.POSTER_A4.value, DocumentKind.POSTER_A3.value)


def posters(closing_ids: Collection[int]) -> dict[int, Any]:
    """Closing to (closing_id, count, last instant) of the papan IKM made of it."""
    if not closing_ids:
        return {}
    query = (
        select(DocumentRow.closing_id, func.count().label("made"), func.max(DocumentRow.done_at))
        .where(DocumentRow.closing_id.in_(tuple(closing_ids)), DocumentRow.kind.in_(_PAPAN))
        .where(DocumentRow.state == DocumentState.READY.value)
        .group_by(DocumentRow.closing_id)
    )
    rows: Sequence[Any] = connection().execute(query).all()
    return {row[0]: row for row in rows}


def linked(unit_ids: Collection[int], year: int) -> list[Any]:
    """(state, ending, merged, count) of reports brought there in the year that have a number of
    SP4N-LAPOR!; no sealed one."""
    t = Ticket
    months = (100 * year + 1, 100 * year + 12)
    # The month is the unit's own and has no index; the instants are for that of their receipt.
    around = (datetime(year, 1, 1, tzinfo=UTC) - _DAY, datetime(year + 1, 1, 1, tzinfo=UTC) + _DAY)
    merged = t.merged_into.is_not(None).label("merged")
    query = (
        select(t.state, t.ending, merged, func.count())
        .where(t.lapor_number.is_not(None), t.sealed.is_(False))
        .where(t.origin_id.in_(tuple(unit_ids)), t.month.between(*months))
        .where(t.received_at.between(*around))
        .group_by(t.state, t.ending, merged)
    )
    return list(connection().execute(query))


def counters(unit_ids: Collection[int]) -> tuple[int, int]:
    """Open counters of these units, and the tablets enrolled there."""
    open_ = (Point.unit_id.in_(tuple(unit_ids)), Point.kind == LOKET, Point.closed_at.is_(None))
    points = connection().scalar(select(func.count()).select_from(Point).where(*open_))
    tablets = connection().scalar(
        select(func.count())
        .select_from(Device)
        .join(Point, Point.id == Device.point_id)
        .where(*open_, Device.revoked_at.is_(None))
    )
    return int(points or 0), int(tablets or 0)


def holders(roles: Iterable[Role], spot: Spot) -> list[int]:
    """Ids of everybody at the desk who holds one of these roles at ``spot``."""
    covers = or_(
        GrantRow.level == Level.INSTALLATION.value,
        and_(GrantRow.level == Level.INSTANSI.value, GrantRow.place_id == spot.instansi_id),
        and_(GrantRow.level == Level.UNIT.value, GrantRow.place_id.in_(spot.path)),
    )
    query = (
        select(GrantRow.staff_id)
        .join(Staff, Staff.id == GrantRow.staff_id)
        .where(grant_ends.held(), Staff.disabled_at.is_(None), covers)
        .where(GrantRow.role.in_([one.value for one in roles]))
        .distinct()
    )
    return list(connection().scalars(query))


def with_key(staff_ids: Collection[int]) -> int:
    """How many of them have a key of their own for sealed cases."""
    query = select(func.count()).where(HandlerKey.staff_id.in_(tuple(staff_ids)))
    return int(connection().scalar(query) or 0) if staff_ids else 0
