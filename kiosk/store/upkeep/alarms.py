"""Troubles that the administrators were told of and that are not over."""

from datetime import datetime

from sqlalchemy import delete, insert, select

from kiosk.store.engine import connection
from kiosk.store.upkeep.watch_tables import UpkeepAlarm


def names() -> list[str]:
    return list(connection().scalars(select(UpkeepAlarm.name).order_by(UpkeepAlarm.name)))


def raise_one(name: str, now: datetime) -> None:
    connection().execute(insert(UpkeepAlarm).values(name=name, since=now))


def end(name: str) -> None:
    connection().execute(delete(UpkeepAlarm).where(UpkeepAlarm.name == name))
