"""The audit chain: appended in the transaction of what it records, or that transaction fails."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, insert, or_, select, text

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


def rows(first: int, most: int) -> list[Row]:
    """The chain in order from place ``first`` on, at most so many, for the verifier."""
    columns = [AuditRecord.__table__.c[name] for name in COLUMNS]
    query = select(AuditRecord.seq, AuditRecord.hash, *columns).where(AuditRecord.seq >= first)
    found = connection().execute(query.order_by(AuditRecord.seq).limit(most))
    return [Row(row[0], row[2:], row[1]) for row in found]


def last_at() -> datetime | None:
    """When the record was made that was appended last."""
    last = select(AuditRecord.at).order_by(AuditRecord.seq.desc()).limit(1)
    return connection().execute(last).scalar()


def texts(after: int, most: int) -> list[Any]:
    """(place or None, own number, salt, text, digest in the record) of the reasons kept, in order
    of their own numbers, those beyond ``after``."""
    query = (
        select(
            AuditRecord.seq, AuditText.seq, AuditText.salt, AuditText.text, AuditRecord.text_digest
        )
        .outerjoin(AuditRecord, AuditRecord.seq == AuditText.seq)
        .where(AuditText.seq > after)
        .order_by(AuditText.seq)
        .limit(most)
    )
    return list(connection().execute(query))


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


def about(object_kind: str, object_id: str, since: datetime) -> list[Any]:
    """(at, action, actor_id, unit_id) of everything recorded about an object, oldest first.
    ``since``: when it came to be; no record before its day is looked at."""
    query = select(
        AuditRecord.at, AuditRecord.action, AuditRecord.actor_id, AuditRecord.unit_id
    ).where(AuditRecord.object_kind == object_kind, AuditRecord.object_id == object_id)
    late = query.where(AuditRecord.seq >= _first_since(since))
    return list(connection().execute(late.order_by(AuditRecord.seq)))


_SLACK = timedelta(days=1)
"""So far a clock may have stood wrong while records were written."""


def _first_since(moment: datetime) -> int:
    """A place in the chain before which nothing is as young: looked for by halves, since records
    are in the order they were written and their times have no index."""
    newest = connection().scalar(select(func.max(AuditRecord.seq)))
    low, high = 1, newest or 1
    while low < high:
        middle = (low + high) // 2
        at = connection().scalar(select(AuditRecord.at).where(AuditRecord.seq == middle))
        if at is not None and at < moment - _SLACK:
            low = middle + 1
        else:
            high = middle
    return low


def between(since: datetime, until: datetime) -> list[Any]:
    """(at, actor_id, action, object_kind, object_id, instansi_id, unit_id) in their order, of a
    window; those of sealed cases too: who may be told of them is asked for each."""
    columns = AuditRecord.__table__.c
    query = select(
        columns.at, columns.actor_id, columns.action, columns.object_kind, columns.object_id,
        columns.instansi_id, columns.unit_id,
    )  # fmt: skip
    within = (columns.seq >= _first_since(since), columns.at >= since, columns.at <= until)
    return list(connection().execute(query.where(*within).order_by(columns.seq)))


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
