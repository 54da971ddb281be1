"""Keys of queue machines by their hash; a key itself is kept nowhere."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, or_, select, update

from kiosk.store.engine import connection
from kiosk.store.place.devices import hash_of
from kiosk.store.place.tables import ApiKey

_STEP = timedelta(minutes=1)


def add(unit_id: int, name: str, secret: str, by: int, now: datetime) -> int:
    made = connection().execute(
        insert(ApiKey)
        .values(unit_id=unit_id, name=name, key_hash=hash_of(secret), made_by=by, made_at=now)
        .returning(ApiKey.id)
    )
    return int(made.scalar_one())


def by_secret(secret: str) -> Any:
    """(id, unit_id) of a key that is not revoked; None for any other."""
    query = select(ApiKey.id, ApiKey.unit_id).where(
        ApiKey.key_hash == hash_of(secret), ApiKey.revoked_at.is_(None)
    )
    return connection().execute(query).first()


def touch(key_id: int, now: datetime) -> None:
    """It was used: known to the minute, so that a busy machine does not write every time."""
    connection().execute(
        update(ApiKey)
        .where(ApiKey.id == key_id)
        .where(or_(ApiKey.used_at.is_(None), ApiKey.used_at < now - _STEP))
        .values(used_at=now)
    )


def revoke(key_id: int, unit_id: int, by: int, now: datetime) -> str | None:
    """The name of a key of this unit that worked until now; None where there is none."""
    done = connection().execute(
        update(ApiKey)
        .where(ApiKey.id == key_id, ApiKey.unit_id == unit_id, ApiKey.revoked_at.is_(None))
        .values(revoked_at=now, revoked_by=by)
        .returning(ApiKey.name)
    )
    return done.scalar()


def of_unit(unit_id: int) -> list[Any]:
    """Every key of a unit, the latest first."""
    query = (
        select(ApiKey.id, ApiKey.name, ApiKey.made_at, ApiKey.revoked_at, ApiKey.used_at)
        .where(ApiKey.unit_id == unit_id)
        .order_by(ApiKey.id.desc())
    )
    return list(connection().execute(query))
