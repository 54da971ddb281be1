"""Spreadsheets of offices on their way in, how they are read, and what became of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class SheetDraft(Model):
    """A file somebody uploaded and has not taken in yet; forgotten after a day. ``file``: its
    random name on the disk, which is its name in addresses too. ``map``: JSON. ``theirs``: the
    figure somebody typed from a report."""

    __tablename__ = "sheet_drafts"
    __table_args__ = (Index("ix_sheet_drafts_unit_id", "unit_id"),)
    file: Mapped[str] = mapped_column(String(32), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    by: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant)
    map: Mapped[str] = mapped_column(Text)
    theirs: Mapped[str] = mapped_column(String(20), default="", server_default="")


class SheetMapping(Model):
    """How a unit's own form is read, under a name. ``titles``: hash of its titles."""

    __tablename__ = "sheet_mappings"
    __table_args__ = (UniqueConstraint("unit_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    name: Mapped[str] = mapped_column(String(80))
    titles: Mapped[str] = mapped_column(String(64))
    map: Mapped[str] = mapped_column(Text)
    by: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)


class SheetImport(Model):
    """More of an imported file: who, which months (JSON, month to answers), how it was read (the
    mapping as JSON), and the figure it printed beside ours."""

    __tablename__ = "sheet_imports"
    import_id: Mapped[int] = mapped_column(
        ForeignKey("imported_files.id"), primary_key=True, autoincrement=False
    )
    by: Mapped[int]
    months: Mapped[str] = mapped_column(Text)
    map: Mapped[str] = mapped_column(Text)
    theirs: Mapped[str] = mapped_column(String(20))
    ours: Mapped[str] = mapped_column(String(20))
