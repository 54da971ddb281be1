"""What an office writes in its reports."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class ReportText(Model):
    """A section of a period's report as somebody wrote it; append-only, the newest row holds.
    ``text`` None: given back to the draft. ``version``: 1 for the first row of a section."""

    __tablename__ = "report_texts"
    __table_args__ = (UniqueConstraint("unit_id", "instrument", "period", "section", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    instrument: Mapped[str] = mapped_column(String(32))
    period: Mapped[str] = mapped_column(String(7))
    section: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    text: Mapped[str | None] = mapped_column(Text)
    edited_by: Mapped[int]
    edited_at: Mapped[datetime] = mapped_column(Instant)
