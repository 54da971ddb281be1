"""Sessions at the desk as kept: the hash of a token, whose it is, and when it was seen."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from kiosk.domain.people.session import Limits
from kiosk.domain.place.settings import SETTINGS
from kiosk.store.engine import connection
from kiosk.store.people.tables import StaffSession
from kiosk.store.place.tables import Setting

PENDING_KEY = "menunggu"
"""In the data of half a session: who still has to give a code."""
IDLE, LONGEST = "sesi-menganggur", "sesi-paling-lama"


def begin(
    token_hash: bytes,
    staff_id: int | None,
    device: str,
    at: datetime,
    *,
    confirmed_at: datetime | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """``staff_id`` None: the password was right, the second factor is still to come."""
    connection().execute(
        insert(StaffSession).values(
            token_hash=token_hash,
            staff_id=staff_id,
            data=json.dumps(data or {}),
            agent=device[:80],
            created_at=at,
            seen_at=at,
            confirmed_at=confirmed_at,
        )
    )


def find(token_hash: bytes) -> Any:
    """(token_hash, staff_id, data, agent, created_at, seen_at, confirmed_at), or None."""
    return (
        connection()
        .execute(select(*StaffSession.__table__.c).where(StaffSession.token_hash == token_hash))
        .first()
    )


def of_staff(staff_id: int) -> list[Any]:
    """Latest seen first."""
    query = (
        select(*StaffSession.__table__.c)
        .where(StaffSession.staff_id == staff_id)
        .order_by(StaffSession.seen_at.desc(), StaffSession.created_at.desc())
    )
    return list(connection().execute(query))


def put(token_hash: bytes, **values: Any) -> None:
    """``data`` as a mapping; any other column as it is."""
    if "data" in values:
        values["data"] = json.dumps(values["data"])
    connection().execute(
        update(StaffSession).where(StaffSession.token_hash == token_hash).values(**values)
    )


def end(token_hash: bytes) -> bool:
    done = connection().execute(delete(StaffSession).where(StaffSession.token_hash == token_hash))
    return done.rowcount == 1


def end_all(staff_id: int, but: bytes | None = None) -> int:
    """How many ended; ``but`` stays."""
    condition = [StaffSession.staff_id == staff_id]
    if but is not None:
        condition.append(StaffSession.token_hash != but)
    return connection().execute(delete(StaffSession).where(*condition)).rowcount


def end_everybodys() -> int:
    """How many ended: of a restored database some were ended since."""
    return connection().execute(delete(StaffSession)).rowcount


def sweep(now: datetime) -> int:
    """Take away rows that nobody can use any more."""
    limits = limits_now()
    over = or_(
        StaffSession.seen_at <= now - limits.idle, StaffSession.created_at <= now - limits.longest
    )
    return connection().execute(delete(StaffSession).where(over)).rowcount


def limits_now() -> Limits:
    """As the installation has set them."""
    rows = connection().execute(
        select(Setting.name, Setting.value).where(
            Setting.scope == 0, Setting.name.in_((IDLE, LONGEST))
        )
    )
    values = {name: SETTINGS[name].default for name in (IDLE, LONGEST)}
    values.update({row.name: row.value for row in rows})
    return Limits(timedelta(minutes=int(values[IDLE])), timedelta(hours=int(values[LONGEST])))
