"""A step: what is erased, where it is written down, and what holds it back. Inside the caller's
transaction; the line in `erased.jsonl` is on the disk before that commits."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.upkeep import erasure
from kiosk.domain.upkeep.erasure import BY_SCHEDULE, Scope
from kiosk.flows import cases
from kiosk.store.people import audit
from kiosk.store.retention import erased_list, erasures, expiry, holds, leavers

SYSTEM = 0
KIND = "retensi"


def day_of(now: datetime) -> date:
    """UTC: no office's day is over before."""
    return now.astimezone(UTC).date()


def is_held(row: Any, now: datetime) -> bool:
    """Whether a legal hold stands on this ticket or a unit of it."""
    return holds.stands_on(row, day_of(now))


def erase_ticket(
    ticket_id: int, what: Scope, why: str, actor: Actor | None, now: datetime, instance: Path
) -> bool:
    """One ticket, because somebody asked; False where there is none. Raises `Held`."""
    rows = erasures.rows_of([ticket_id])
    if not rows:
        return False
    if is_held(rows[0], now):
        raise erasure.held()
    erase_tickets(rows, what, why, now, instance)
    by = actor.id if actor else SYSTEM
    cases.record(by, "hapus-data", rows[0], now, {"cakupan": what.value, "sebab": why})
    return True


def erase_tickets(
    rows: Sequence[Any], what: Scope, why: str, now: datetime, instance: Path | None
) -> None:
    """``instance`` None: the list has them already."""
    day = day_of(now)
    if instance is not None:
        line = {"hari": day.isoformat(), "apa": what.value}
        lines = ({**line, "laporan": row.id, "sampai": row.last_seq} for row in rows)
        erased_list.append(instance, lines)
    erasures.erase(rows, what)
    erasures.note(rows, what, day, why)


def erase_class(
    code: str, ids: Sequence[str], before: datetime, now: datetime, instance: Path | None
) -> None:
    """What the schedule says is over. A class of rows goes into the list by its last day: nothing
    of a visit or an answer is to stand outside the database."""
    shelf = expiry.SHELVES[code]
    if shelf.scope is not None:
        rows = erasures.rows_of([int(one) for one in ids])
        erase_tickets(rows, shelf.scope, BY_SCHEDULE, now, instance)
        return
    if instance is not None:
        line = {"hari": day_of(now).isoformat(), "kelas": code}
        erased_list.append(instance, [{**line, "sebelum": day_of(before).isoformat()}])
    if shelf.table is None:
        leavers.forget([int(one) for one in ids])
    else:
        expiry.drop(code, ids)


def tombstone(code: str, ids: Sequence[str], actor: Actor | None, now: datetime) -> None:
    """In the audit chain: the class, how many, and a digest of which. No word of what."""
    audit.append(
        at=now,
        actor_id=actor.id if actor else SYSTEM,
        action="hapus-retensi",
        object_kind=KIND,
        object_id=code,
        details={"jumlah": len(ids), "sidik": digest_of(ids)},
    )


def digest_of(ids: Sequence[str]) -> str:
    """SHA-256 of the ids, one a line, in the order of the dry run."""
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()
