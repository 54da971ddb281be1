"""Documents that were asked for."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class DocumentRow(Model):
    """One document and how far it is. ``waiting`` (`document.Document.spot`) until it is over: the
    same is not asked twice. ``beat_at``: when its maker last said something; ``tries``: which of
    them it is, so that one who was given up cannot end what another began. ``file``: its random
    name in the folder of documents. ``instrument``: its code.
    ``digest`` and ``head`` as they stood when it was asked."""

    __tablename__ = "documents"
    __table_args__ = (
        Index("ix_documents_unit_id", "unit_id", "instrument", "period"),
        Index("ix_documents_state", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    instrument: Mapped[str] = mapped_column(String(32))
    period: Mapped[str] = mapped_column(String(7))
    closing_id: Mapped[int | None] = mapped_column(ForeignKey("period_events.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(10))
    step: Mapped[int]
    steps: Mapped[int]
    tries: Mapped[int]
    waiting: Mapped[str | None] = mapped_column(String(60), unique=True)
    seal: Mapped[str] = mapped_column(String(12), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    head: Mapped[str] = mapped_column(String(64))
    asked_by: Mapped[int | None]
    asked_at: Mapped[datetime] = mapped_column(Instant)
    beat_at: Mapped[datetime | None] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    size: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    file: Mapped[str | None] = mapped_column(String(40))
    error: Mapped[str | None] = mapped_column(Text)
