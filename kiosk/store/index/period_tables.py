"""What happened to periods: closed, opened again, published."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class PeriodEvent(Model):
    """What happened to a period of a unit and instrument (`closing.Event`): closed with all its
    figures, opened again, published, withdrawn. Append-only: row ``seq`` of the chain ``periode``,
    which covers every column. ``body``: canonical JSON, holds nobody's words."""

    __tablename__ = "period_events"
    __table_args__ = (Index("ix_period_events_unit_id", "unit_id", "instrument_id", "period"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instruments.id"))
    period: Mapped[str] = mapped_column(String(7))
    kind: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    seq: Mapped[int] = mapped_column(unique=True)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class Reopening(Model):
    """A wish to open a closed period again: asked with a reason, decided by a second person.
    ``decision``: None, "setuju" or "tolak"."""

    __tablename__ = "reopenings"
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("period_events.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(Instant)
    decided_by: Mapped[int | None]
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decision: Mapped[str | None] = mapped_column(String(8))
    decision_note: Mapped[str | None] = mapped_column(Text)


class HistoricIndex(Model):
    """An index from before this system, for trends: what was printed, and where."""

    __tablename__ = "historic_indexes"
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    instrument_id: Mapped[int] = mapped_column(ForeignKey("instruments.id"), primary_key=True)
    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    ikm: Mapped[str] = mapped_column(String(6))
    respondents: Mapped[int | None]
    bands: Mapped[str] = mapped_column(String(8))
    document: Mapped[str] = mapped_column(String(300))
    entered_at: Mapped[datetime] = mapped_column(Instant)
