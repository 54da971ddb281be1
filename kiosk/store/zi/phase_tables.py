"""Phases of a dossier, their history, the yearly monitoring, action plans, what evaluators say,
and which reminders were given."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class ZiPhase(Model):
    """One phase of one dossier. ``facts``: canonical JSON of field to text. ``frozen``: of a
    proposal, the figures of that day as canonical JSON. ``stands`` False: taken back."""

    __tablename__ = "zi_phases"
    __table_args__ = (UniqueConstraint("unit_id", "year", "phase"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    year: Mapped[int]
    phase: Mapped[str] = mapped_column(String(16))
    on: Mapped[date]
    facts: Mapped[str] = mapped_column(Text)
    frozen: Mapped[str] = mapped_column(Text)
    public: Mapped[bool] = mapped_column(default=False, server_default="0")
    stands: Mapped[bool] = mapped_column(default=True, server_default="1")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int]


class ZiPhaseMove(Model):
    """What happened to a phase: written, corrected, taken back, shown. Added to, never changed.
    ``facts``: as they were after it; of a proposal with what was frozen."""

    __tablename__ = "zi_phase_moves"
    __table_args__ = (Index("ix_zi_phase_moves_unit_id", "unit_id", "year"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    year: Mapped[int]
    phase: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int]
    move: Mapped[str] = mapped_column(String(16))
    facts: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)


class ZiMonitoring(Model):
    """A year's monitoring of a unit that holds a predicate."""

    __tablename__ = "zi_monitorings"
    __table_args__ = (UniqueConstraint("unit_id", "year"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    year: Mapped[int]
    on: Mapped[date]
    by: Mapped[str] = mapped_column(String(200))
    result: Mapped[str] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class ZiAction(Model):
    """An action of the working team. ``area``: "I" to "VI". ``progress``: percent."""

    __tablename__ = "zi_actions"
    __table_args__ = (
        Index("ix_zi_actions_unit_id", "unit_id", "year"),
        Index("ix_zi_actions_due", "due"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    year: Mapped[int]
    area: Mapped[str] = mapped_column(String(4))
    action: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(200))
    owner_id: Mapped[int | None]
    due: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(10))
    progress: Mapped[int]
    notes: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    done_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    created_by: Mapped[int]


class ZiActionMove(Model):
    """What happened to an action. Added to, never changed."""

    __tablename__ = "zi_action_moves"
    __table_args__ = (Index("ix_zi_action_moves_action_id", "action_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("zi_actions.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int]
    move: Mapped[str] = mapped_column(String(16))
    from_state: Mapped[str | None] = mapped_column(String(10))
    to_state: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(Text)


class ZiAssessment(Model):
    """What an evaluator says of one LKE item. ``judge``: tpi or tpn. ``answer``: an option, ""
    for a percentage. ``value``: 0 to 1, exact, as text."""

    __tablename__ = "zi_assessments"
    __table_args__ = (UniqueConstraint("unit_id", "year", "item", "judge"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    year: Mapped[int]
    item: Mapped[str] = mapped_column(String(24))
    judge: Mapped[str] = mapped_column(String(4))
    answer: Mapped[str] = mapped_column(String(8))
    value: Mapped[str] = mapped_column(String(24))
    note: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int]
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class ZiReminder(Model):
    """A reminder that was given: once a thing, due date and step. ``what``: aksi (its id) or
    pemantauan (id of the unit)."""

    __tablename__ = "zi_reminders"
    what: Mapped[str] = mapped_column(String(12), primary_key=True)
    object_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    due: Mapped[date] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(String(12), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
