"""Figures of a region for the nation. The primary key holds the region: one database keeps those
of many, and names no row by a number of its own.

Nothing here but what `inventaris-data.toml` calls "agregat" may be published; a test holds the
publication against it.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Integer, SmallInteger, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Base, Model
from kiosk.store.index.tables import CELL_NAMES
from kiosk.store.types import Instant

REGION = 8

region_tallies = Table(
    "region_tallies",
    Base.metadata,
    Column("region", String(REGION), primary_key=True),
    Column("month", Integer, primary_key=True, autoincrement=False),
    Column("instrument", String(32), primary_key=True),
    Column("province", String(2), primary_key=True),
    Column("kind", String(30), primary_key=True),
    Column("unit", String(32), primary_key=True),
    Column("service", String(32), primary_key=True),
    Column("respondents", Integer, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("squares", BigInteger, nullable=False),
    *(Column(name, Integer, nullable=False, server_default="0") for name in CELL_NAMES),
    sqlite_with_rowid=False,
)
"""Cells as in ``tallies``; without the answers that two people left out. ``service`` "": not said.
A name that would tell of too few is `kiosk.domain.index.region.FOLDED`."""

region_complaints = Table(
    "region_complaints",
    Base.metadata,
    Column("region", String(REGION), primary_key=True),
    Column("month", Integer, primary_key=True, autoincrement=False),
    Column("province", String(2), primary_key=True),
    Column("kind", String(30), primary_key=True),
    Column("unit", String(32), primary_key=True),
    Column("received", Integer, nullable=False),
    Column("verified", Integer, nullable=False),
    Column("verified_in_time", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("answered_in_time", Integer, nullable=False),
    Column("closed", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""By the month of receipt; sealed cases are in none."""

region_indexes = Table(
    "region_indexes",
    Base.metadata,
    Column("region", String(REGION), primary_key=True),
    Column("unit", String(32), primary_key=True),
    Column("instrument", String(32), primary_key=True),
    Column("period", String(7), primary_key=True),
    Column("unit_name", String(200), nullable=False),
    Column("province", String(2), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("edition", SmallInteger, nullable=False),
    Column("respondents", Integer, nullable=False),
    Column("minimum", Integer, nullable=False),
    Column("ikm", String(6), nullable=False),
    Column("mutu", String(2), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("published_at", Instant, nullable=False),
    sqlite_with_rowid=False,
)
"""What the units' own public pages show: gone when it is withdrawn. ``ikm`` and ``mutu`` "": not
shown there either."""


class RegionFill(Model):
    """When a region last prepared its figures. ``shape``: of these tables, as that region knows
    them."""

    __tablename__ = "region_fills"
    region: Mapped[str] = mapped_column(String(REGION), primary_key=True)
    filled_at: Mapped[datetime] = mapped_column(Instant)
    shape: Mapped[int] = mapped_column(SmallInteger)


class RegionMark(Model):
    """What this installation's own figures were made of, by part ("rekap:202611"): never
    published."""

    __tablename__ = "region_marks"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    region: Mapped[str] = mapped_column(String(REGION))
    digest: Mapped[str] = mapped_column(String(64))
