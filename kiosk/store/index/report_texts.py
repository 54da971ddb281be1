"""Sections of reports that somebody rewrote: added, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, insert, select

from kiosk.store.engine import connection
from kiosk.store.index.report_tables import ReportText
from kiosk.store.people.tables import Staff


@dataclass(frozen=True)
class Spot:
    """The report of one unit, instrument (its code) and period ("2026-10")."""

    unit_id: int
    instrument: str
    period: str


@dataclass(frozen=True)
class KeptText:
    """``text`` None: given back to the draft. ``by``: the name of who wrote it."""

    number: int
    section: str
    version: int
    text: str | None
    by: str
    at: datetime


def newest(spot: Spot) -> tuple[KeptText, ...]:
    """The row that holds of each section that has any."""
    last = (
        select(ReportText.section, func.max(ReportText.version).label("version"))
        .where(*_of(spot))
        .group_by(ReportText.section)
        .subquery()
    )
    same = and_(ReportText.section == last.c.section, ReportText.version == last.c.version)
    return _kept(_query(spot).join(last, same))


def history(spot: Spot, section: str) -> tuple[KeptText, ...]:
    """Every version of a section, the newest first."""
    query = _query(spot).where(ReportText.section == section)
    return _kept(query.order_by(ReportText.version.desc()))


def add(
    spot: Spot, section: str, version: int, text: str | None, edited_by: int, at: datetime
) -> int:
    """Its number. The version of a section is unique: of two at once, one fails."""
    values = {
        "unit_id": spot.unit_id,
        "instrument": spot.instrument,
        "period": spot.period,
        "section": section,
        "version": version,
        "text": text,
        "edited_by": edited_by,
        "edited_at": at,
    }
    made = connection().execute(insert(ReportText).values(**values).returning(ReportText.id))
    return int(made.scalar_one())


def _of(spot: Spot) -> Sequence[Any]:
    return (
        ReportText.unit_id == spot.unit_id,
        ReportText.instrument == spot.instrument,
        ReportText.period == spot.period,
    )


def _query(spot: Spot) -> Any:
    return (
        select(
            ReportText.id,
            ReportText.section,
            ReportText.version,
            ReportText.text,
            Staff.name,
            ReportText.edited_at,
        )
        .outerjoin(Staff, Staff.id == ReportText.edited_by)
        .where(*_of(spot))
    )


def _kept(query: Any) -> tuple[KeptText, ...]:
    return tuple(
        KeptText(row[0], row[1], row[2], row[3], row[4] or "", row[5])
        for row in connection().execute(query)
    )
