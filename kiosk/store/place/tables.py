"""Places as they are kept. Codes are what people and papers name; ids never leave the store."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model
from kiosk.store.types import Instant


class Instansi(Model):
    """A government body. Several share one installation without seeing each other."""

    __tablename__ = "instansi"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    website: Mapped[str | None] = mapped_column(String(200))


class Unit(Model):
    """A node of an instansi's tree, with its own time zone."""

    __tablename__ = "units"
    id: Mapped[int] = mapped_column(primary_key=True)
    instansi_id: Mapped[int] = mapped_column(ForeignKey("instansi.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    timezone: Mapped[str] = mapped_column(String(64))
    address: Mapped[str | None] = mapped_column(String(300))
    phone: Mapped[str | None] = mapped_column(String(40))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class Service(Model):
    """A layanan. ``asks_fee`` False leaves unsur biaya blank for it (a free service)."""

    __tablename__ = "services"
    __table_args__ = (UniqueConstraint("unit_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    code: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(200))
    asks_fee: Mapped[bool] = mapped_column(default=True)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class Point(Model):
    """A loket. ``kind`` is "loket", or "berkas" for what was keyed in or imported."""

    __tablename__ = "points"
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class PointService(Model):
    """Which services a point offers; a point without rows offers all of its unit's."""

    __tablename__ = "point_services"
    point_id: Mapped[int] = mapped_column(ForeignKey("points.id"), primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"), primary_key=True)


class InstrumentUse(Model):
    """Which instrument a unit (and all below it, unless they name their own) uses, from which
    month to which. ``on_form`` False: its answers come from files only."""

    __tablename__ = "instrument_uses"
    __table_args__ = (Index("ix_instrument_uses_unit_id", "unit_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    instrument: Mapped[str] = mapped_column(String(32))
    first_month: Mapped[int]
    last_month: Mapped[int | None]
    on_form: Mapped[bool] = mapped_column(default=True)


class PlaceRevision(Model):
    """One row: a number that moves whenever any place changes, so that a worker may keep what
    it read of a point for as long as the number stands still."""

    __tablename__ = "place_revision"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]


class Setting(Model):
    """A setting of the installation (scope 0) or of a unit and all below it (its id)."""

    __tablename__ = "settings"
    scope: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime] = mapped_column(Instant)
