"""Subscriptions of a nation to its regions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from kiosk.domain.index.publisher import quoted
from kiosk.store.engine import connection
from kiosk.store.region.publication import NAME

_PREFIX = "suara_loket_"


@dataclass(frozen=True)
class Subscription:
    """``heard_at``: when its region last said anything; None: not connected now."""

    name: str
    enabled: bool
    heard_at: datetime | None


def every() -> dict[str, Subscription]:
    """Those of this database that are ours, by name."""
    if connection().dialect.name != "postgresql":
        return {}
    query = text(
        "SELECT s.subname, s.subenabled, max(t.last_msg_receipt_time) AS heard_at "
        "FROM pg_subscription s LEFT JOIN pg_stat_subscription t ON t.subid = s.oid "
        "AND t.pid IS NOT NULL WHERE s.subname LIKE :ours AND s.subdbid = "
        "(SELECT oid FROM pg_database WHERE datname = current_database()) "
        "GROUP BY s.subname, s.subenabled"
    )
    rows: Any = connection().execute(query, {"ours": f"{_PREFIX}%"})
    return {row.subname: Subscription(*row) for row in rows}


def creating(name: str, address: str, slot: str) -> str:
    """``slot``: one that is there already; "" to make one of the subscription's own name."""
    given = f"create_slot = false, slot_name = {quoted(slot)}" if slot else "create_slot = true"
    return (
        f"CREATE SUBSCRIPTION {name} CONNECTION {quoted(address)} PUBLICATION {NAME} "
        f"WITH (copy_data = true, {given})"
    )


def dropping(name: str, *, lost: bool) -> list[str]:
    """``lost``: the region is not there any more, so its slot cannot be dropped."""
    if not lost:
        return [f"DROP SUBSCRIPTION {name}"]
    return [
        f"ALTER SUBSCRIPTION {name} DISABLE",
        f"ALTER SUBSCRIPTION {name} SET (slot_name = NONE)",
        f"DROP SUBSCRIPTION {name}",
    ]
