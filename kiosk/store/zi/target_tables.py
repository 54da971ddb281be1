"""Targets of performance adopted from complaints, and the option that was chosen of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class ZiTarget(Model):
    """One adopted indicator of a unit and year. ``value`` and ``peer``: exact decimals."""

    __tablename__ = "zi_targets"
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    indicator: Mapped[str] = mapped_column(String(24), primary_key=True)
    value: Mapped[str] = mapped_column(String(40))
    peer: Mapped[str | None] = mapped_column(String(40))
    peer_source: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int]


class ZiPerformanceChoice(Model):
    """An option as it was chosen, never changed; the newest of a year holds. ``follows``: what
    the targets said then, ``because``: in which words, ``reason``: why it was chosen better."""

    __tablename__ = "zi_performance_choices"
    __table_args__ = (Index("ix_zi_performance_choices_unit_id", "unit_id", "year"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    year: Mapped[int]
    option: Mapped[str] = mapped_column(String(1))
    follows: Mapped[str | None] = mapped_column(String(1))
    because: Mapped[str] = mapped_column(String(2000))
    reason: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int]
