"""What tablets sent and could not be taken as it was: kept in its box, until put right."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.store.engine import connection
from kiosk.store.place.tables import ParkedItem


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
            reason=reason[:300],
            box_hash=hashlib.sha256(box).digest(),
            box=box,
        )
        .on_conflict_do_nothing()
    )


def open_ones(device_ids: list[int]) -> list[Any]:
    """What still waits, the oldest first; without the boxes."""
    columns = [one for one in ParkedItem.__table__.c if one.name not in ("box", "box_hash")]
    query = (
        select(*columns)
        .where(ParkedItem.device_id.in_(device_ids), ParkedItem.settled_at.is_(None))
        .order_by(ParkedItem.id)
    )
    return list(connection().execute(query))
