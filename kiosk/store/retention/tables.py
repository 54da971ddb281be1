"""What was erased, what may not be, and who agreed to erase more than usual at once."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant

BigId = BigInteger().with_variant(Integer, "sqlite")


class ErasedTicket(Model):
    """A ticket of which words or names are gone (`erasure.Scope`). ``seq``: its last row then; what
    was written since is not. A day and no hour: some of these are anonymous (F55)."""

    __tablename__ = "erasures"
    __table_args__ = ({"sqlite_with_rowid": False},)
    ticket_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    scope: Mapped[str] = mapped_column(String(10), primary_key=True)
    day: Mapped[date] = mapped_column(Date)
    seq: Mapped[int]
    why: Mapped[str] = mapped_column(String(16))


class LegalHold(Model):
    """Data of a ticket or of a unit and all below it that nothing erases. ``kind``:
    `erasure.HoldKind`; ``until``: its last day."""

    __tablename__ = "legal_holds"
    __table_args__ = (Index("ix_legal_holds_kind_object_id", "kind", "object_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    object_id: Mapped[int] = mapped_column(BigId)
    sealed: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    until: Mapped[date]
    placed_by: Mapped[int]
    placed_at: Mapped[datetime] = mapped_column(Instant)
    lifted_by: Mapped[int | None]
    lifted_at: Mapped[datetime | None] = mapped_column(Instant)


class RetentionPermit(Model):
    """Somebody saw the number of a class and agreed; used up by the next run."""

    __tablename__ = "retention_permits"
    code: Mapped[str] = mapped_column(String(24), primary_key=True)
    many: Mapped[int]
    given_by: Mapped[int]
    given_at: Mapped[datetime] = mapped_column(Instant)
