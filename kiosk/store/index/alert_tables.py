"""Calls about a unit's answers."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class UnitAlert(Model):
    """``kind``: `alerting.AlertKind`. ``n``, ``value``, ``usual``: as its `Found`. ``about``: names
    of tablets, for a silence. Acknowledged once, with a note of what was done."""

    __tablename__ = "unit_alerts"
    __table_args__ = (Index("ix_unit_alerts_unit_id", "unit_id", "raised_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    kind: Mapped[str] = mapped_column(String(16))
    raised_at: Mapped[datetime] = mapped_column(Instant)
    since: Mapped[date]
    n: Mapped[int]
    value: Mapped[str | None] = mapped_column(String(12))
    usual: Mapped[str | None] = mapped_column(String(12))
    about: Mapped[str | None] = mapped_column(String(300))
    noted_by: Mapped[int | None]
    noted_at: Mapped[datetime | None] = mapped_column(Instant)
    note: Mapped[str | None] = mapped_column(Text)
