"""Rows of proofs."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select, update

from kiosk.domain.complaint.attachment import FileKind
from kiosk.domain.zi.proof import Proof, Subject
from kiosk.store.engine import connection
from kiosk.store.zi.proof_tables import ZiProof

LARGEST_ID = 2**31 - 1
"""PostgreSQL takes none beyond it, and an address may name any number."""
_THERE = ZiProof.digest.is_not(None)


def add(
    unit_id: int, subject: Subject, key: str, at: datetime, actor_id: int, values: Mapping[str, Any]
) -> int:
    made = connection().execute(
        insert(ZiProof)
        .values(unit_id=unit_id, subject=subject.value, key=key, at=at, actor_id=actor_id, **values)
        .returning(ZiProof.id)
    )
    return int(made.scalar_one())


def of(unit_id: int, subject: Subject, keys: Iterable[str] | None = None) -> tuple[Proof, ...]:
    """Those that are there, oldest first; of every key where none is named."""
    query = select(*ZiProof.__table__.c).where(
        ZiProof.unit_id == unit_id, ZiProof.subject == subject.value, _THERE
    )
    if keys is not None:
        query = query.where(ZiProof.key.in_(list(keys)))
    return tuple(_proof(row) for row in connection().execute(query.order_by(ZiProof.id)))


def by_id(unit_id: int, proof_id: int) -> Proof | None:
    """One of this unit that is there."""
    if proof_id > LARGEST_ID:
        return None
    query = select(*ZiProof.__table__.c).where(
        ZiProof.id == proof_id, ZiProof.unit_id == unit_id, _THERE
    )
    row = connection().execute(query).first()
    return None if row is None else _proof(row)


def mark(proof_id: int, **values: Any) -> None:
    connection().execute(update(ZiProof).where(ZiProof.id == proof_id).values(**values))


def known_files(digests: Iterable[str]) -> set[str]:
    """Which of these files some proof names."""
    asked = list(digests)
    query = select(ZiProof.digest, ZiProof.thumbnail).where(
        or_(ZiProof.digest.in_(asked), ZiProof.thumbnail.in_(asked))
    )
    return {name for row in connection().execute(query) for name in row if name} & set(asked)


def _proof(row: Any) -> Proof:
    return Proof(
        id=row.id,
        unit_id=row.unit_id,
        subject=Subject(row.subject),
        key=row.key,
        at=row.at,
        actor_id=row.actor_id,
        kind=FileKind(row.kind),
        name=row.name,
        caption=row.caption,
        size=row.size,
        digest=row.digest,
        thumbnail=row.thumbnail,
        state=row.state,
        public=bool(row.public),
    )
