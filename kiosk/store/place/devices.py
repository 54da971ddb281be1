"""Tablets by the hash of their key, and the codes they become known with."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from kiosk.store.engine import connection
from kiosk.store.place.tables import Device, DeviceCode, Point


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


def of_points(point_ids: Iterable[int]) -> list[Any]:
    """Every tablet of these points, revoked ones too, by name."""
    query = (
        select(Device.__table__)
        .where(Device.point_id.in_(tuple(point_ids)))
        .order_by(Device.name, Device.id)
    )
    return list(connection().execute(query))
