"""After a restore: what was erased since the backup goes again, and what is held is held again.

The list speaks for itself: each of its lines was agreed to when it was written, so no cap holds
here. Doing it twice changes nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from kiosk.bucket import Uploads
from kiosk.domain.upkeep.erasure import AGAIN, HoldKind, Scope, is_told
from kiosk.flows import erasing, expiring, wiping
from kiosk.store.engine import transaction
from kiosk.store.retention import erased_list, erasures, expiry, holds

BATCH = 200
_RESTORED = "Dipulihkan dari daftar penghapusan sesudah cadangan dipasang"


def replay_erased(instance: Path, uploads: Uploads, now: datetime) -> int:
    """How many tickets and rows went again."""
    lines = _told(instance, now)
    with transaction():
        _hold_again(lines, now)
    gone = sum(_tickets(lines, scope, now) for scope in Scope)
    gone += sum(_class(code, day, now) for code, day in _last_days(lines).items())
    if gone:
        expiring.rewrite_index(10_000)
        wiping.wipe_or_later(uploads, now)
    return gone


def count_untold(instance: Path, now: datetime) -> int:
    """Lines nobody can read: what they erased may be there again."""
    return len(erased_list.read(instance)) - len(_told(instance, now))


def _told(instance: Path, now: datetime) -> list[dict[str, Any]]:
    today = erasing.day_of(now)
    return [one for one in erased_list.read(instance) if is_told(one, today)]


def _hold_again(lines: Sequence[Mapping[str, Any]], now: datetime) -> None:
    """As the list says it ended; the newest word about an object holds."""
    told = {(one["tahan"], one["id"]): one for one in lines if "tahan" in one}
    day = erasing.day_of(now)
    have = {(one.kind.value, one.object_id) for one in holds.standing(day)}
    for (kind, object_id), one in told.items():
        if one["sampai"] is None:
            holds.lift_on(HoldKind(kind), object_id, now)
        elif (kind, object_id) not in have and date.fromisoformat(one["sampai"]) >= day:
            until, sealed = date.fromisoformat(one["sampai"]), bool(one["tersegel"])
            holds.add(
                HoldKind(kind),
                object_id,
                sealed=sealed,
                reason=_RESTORED,
                until=until,
                by=0,
                at=now,
            )


def _tickets(lines: Sequence[Mapping[str, Any]], scope: Scope, now: datetime) -> int:
    wanted = {one["laporan"]: one["sampai"] for one in lines if one.get("apa") == scope.value}
    ids, gone = sorted(wanted), 0
    for at in range(0, len(ids), BATCH):
        with transaction():
            rows = erasures.rows_of(ids[at : at + BATCH])
            gone += _again(
                [one for one in rows if not _is_gone(one, scope, wanted[one.id])], scope, now
            )
    return gone


def _again(rows: Sequence[Any], scope: Scope, now: datetime) -> int:
    if rows:
        erasing.erase_tickets(rows, scope, AGAIN, now, None)
        erasing.tombstone(f"ulang-{scope.value}", [str(row.id) for row in rows], None, now)
    return len(rows)


def _is_gone(row: Any, scope: Scope, seq: int) -> bool:
    """What was written after ``seq`` was never erased."""
    wide = (scope.value, Scope.ALL.value)
    return any(one.scope in wide and one.seq >= seq for one in erasures.of(row.id))


def _last_days(lines: Sequence[Mapping[str, Any]]) -> dict[str, date]:
    """Up to which day each class was gone."""
    found: dict[str, date] = {}
    for one in lines:
        if one.get("kelas") in expiry.SHELVES:
            day = date.fromisoformat(one["sebelum"])
            found[one["kelas"]] = max(day, found.get(one["kelas"], day))
    return found


def _class(code: str, day: date, now: datetime) -> int:
    before, gone = datetime.combine(day, time(), UTC), 0
    while True:
        with transaction():
            ids = expiry.due(code, before, holds.in_force(erasing.day_of(now)))[:BATCH]
            if not ids:
                return gone
            erasing.erase_class(code, ids, before, now, None)
            erasing.tombstone(code, ids, None, now)
            gone += len(ids)
