"""Days of units, for what looks at days and not at months."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model


class UnitDay(Model):
    """A local day of a unit in numbers, made from its answers and made again at any time.
    ``low``: answers with a 1 or a 2 for at least one unsur."""

    __tablename__ = "unit_days"
    __table_args__ = ({"sqlite_with_rowid": False},)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    n: Mapped[int]
    low: Mapped[int]
    total: Mapped[int] = mapped_column(BigInteger)
    squares: Mapped[int] = mapped_column(BigInteger)


class DayMark(Model):
    """Up to which row of a point's chain the days of its unit were looked through."""

    __tablename__ = "day_marks"
    point_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    length: Mapped[int]
