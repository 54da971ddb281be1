"""Failures of the protection of personal data, and what was told of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant, RandomId


class IncidentRow(Model):
    """``instansi_id``: 0 for the whole installation. ``since`` and ``until``: the window in which
    data may have been seen. ``accounts``: codes of staff, with blanks between; "" is everybody.
    ``classes``: names of `Data`, likewise. ``people_text`` and ``agency_text``: the notices as
    somebody edited them, "" as they are drafted."""

    __tablename__ = "incidents"
    id: Mapped[int] = mapped_column(primary_key=True)
    instansi_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(160))
    noticed_at: Mapped[datetime] = mapped_column(Instant)
    since: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)
    accounts: Mapped[str] = mapped_column(Text)
    classes: Mapped[str] = mapped_column(Text)
    systems: Mapped[str] = mapped_column(Text)
    happened: Mapped[str] = mapped_column(Text)
    handling: Mapped[str] = mapped_column(Text)
    people_text: Mapped[str] = mapped_column(Text)
    agency_text: Mapped[str] = mapped_column(Text)
    opened_by: Mapped[int]
    people_told_at: Mapped[datetime | None] = mapped_column(Instant)
    agency_told_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int]


class IncidentLetter(Model):
    """A ticket whose reporter, or whose team, was told of an incident: once."""

    __tablename__ = "incident_letters"
    __table_args__ = (
        Index("ix_incident_letters_ticket_id", "ticket_id"),
        {"sqlite_with_rowid": False},
    )
    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incidents.id"), primary_key=True, autoincrement=False
    )
    ticket_id: Mapped[int] = mapped_column(RandomId, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
