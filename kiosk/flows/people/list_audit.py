"""The audit record for its reader; looking at it is recorded too."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import INSTALLATION, Action
from kiosk.store.engine import transaction
from kiosk.store.people import audit, journal, reach

PAGE = 100
EXPORT = 50_000


@dataclass(frozen=True)
class Filter:
    """``before``: a place in the chain; ``action`` and ``actor``: as the record writes them."""

    before: int | None = None
    action: str | None = None
    actor: str | None = None


@dataclass(frozen=True)
class ShownRecord:
    seq: int
    at: datetime
    actor: str
    action: str
    object_kind: str
    object_id: str
    details: Mapping[str, Any]
    reason: str | None
    hash: str


def list_audit(
    actor: Actor, wanted: Filter, now: datetime, *, export: bool = False
) -> list[ShownRecord]:
    """Newest first, of the instansi and units this reader reaches. A record that the reader may
    not see is not counted either."""
    with transaction():
        rows = audit.newest(
            units=reach.unit_ids(actor.grants, Action.SEE_AUDIT, also_closed=True),
            instansi=reach.instansi_ids(actor.grants, Action.SEE_AUDIT),
            everything=actor.may(Action.SEE_AUDIT, INSTALLATION),
            before=wanted.before,
            action=wanted.action,
            actor=wanted.actor,
            limit=EXPORT if export else PAGE,
        )
        audit.append(
            at=now,
            actor_id=actor.id,
            action="ekspor-audit" if export else "lihat-audit",
            object_kind="audit",
            object_id=str(wanted.before or ""),
            details={"kegiatan": wanted.action, "pelaku": wanted.actor, "banyak": len(rows)},
            **journal.home(actor.id),
        )
    return [_shown(row) for row in rows]


def _shown(row: Any) -> ShownRecord:
    return ShownRecord(
        seq=row.seq,
        at=row.at,
        actor=row.actor or ("sistem" if row.actor_id == 0 else f"pegawai {row.actor_id}"),
        action=row.action,
        object_kind=row.object_kind,
        object_id=row.object_id,
        details=json.loads(row.details),
        reason=row.reason,
        hash=row.hash.hex(),
    )
