"""Housekeeping: who holds the jobs, and which ran."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class Lease(Model):
    """One holder at a time, until an instant; whoever comes after that may take it."""

    __tablename__ = "leases"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(80))
    until: Mapped[datetime] = mapped_column(Instant)


class JobRun(Model):
    """A job runs once a period, whoever tries."""

    __tablename__ = "job_runs"
    job: Mapped[str] = mapped_column(String(40), primary_key=True)
    period: Mapped[str] = mapped_column(String(20), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    outcome: Mapped[str | None] = mapped_column(Text)


class ChainHead(Model):
    """Length and last hash of a chain."""

    __tablename__ = "chain_heads"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    length: Mapped[int]
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class Notice(Model):
    """A notice to one recipient. Holds no address: ``to_id`` is a staff member's or a ticket's.

    ``next_at``: when to try (again); empty once sent or dead. ``leased_by`` stays where a worker
    died: that try may have arrived. ``unsure``: how many such tries there were."""

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_next_at", "next_at"),
        Index("ix_notices_sent_at", "sent_at"),
        Index("ix_notices_dead_at", "dead_at"),
    )
    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False
    )
    kind: Mapped[str] = mapped_column(String(24))
    channel: Mapped[str] = mapped_column(String(8))
    to_kind: Mapped[str] = mapped_column(String(12))
    to_id: Mapped[int] = mapped_column(BigInteger)
    language: Mapped[str] = mapped_column(String(8))
    values: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    attempts: Mapped[int]
    unsure: Mapped[int]
    next_at: Mapped[datetime | None] = mapped_column(Instant)
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
    leased_by: Mapped[str | None] = mapped_column(String(80))
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    dead_at: Mapped[datetime | None] = mapped_column(Instant)
    last_error: Mapped[str | None] = mapped_column(String(200))
