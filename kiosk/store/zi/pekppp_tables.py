"""Scores of PEKPPP that a person entered, and evaluations of complaint handling."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class PekpppScore(Model):
    """What a person says of one indicator, 0 to 5. ``score`` None: taken back, so that the next
    one to write still meets what was there."""

    __tablename__ = "pekppp_scores"
    __table_args__ = (UniqueConstraint("unit_id", "year", "indicator"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    year: Mapped[int] = mapped_column(SmallInteger)
    indicator: Mapped[int] = mapped_column(SmallInteger)
    score: Mapped[int | None] = mapped_column(SmallInteger)
    reason: Mapped[str] = mapped_column(String(500))
    actor_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class HandlingEvaluation(Model):
    """A meeting or paper that evaluated how reports were handled. ``held_on``: local day.
    ``removed_at``: it was entered by mistake; that there was one is kept."""

    __tablename__ = "handling_evaluations"
    __table_args__ = (Index("ix_handling_evaluations_unit_id", "unit_id", "held_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    scope: Mapped[str] = mapped_column(String(12))
    held_on: Mapped[date]
    summary: Mapped[str] = mapped_column(String(500))
    recommendations: Mapped[int] = mapped_column(SmallInteger)
    followed: Mapped[int] = mapped_column(SmallInteger)
    actor_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
