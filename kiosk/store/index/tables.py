"""What the index is read from: tallies, visits, and figures entered from outside."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, SmallInteger, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Base, Model
from kiosk.store.types import Instant

CELLS = 80
"""Cells of a tally row: room for 19 items of 4 values (the hybrid form of 2025) or 13 of 6."""

CELL_NAMES = tuple(f"c{place:02d}" for place in range(1, CELLS + 1))

tallies = Table(
    "tallies",
    Base.metadata,
    # In the order people read: one month, a unit, an instrument.
    Column("month", Integer, primary_key=True, autoincrement=False),
    Column("unit_id", Integer, primary_key=True, autoincrement=False),
    Column("instrument_id", Integer, primary_key=True, autoincrement=False),
    Column("point_id", Integer, primary_key=True, autoincrement=False),
    Column("service_id", Integer, primary_key=True, autoincrement=False),
    Column("source", SmallInteger, primary_key=True, autoincrement=False),
    Column("respondents", Integer, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("squares", BigInteger, nullable=False),
    *(Column(name, Integer, nullable=False, server_default="0") for name in CELL_NAMES),
    sqlite_with_rowid=False,
)
"""One row a month, unit, instrument, point, service (0: not said) and source. Item k of width w
has cells k*w+1 to k*w+w, lowest value first; k is the place of its mark in the alphabet."""

breakdowns = Table(
    "breakdowns",
    Base.metadata,
    Column("month", Integer, primary_key=True, autoincrement=False),
    Column("unit_id", Integer, primary_key=True, autoincrement=False),
    Column("instrument_id", Integer, primary_key=True, autoincrement=False),
    Column("kind", SmallInteger, primary_key=True, autoincrement=False),
    Column("value", Integer, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("respondents", Integer, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("squares", BigInteger, nullable=False),
    *(Column(name, Integer, nullable=False, server_default="0") for name in CELL_NAMES),
    sqlite_with_rowid=False,
)
"""The same cells by profile, hour and day (`kiosk.domain.index.splitting.Kind`), of the answers
up to each point's `BreakdownMark`. Not kept by whoever answers: the jobs process adds to them."""


class BreakdownMark(Model):
    """Up to which of a point's answers the breakdowns hold it; ``tallied``: how many these are."""

    __tablename__ = "breakdown_marks"
    point_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seen_id: Mapped[int]
    tallied: Mapped[int]


class VisitCount(Model):
    """How many people a unit served in a month: the population of the sample."""

    __tablename__ = "visit_counts"
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    visits: Mapped[int]


class OfficialIndex(Model):
    """An index of the external survey, entered with the document it stands in."""

    __tablename__ = "official_indexes"
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    survey: Mapped[str] = mapped_column(String(8), primary_key=True)
    value: Mapped[str] = mapped_column(String(12))
    document: Mapped[str] = mapped_column(String(300))
    entered_at: Mapped[datetime] = mapped_column(Instant)

    @property
    def index(self) -> Decimal:
        return Decimal(self.value)


class Performance(Model):
    """Capaian kinerja of a unit and year: option A to E and what it rests on."""

    __tablename__ = "performance"
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    option: Mapped[str] = mapped_column(String(1))
    basis: Mapped[str] = mapped_column(String(300))
    entered_at: Mapped[datetime] = mapped_column(Instant)
