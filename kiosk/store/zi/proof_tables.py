"""Files that prove what an office says of itself."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class ZiProof(Model):
    """One file of one thing (`kiosk.domain.zi.proof.Subject`, its key). ``digest`` None: taken
    back; the file is gone, that there was one is kept."""

    __tablename__ = "zi_proofs"
    __table_args__ = (
        Index("ix_zi_proofs_unit_id", "unit_id", "subject", "key"),
        Index("ix_zi_proofs_digest", "digest"),
        Index("ix_zi_proofs_thumbnail", "thumbnail"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    subject: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(160))
    caption: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    digest: Mapped[str | None] = mapped_column(String(64))
    thumbnail: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12))
    public: Mapped[bool] = mapped_column(default=False, server_default="0")
