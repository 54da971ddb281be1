"""Plans of follow-up (RTL), their history, their proof, and who was reminded of them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class PlanRow(Model):
    """One unsur of one period of one unit. ``value``: NRR x 25 when the period was closed, as
    text. ``reported_on``: local day of that closing, from which PEKPPP counts. ``quarter``:
    "2026-Q4"."""

    __tablename__ = "plans"
    __table_args__ = (
        UniqueConstraint("unit_id", "instrument", "period", "unsur"),
        Index("ix_plans_due", "due"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    closing_id: Mapped[int]
    instrument: Mapped[str] = mapped_column(String(32))
    period: Mapped[str] = mapped_column(String(7))
    unsur: Mapped[str] = mapped_column(String(32))
    number: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(200))
    value: Mapped[str] = mapped_column(String(12))
    mutu: Mapped[str] = mapped_column(String(1))
    problem: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(160))
    owner_id: Mapped[int | None]
    quarter: Mapped[str | None] = mapped_column(String(7))
    due: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(10))
    public_title: Mapped[str] = mapped_column(String(160))
    public_answer: Mapped[str] = mapped_column(Text)
    reported_on: Mapped[date]
    opened_at: Mapped[datetime] = mapped_column(Instant)
    done_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    created_by: Mapped[int]


class PlanMove(Model):
    """What happened to a plan: opened, edited, moved on, proven. Added to, never changed."""

    __tablename__ = "plan_moves"
    __table_args__ = (Index("ix_plan_moves_plan_id", "plan_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int]
    move: Mapped[str] = mapped_column(String(16))
    from_state: Mapped[str | None] = mapped_column(String(10))
    to_state: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(Text)


class PlanProof(Model):
    """A photo or PDF that shows the action was done. ``digest`` None: taken back; the file is
    gone, that there was one is kept. ``public``: everybody may see it (pictures only)."""

    __tablename__ = "plan_proofs"
    __table_args__ = (
        Index("ix_plan_proofs_plan_id", "plan_id"),
        Index("ix_plan_proofs_digest", "digest"),
        Index("ix_plan_proofs_thumbnail", "thumbnail"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(160))
    caption: Mapped[str] = mapped_column(String(160))
    size: Mapped[int]
    digest: Mapped[str | None] = mapped_column(String(64))
    thumbnail: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12))
    public: Mapped[bool] = mapped_column(default=False, server_default="0")


class PlanAlert(Model):
    """A reminder that was given: once a step and due date."""

    __tablename__ = "plan_alerts"
    plan_id: Mapped[int] = mapped_column(
        ForeignKey("plans.id"), primary_key=True, autoincrement=False
    )
    due: Mapped[date] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(String(12), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
