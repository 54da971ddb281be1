"""The schedule as shipped, and what somebody agreed to above the cap."""

from datetime import datetime
from functools import cache
from importlib.resources import files

from sqlalchemy import delete, insert, select

from kiosk.domain.upkeep import inventory, retention
from kiosk.domain.upkeep.inventory import TableEntry
from kiosk.domain.upkeep.retention import PERMIT_FOR, Rule
from kiosk.store.engine import connection
from kiosk.store.retention.tables import RetentionPermit


@cache
def schedule() -> tuple[Rule, ...]:
    return retention.parse(_text("retensi.toml"))


@cache
def shipped_inventory() -> dict[str, TableEntry]:
    return inventory.parse(_text("inventaris-data.toml"))


def _text(name: str) -> str:
    return (files("kiosk.data") / name).read_text(encoding="utf-8")


def given(now: datetime) -> dict[str, int]:
    """Class to the number agreed to, of the last days."""
    kept = RetentionPermit.__table__.c
    query = select(kept.code, kept.many).where(kept.given_at > now - PERMIT_FOR)
    return {row.code: row.many for row in connection().execute(query)}


def give(code: str, many: int, by: int, at: datetime) -> None:
    use(code)
    values = {"code": code, "many": many, "given_by": by, "given_at": at}
    connection().execute(insert(RetentionPermit).values(**values))


def use(code: str) -> None:
    connection().execute(delete(RetentionPermit).where(RetentionPermit.code == code))
