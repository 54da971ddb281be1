"""Standards of services, the maklumat of units, and how long visits took."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class ServiceStandard(Model):
    """One edition of a service's standard; what was published is never written again.

    ``texts``: JSON, code of a component to text. ``time_unit`` and ``fee_kind`` as
    `kiosk.domain.zi.standard` names them, "" for none. Neither published nor withdrawn: the
    draft, at most one a service."""

    __tablename__ = "service_standards"
    __table_args__ = (
        UniqueConstraint("service_id", "edition"),
        Index("ix_service_standards_unit_id", "unit_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"))
    edition: Mapped[int] = mapped_column(SmallInteger)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    texts: Mapped[str] = mapped_column(Text)
    time_amount: Mapped[int | None]
    time_unit: Mapped[str] = mapped_column(String(10))
    fee_kind: Mapped[str] = mapped_column(String(8))
    fee_amount: Mapped[int] = mapped_column(BigInteger)
    decree: Mapped[str] = mapped_column(String(120))
    decided_on: Mapped[date | None]
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[int]
    published_at: Mapped[datetime | None] = mapped_column(Instant)
    published_by: Mapped[int | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_by: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")


class ServicePledge(Model):
    """A maklumat pelayanan. One holds at a time; an older one stays with its end."""

    __tablename__ = "service_pledges"
    __table_args__ = (Index("ix_service_pledges_unit_id", "unit_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    text: Mapped[str] = mapped_column(Text)
    signer: Mapped[str] = mapped_column(String(160))
    post: Mapped[str] = mapped_column(String(160))
    signed_on: Mapped[date]
    published_at: Mapped[datetime] = mapped_column(Instant)
    published_by: Mapped[int]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_by: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")


class VisitMinutes(Model):
    """How many visits of a counter, service and month took so many minutes: nobody's visit can be
    told apart. ``service_id`` 0: none was named. ``kind`` 1: since the number was taken, 2: since
    it was called."""

    __tablename__ = "visit_minutes"
    __table_args__ = ({"sqlite_with_rowid": False},)
    point_id: Mapped[int] = mapped_column(
        ForeignKey("points.id"), primary_key=True, autoincrement=False
    )
    service_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    minutes: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    n: Mapped[int]


class ComponentMark(Model):
    """What a person said of one point of the five components in a year. ``done`` None: taken
    back, the data speak again."""

    __tablename__ = "component_marks"
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("units.id"), primary_key=True, autoincrement=False
    )
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(24), primary_key=True)
    done: Mapped[bool | None]
    note: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int]
    version: Mapped[int]
