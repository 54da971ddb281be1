"""What the installation found when it looked at itself."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class UpkeepCheck(Model):
    """One look at the database, the files, the clock, a backup, a drill, what is to be erased."""

    __tablename__ = "upkeep_checks"
    __table_args__ = (Index("ix_upkeep_checks_kind_at", "kind", "at"),)
    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime] = mapped_column(Instant)
    ok: Mapped[bool]
    told: Mapped[str] = mapped_column(Text)
