"""What goes beside the answers of one sitting: items carried over, and what SPAK items report."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.engine import Model


class CarriedItems(Model):
    """Items of a sheet that were answered under another instrument's question. No row: none.

    ``marks``: of these items, as on the sheet ("cdg"). Under which question they were asked
    follows from the pairs in force then; the sheet of the other instrument is not named: two
    sheets of one person are nowhere tied together."""

    __tablename__ = "carried_items"
    answer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    marks: Mapped[str] = mapped_column(String(26))


class SignalCount(Model):
    """How many respondents reported a subject of integrity, by unit, service and week.

    A count and no answer: it leads to no sheet, and no time finer than the week stands here.
    ``told``: of how many the integrity team was told."""

    __tablename__ = "signal_counts"
    __table_args__ = ({"sqlite_with_rowid": False},)
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("units.id"), primary_key=True, autoincrement=False
    )
    service_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """0: a sheet of paper that names none."""
    week: Mapped[date] = mapped_column(primary_key=True)
    """Its Monday, local to the unit, of the day the answer was given."""
    subject: Mapped[str] = mapped_column(String(16), primary_key=True)
    many: Mapped[int] = mapped_column(default=0, server_default="0")
    told: Mapped[int] = mapped_column(default=0, server_default="0")
