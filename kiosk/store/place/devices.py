"""Tablets by the hash of their key, and the codes they become known with."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from kiosk.store.engine import connection
from kiosk.store.place.tables import Device, DeviceCode, Point, Unit


def hash_of(secret: str) -> bytes:
    """Of a key of 256 random bits, or of a code that lives half an hour: nothing to guess at
    leisure in either."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def by_key(secret: str) -> Any:
    """(id, name, point_code) of a tablet that is not revoked; None for a stranger."""
    query = (
        select(Device.id, Device.name, Point.code.label("point_code"))
        .join(Point, Point.id == Device.point_id)
        .where(Device.key_hash == hash_of(secret), Device.revoked_at.is_(None))
    )
    return connection().execute(query).first()


def add_code(
    point_id: int, name: str, code: str, *, by: int, now: datetime, expires_at: datetime
) -> None:
    """Of 40 random bits: that one is made twice within the years is nobody's worry."""
    connection().execute(
        insert(DeviceCode).values(
            code_hash=hash_of(code),
            point_id=point_id,
            name=name,
            made_by=by,
            made_at=now,
            expires_at=expires_at,
        )
    )


def use_code(code: str, point_id: int, now: datetime) -> Any:
    """Take a code of this point that still works; (name, made_by), or None. One statement: of
    two tablets with one code, one becomes known."""
    done = connection().execute(
        update(DeviceCode)
        .where(DeviceCode.code_hash == hash_of(code), DeviceCode.point_id == point_id)
        .where(DeviceCode.used_at.is_(None), DeviceCode.expires_at > now)
        .values(used_at=now)
        .returning(DeviceCode.name, DeviceCode.made_by)
    )
    return done.first()


def drop_codes(than: datetime) -> int:
    """That ran out before then, used or not; how many."""
    done = connection().execute(delete(DeviceCode).where(DeviceCode.expires_at < than))
    return int(done.rowcount)


def add(point_id: int, name: str, secret: str, by: int, now: datetime) -> int:
    made = connection().execute(
        insert(Device)
        .values(
            point_id=point_id,
            name=name,
            key_hash=hash_of(secret),
            enrolled_at=now,
            enrolled_by=by,
            seen_at=now,
        )
        .returning(Device.id)
    )
    return int(made.scalar_one())


def beat(
    device_id: int,
    *,
    now: datetime,
    waiting: int,
    battery: int | None,
    charging: bool | None,
    shift: int,
) -> None:
    """It spoke: whatever silence was told of is over."""
    connection().execute(
        update(Device)
        .where(Device.id == device_id)
        .values(
            seen_at=now,
            waiting=waiting,
            battery=battery,
            charging=charging,
            shift=shift,
            told_at=None,
        )
    )


def standing(unit_ids: Collection[int] | None = None) -> list[Any]:
    """Every tablet at the counters of these units (None: of all), revoked ones too, with its
    counter's code, name, unit and whether that is closed; by counter and name."""
    closed = or_(Point.closed_at.is_not(None), Unit.closed_at.is_not(None))
    query = (
        select(
            *(one for one in Device.__table__.c if one.name != "key_hash"),
            Point.code.label("point_code"),
            Point.name.label("point_name"),
            Point.unit_id,
            closed.label("closed"),
        )
        .join(Point, Point.id == Device.point_id)
        .join(Unit, Unit.id == Point.unit_id)
        .order_by(Point.name, Point.code, Device.name, Device.id)
    )
    if unit_ids is not None:
        query = query.where(Point.unit_id.in_(unit_ids))
    return list(connection().execute(query))


def at_point(device_id: int, point_id: int) -> Any:
    """(id, name, waiting, revoked_at) of a tablet of this counter; None for any other."""
    query = select(Device.id, Device.name, Device.waiting, Device.revoked_at).where(
        Device.id == device_id, Device.point_id == point_id
    )
    return connection().execute(query).first()


def point_of(device_id: int) -> str | None:
    """The code of the counter a tablet stands at."""
    query = select(Point.code).join(Device, Device.point_id == Point.id)
    return connection().scalar(query.where(Device.id == device_id))


def revoke(device_id: int, by: int, now: datetime) -> bool:
    """False where it was revoked before."""
    done = connection().execute(
        update(Device)
        .where(Device.id == device_id, Device.revoked_at.is_(None))
        .values(revoked_at=now, revoked_by=by)
    )
    return bool(done.rowcount)


def rename(device_id: int, before: str, name: str) -> bool:
    """False where it is not called ``before`` any more, or was revoked."""
    done = connection().execute(
        update(Device)
        .where(Device.id == device_id, Device.name == before, Device.revoked_at.is_(None))
        .values(name=name)
    )
    return bool(done.rowcount)


def mark_told(device_id: int, seen_at: datetime | None, now: datetime) -> bool:
    """False where it has spoken since, was told of before, or was revoked."""
    done = connection().execute(
        update(Device)
        .where(Device.id == device_id, Device.told_at.is_(None), Device.revoked_at.is_(None))
        .where(Device.seen_at.is_(None) if seen_at is None else Device.seen_at == seen_at)
        .values(told_at=now)
    )
    return bool(done.rowcount)
