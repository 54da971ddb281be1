"""What tablets sent and could not be taken as it was: kept in its box, until put right."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.store.engine import connection
from kiosk.store.place.tables import Device, ParkedItem, Point


def keep(
    device_id: int,
    *,
    seq: int,
    pressed_at: datetime,
    received_at: datetime,
    clock: int,
    reason: str,
    box: bytes,
) -> None:
    """The same box twice is kept once."""
    make = postgresql.insert if connection().dialect.name == "postgresql" else sqlite.insert
    connection().execute(
        make(ParkedItem)
        .values(
            device_id=device_id,
            seq=seq,
            pressed_at=pressed_at,
            received_at=received_at,
            clock=clock,
            reason=reason[:_LONGEST],
            box_hash=hashlib.sha256(box).digest(),
            box=box,
        )
        .on_conflict_do_nothing()
    )


def weight(device_id: int) -> tuple[int, int]:
    """How many items of a tablet still wait, and their bytes."""
    query = select(func.count(), func.coalesce(func.sum(func.length(ParkedItem.box)), 0)).where(
        ParkedItem.device_id == device_id, ParkedItem.settled_at.is_(None)
    )
    many, size = connection().execute(query).one()
    return int(many), int(size)


def open_ones(device_ids: Collection[int] | None = None) -> list[Any]:
    """What still waits of these tablets (None: of all), the oldest first; without the boxes."""
    query = select(*_TOLD).where(ParkedItem.settled_at.is_(None)).order_by(ParkedItem.id)
    if device_ids is not None:
        query = query.where(ParkedItem.device_id.in_(device_ids))
    return list(connection().execute(query))


def counts() -> dict[int, int]:
    """Tablet to how many of its items still wait; only those with any."""
    query = (
        select(ParkedItem.device_id, func.count())
        .where(ParkedItem.settled_at.is_(None))
        .group_by(ParkedItem.device_id)
    )
    return {row[0]: row[1] for row in connection().execute(query)}


def with_box(item_id: int) -> Any:
    """One that still waits, with its box, its tablet's ``name`` and the ``point_code`` of where
    that stands; None for any other."""
    query = (
        select(*_TOLD, ParkedItem.box, Device.name, Point.code.label("point_code"))
        .join(Device, Device.id == ParkedItem.device_id)
        .join(Point, Point.id == Device.point_id)
        .where(ParkedItem.id == item_id, ParkedItem.settled_at.is_(None))
    )
    return connection().execute(query).first()


def settle(item_id: int, by: int, now: datetime) -> bool:
    """False where it was settled before. The box goes: what was in it is in its place now, and of
    a protected case no copy may lie about that the installation's own key opens. When it was
    pressed and why it waited go too: of an anonymous complaint only the day is kept (F55)."""
    done = connection().execute(
        update(ParkedItem)
        .where(ParkedItem.id == item_id, ParkedItem.settled_at.is_(None))
        .values(settled_at=now, settled_by=by, box=b"", **_forgotten(now))
    )
    return bool(done.rowcount)


def drop_settled(than: datetime) -> int:
    """Taken in before then; how many. Should its box come once more, the form's own key tells
    that it was counted."""
    done = connection().execute(delete(ParkedItem).where(ParkedItem.settled_at < than))
    return int(done.rowcount)


def _forgotten(now: datetime) -> dict[str, Any]:
    return {"seq": 0, "pressed_at": now, "received_at": now, "clock": 0, "reason": ""}


def tell_reason(item_id: int, reason: str) -> None:
    """Why it could not be taken this time either."""
    connection().execute(
        update(ParkedItem).where(ParkedItem.id == item_id).values(reason=reason[:_LONGEST])
    )


_LONGEST = 300
_TOLD = [one for one in ParkedItem.__table__.c if one.name not in ("box", "box_hash")]
