"""The audit chain: appended in the transaction of what it records, or that transaction fails."""

import json
import secrets
from collections.abc import Generator, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, insert, or_, select, text

from kiosk.domain.chain import Head, Row, digest_of, link
from kiosk.store.engine import connection
from kiosk.store.people.tables import AuditRecord, AuditText, Staff
from kiosk.store.upkeep import chains

CHAIN = "audit"
SEALED_KIND = "berkas"
"""Records of sealed cases: in the chain as all others, and shown to the case's own team only."""
COLUMNS = (
    "at",
    "actor_id",
    "action",
    "object_kind",
    "object_id",
    "instansi_id",
    "unit_id",
    "details",
    "text_digest",
)
"""Every column but place and hash, in the order the chain covers them."""


def append(
    *,
    at: datetime,
    actor_id: int,
    action: str,
    object_kind: str,
    object_id: str,
    instansi_id: int = 0,
    unit_id: int = 0,
    details: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> int:
    """Record what somebody did or read; its place in the chain. ``actor_id`` 0: the system."""
    head = chains.take(CHAIN)
    seq = head.length + 1
    salt = secrets.token_bytes(16)
    values: dict[str, Any] = {
        "at": at,
        "actor_id": actor_id,
        "action": action,
        "object_kind": object_kind,
        "object_id": object_id,
        "instansi_id": instansi_id,
        "unit_id": unit_id,
        "details": json.dumps(details or {}, sort_keys=True, ensure_ascii=False, default=str),
        "text_digest": digest_of(reason, salt) if reason else None,
    }
    digest = link(head.hash, seq, [values[name] for name in COLUMNS])
    connection().execute(insert(AuditRecord).values(seq=seq, hash=digest, **values))
    if reason:
        connection().execute(insert(AuditText).values(seq=seq, salt=salt, text=reason))
    chains.move(CHAIN, Head(seq, digest))
    return seq


def rows(batch: int = 1_000) -> Generator[Row, None, None]:
    """The chain in order, streamed, for the verifier."""
    columns = [AuditRecord.__table__.c[name] for name in COLUMNS]
    query = select(AuditRecord.seq, AuditRecord.hash, *columns).order_by(AuditRecord.seq)
    # Whoever stops at the first bad record leaves a cursor of PostgreSQL open without `with`.
    with connection().execute(query.execution_options(yield_per=batch)) as found:
        for row in found:
            yield Row(row[0], row[2:], row[1])


def texts() -> Iterator[Any]:
    """(place or None, own number, salt, text, digest in the record) of every reason kept."""
    query = (
        select(
            AuditRecord.seq, AuditText.seq, AuditText.salt, AuditText.text, AuditRecord.text_digest
        )
        .outerjoin(AuditRecord, AuditRecord.seq == AuditText.seq)
        .order_by(AuditText.seq)
    )
    yield from connection().execute(query.execution_options(yield_per=1_000))


def newest(
    *,
    units: list[int],
    instansi: list[int],
    everything: bool,
    before: int | None,
    action: str | None,
    actor: str | None,
    limit: int,
) -> list[Any]:
    """Records newest first, with the actor's name and the reason: those of these units, those of
    these instansi as a whole, or ``everything``; never one of a sealed case, whoever asks.
    ``actor``: part of a name."""
    columns = AuditRecord.__table__.c
    query = (
        select(*columns, Staff.name.label("actor"), AuditText.text.label("reason"))
        .outerjoin(Staff, Staff.id == AuditRecord.actor_id)
        .outerjoin(AuditText, AuditText.seq == AuditRecord.seq)
        .where(AuditRecord.object_kind != SEALED_KIND)
        .order_by(AuditRecord.seq.desc())
        .limit(limit)
    )
    if not everything:
        mine = or_(
            AuditRecord.unit_id.in_(units),
            and_(AuditRecord.unit_id == 0, AuditRecord.instansi_id.in_(instansi)),
        )
        query = query.where(mine)
    if before is not None:
        query = query.where(AuditRecord.seq < before)
    if action is not None:
        query = query.where(AuditRecord.action == action)
    if actor is not None:
        query = query.where(Staff.name.icontains(actor, autoescape=True))
    return list(connection().execute(query))


def actions() -> list[str]:
    """Every kind of deed recorded so far, for a filter; of sealed cases none."""
    shown = select(AuditRecord.action).where(AuditRecord.object_kind != SEALED_KIND)
    return list(connection().scalars(shown.distinct().order_by("action")))


def deeds(object_kind: str) -> list[Any]:
    """(object_id, action, actor_id, details) of everything recorded about a kind of object."""
    query = select(
        AuditRecord.object_id, AuditRecord.action, AuditRecord.actor_id, AuditRecord.details
    ).where(AuditRecord.object_kind == object_kind)
    return list(connection().execute(query.order_by(AuditRecord.seq)))


def of_sealed(number: str) -> list[Any]:
    """(at, action, actor name or None) of everything recorded about a sealed case, newest first;
    for its own team."""
    query = (
        select(AuditRecord.at, AuditRecord.action, Staff.name.label("actor"))
        .outerjoin(Staff, Staff.id == AuditRecord.actor_id)
        # Literally, as the partial index says it: SQLite takes it for no other query.
        .where(text("object_kind = 'berkas'"), AuditRecord.object_id == number)
        .order_by(AuditRecord.seq.desc())
    )
    return list(connection().execute(query))
