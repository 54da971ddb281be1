"""Requests of reporters about the data kept of them."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant, RandomId


class SubjectRequest(Model):
    """``id`` is drawn at random as a ticket's is: the order of requests leads to nobody. Whoever
    answered is in the audit record. ``warned_at``, ``late_at``: when those who may answer were
    reminded, once each."""

    __tablename__ = "subject_requests"
    __table_args__ = (
        Index("ix_subject_requests_ticket_id", "ticket_id"),
        Index("ix_subject_requests_outcome_due_at", "outcome", "due_at"),
    )
    id: Mapped[int] = mapped_column(RandomId, primary_key=True, autoincrement=False)
    ticket_id: Mapped[int] = mapped_column(RandomId)
    wish: Mapped[str] = mapped_column(String(12))
    outcome: Mapped[str] = mapped_column(String(12))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    ground: Mapped[str | None] = mapped_column(String(12))
    warned_at: Mapped[datetime | None] = mapped_column(Instant)
    late_at: Mapped[datetime | None] = mapped_column(Instant)
