"""What the Ombudsman found, gifts and conflicts of interest that officers declared, and the
history of each entry."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class _Entry:
    """What every register keeps of an entry. ``retracted_at``: taken back; nothing is deleted."""

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    created_by: Mapped[int]
    retracted_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class FindingRow(_Entry, Model):
    """``number``: of the letter. ``done_on``: local day on which it was called done."""

    __tablename__ = "findings"
    __table_args__ = (Index("ix_findings_due", "due"),)
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(160))
    received: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    due: Mapped[date | None]
    action: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))
    done_on: Mapped[date | None]


class GiftRow(_Entry, Model):
    """``value``: whole rupiah, as the officer reckons it."""

    __tablename__ = "gifts"
    officer: Mapped[str] = mapped_column(String(160))
    received: Mapped[date]
    outcome: Mapped[str] = mapped_column(String(12))
    giver: Mapped[str] = mapped_column(String(160))
    form: Mapped[str] = mapped_column(String(160))
    value: Mapped[int | None] = mapped_column(BigInteger)
    duty: Mapped[str] = mapped_column(String(12))
    circumstances: Mapped[str] = mapped_column(Text)
    upg_on: Mapped[date | None]
    kpk_on: Mapped[date | None]
    asked_on: Mapped[date | None]
    completed_on: Mapped[date | None]
    decision: Mapped[str] = mapped_column(String(12))
    decided_on: Mapped[date | None]


class ConflictRow(_Entry, Model):
    __tablename__ = "conflicts"
    officer: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str] = mapped_column(String(12))
    situation: Mapped[str] = mapped_column(Text)
    declared_on: Mapped[date]
    superior: Mapped[str] = mapped_column(String(160))
    decision: Mapped[str] = mapped_column(String(12))
    decided_on: Mapped[date | None]
    measures: Mapped[str] = mapped_column(Text)
    review_on: Mapped[date | None]


class RegisterMove(Model):
    """What happened to an entry (`kiosk.domain.zi.register`). ``changes``: JSON of field to
    [before, after] as kept. Added to, never changed."""

    __tablename__ = "register_moves"
    __table_args__ = (Index("ix_register_moves_entry_id", "subject", "entry_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(16))
    entry_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int]
    move: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(20))
    changes: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)


class FindingAlert(Model):
    """A reminder that was given: once a step and due date."""

    __tablename__ = "finding_alerts"
    finding_id: Mapped[int] = mapped_column(
        ForeignKey("findings.id"), primary_key=True, autoincrement=False
    )
    due: Mapped[date] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(String(12), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
