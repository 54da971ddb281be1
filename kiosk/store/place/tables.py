"""Places as they are kept. Codes are what people and papers name; ids never leave the store."""

from datetime import date, datetime

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
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
    crest: Mapped[bytes | None] = mapped_column(LargeBinary)
    """A PNG we encoded ourselves, at most 400 pixels wide."""
    colour: Mapped[str | None] = mapped_column(String(7))
    """ "#rrggbb" from which the citizens' pages take their ramp; None: the house blue."""
    version: Mapped[int] = mapped_column(default=1, server_default="1")


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
    version: Mapped[int] = mapped_column(default=1, server_default="1")


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
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class Point(Model):
    """A loket. ``kind`` is "loket", or "berkas" for what was keyed in or imported."""

    __tablename__ = "points"
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class PointService(Model):
    """Which services a point offers; a point without rows offers all of its unit's."""

    __tablename__ = "point_services"
    point_id: Mapped[int] = mapped_column(ForeignKey("points.id"), primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"), primary_key=True)


class OldCode(Model):
    """A code a point had before its QR was renewed; still good until ``until``, then retired."""

    __tablename__ = "old_codes"
    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("points.id"), index=True)
    until: Mapped[datetime] = mapped_column(Instant)


class ScanCount(Model):
    """How often a point's landing page was opened on a local day; nobody is identified."""

    __tablename__ = "scan_counts"
    point_id: Mapped[int] = mapped_column(ForeignKey("points.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    scans: Mapped[int]


class Holiday(Model):
    """A day that does not count. ``unit_id`` 0: national; else that unit and all below it.

    Rows are never changed: a correction withdraws one and adds another, so that every deadline
    can be explained with the calendar as it was."""

    __tablename__ = "holidays"
    __table_args__ = (Index("ix_holidays_day", "day"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str] = mapped_column(String(16))
    unit_id: Mapped[int] = mapped_column(default=0)
    decree: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(80))
    added_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_why: Mapped[str | None] = mapped_column(Text)


class OfficeHours(Model):
    """Opening and closing of a unit on a weekday (0 Monday), between two days. Rows added at one
    moment for one span are one week; a weekday without a row is closed in it. Which week holds
    on a day, `domain.complaint.workdays` says: the unit's own, those above it, then 08.00 to
    16.00 Monday to Friday."""

    __tablename__ = "office_hours"
    __table_args__ = (Index("ix_office_hours_unit_id", "unit_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    weekday: Mapped[int]
    opens: Mapped[str] = mapped_column(String(5))
    closes: Mapped[str] = mapped_column(String(5))
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    label: Mapped[str] = mapped_column(String(60))
    added_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


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
    changed_by: Mapped[int] = mapped_column(default=0, server_default="0")
    """A staff id; 0 is the operator at the command line."""


class LetterheadRow(Model):
    """Kop surat and signer of a unit. ``lines``: one a line, the largest body first. A unit
    without a row takes the lines of the nearest above it, never its signer."""

    __tablename__ = "letterheads"
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("units.id"), primary_key=True, autoincrement=False
    )
    lines: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(String(300))
    contact: Mapped[str] = mapped_column(String(200))
    city: Mapped[str] = mapped_column(String(60))
    signer_name: Mapped[str] = mapped_column(String(120))
    signer_rank: Mapped[str] = mapped_column(String(80))
    signer_nip: Mapped[str] = mapped_column(String(18))
    signer_post: Mapped[str] = mapped_column(String(160))
    version: Mapped[int]


class Device(Model):
    """A tablet at a point, known by the hash of its key alone. What it last said of itself is
    here too: it is replaced with each beat, and nothing of it names a visitor."""

    __tablename__ = "devices"
    __table_args__ = (UniqueConstraint("key_hash"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("points.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    enrolled_at: Mapped[datetime] = mapped_column(Instant)
    enrolled_by: Mapped[int]
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_by: Mapped[int | None]
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    waiting: Mapped[int] = mapped_column(default=0, server_default="0")
    """Sent by nobody yet: how many the tablet holds."""
    battery: Mapped[int | None] = mapped_column(SmallInteger)
    charging: Mapped[bool | None]
    shift: Mapped[int] = mapped_column(default=0, server_default="0")
    """Seconds its clock is behind ours."""
    told_at: Mapped[datetime | None] = mapped_column(Instant)
    """When its present silence was told of; None while it speaks."""


class DeviceCode(Model):
    """A one-time code with which a tablet becomes known; only its hash is kept."""

    __tablename__ = "device_codes"
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("points.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    made_by: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class ParkedItem(Model):
    """What a tablet sent when nobody stood before it any more, and what could not be taken as it
    was: kept in the box it came in, until whatever was wrong is put right."""

    __tablename__ = "parked_items"
    __table_args__ = (UniqueConstraint("device_id", "box_hash"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("devices.id"))
    seq: Mapped[int]
    pressed_at: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime] = mapped_column(Instant)
    clock: Mapped[int] = mapped_column(SmallInteger)
    reason: Mapped[str] = mapped_column(String(300))
    box_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    box: Mapped[bytes] = mapped_column(LargeBinary)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    settled_by: Mapped[int | None]


class Duty(Model):
    """Who was at a counter from one local day to another, both included; ``last_day`` None: still
    is. Kept by hand, and only where the office wants figures of its officers."""

    __tablename__ = "duties"
    id: Mapped[int] = mapped_column(primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("points.id"), index=True)
    staff_id: Mapped[int]
    first_day: Mapped[date]
    last_day: Mapped[date | None]


class ApiKey(Model):
    """With which a queue machine offers visits of a unit and those below it; its hash only."""

    __tablename__ = "api_keys"
    __table_args__ = (UniqueConstraint("key_hash"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_by: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_by: Mapped[int | None]
    used_at: Mapped[datetime | None] = mapped_column(Instant)
