"""Forms on paper: what was printed, each sheet's number, and what was typed from it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class PaperBatch(Model):
    """One print run for one counter. ``code``: the letters its serials begin with. ``layout``:
    what is on the sheets (`kiosk.domain.survey.paper.Layout`), so that they can be typed long
    after the questionnaire or the services have changed."""

    __tablename__ = "paper_batches"
    __table_args__ = (Index("ix_paper_batches_unit_id", "unit_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(5), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    point_id: Mapped[int] = mapped_column(ForeignKey("points.id"))
    layout: Mapped[str] = mapped_column(Text)
    count: Mapped[int] = mapped_column(SmallInteger)
    ordered_by: Mapped[int]
    ordered_at: Mapped[datetime] = mapped_column(Instant)


class PaperPrint(Model):
    """Sheets ``first`` to ``last`` of a run went to a printer; a second time is told apart."""

    __tablename__ = "paper_prints"
    __table_args__ = (Index("ix_paper_prints_batch_id", "batch_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("paper_batches.id"))
    first: Mapped[int] = mapped_column(SmallInteger)
    last: Mapped[int] = mapped_column(SmallInteger)
    by: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)


class PaperSheet(Model):
    """A serial number and where its sheet is (`SheetState`). No answer's id: a sheet bears the
    handwriting of somebody. ``reason``: why it was cancelled, or settled as it was."""

    __tablename__ = "paper_sheets"
    __table_args__ = (UniqueConstraint("batch_id", "number"),)
    serial: Mapped[str] = mapped_column(String(8), primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("paper_batches.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[str] = mapped_column(String(10))
    decided_by: Mapped[int | None]
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")


class PaperEntry(Model):
    """What one person typed from a sheet, as JSON; ``turn`` 1, 2 or 3. A citizen's words and
    profile are in it only until the sheet is over."""

    __tablename__ = "paper_entries"
    __table_args__ = (UniqueConstraint("serial", "by"),)
    serial: Mapped[str] = mapped_column(ForeignKey("paper_sheets.serial"), primary_key=True)
    turn: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    by: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    typed: Mapped[str] = mapped_column(Text)
