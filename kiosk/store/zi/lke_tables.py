"""The LKE: its versions by hash, a sheet for each unit and year, its answers and their history."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class KnownLke(Model):
    """A version of the LKE as it was when it was first loaded."""

    __tablename__ = "lke_versions"
    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime] = mapped_column(Instant)


class LkeSheetRow(Model):
    """A unit's LKE of a year; begun with one version, it stays with it."""

    __tablename__ = "lke_sheets"
    __table_args__ = (UniqueConstraint("unit_id", "year"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    year: Mapped[int]
    version: Mapped[str] = mapped_column(ForeignKey("lke_versions.code"))
    begun_at: Mapped[datetime] = mapped_column(Instant)
    begun_by: Mapped[int]


class LkeAnswerRow(Model):
    """What a person says of an item now. ``answer`` an option; ``counts`` JSON, name to number;
    both None: taken back. ``raised``: above the automatic answer, for the reason in ``note``."""

    __tablename__ = "lke_answers"
    sheet_id: Mapped[int] = mapped_column(ForeignKey("lke_sheets.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(24), primary_key=True)
    answer: Mapped[str | None] = mapped_column(String(8))
    counts: Mapped[str | None] = mapped_column(String(600))
    note: Mapped[str] = mapped_column(Text)
    raised: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int]
    version: Mapped[int]


class LkeMove(Model):
    """What happened to an answer. Added to, never changed. ``before`` and ``after``: an option,
    counts as JSON, or None; ``automatic``: what the data said then."""

    __tablename__ = "lke_moves"
    __table_args__ = (Index("ix_lke_moves_sheet_id", "sheet_id", "item"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("lke_sheets.id"))
    item: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int]
    before: Mapped[str | None] = mapped_column(String(600))
    after: Mapped[str | None] = mapped_column(String(600))
    automatic: Mapped[str | None] = mapped_column(String(24))
    raised: Mapped[bool]
    note: Mapped[str] = mapped_column(Text)
