"""Files of answers already taken in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from kiosk.store.engine import connection
from kiosk.store.people.tables import Staff
from kiosk.store.survey.import_tables import SheetImport
from kiosk.store.survey.tables import ImportedFile


def taken_at(unit_id: int, sha256: str) -> datetime | None:
    """When this unit took in a file with this hash."""
    query = select(ImportedFile.at).where(
        ImportedFile.unit_id == unit_id, ImportedFile.sha256 == sha256
    )
    return connection().scalar(query)


def record(
    *,
    unit_id: int,
    sha256: str,
    name: str,
    month: int,
    instrument: str,
    source: int,
    answers: int,
    at: datetime,
) -> int:
    """The number of the import."""
    made = connection().execute(
        insert(ImportedFile)
        .values(
            unit_id=unit_id,
            sha256=sha256,
            name=name,
            month=month,
            instrument=instrument,
            source=source,
            answers=answers,
            at=at,
        )
        .returning(ImportedFile.id)
    )
    return int(made.scalar_one())


@dataclass(frozen=True)
class Told:
    """More of an import, see `SheetImport`; ``months`` and ``map`` are JSON."""

    by: int
    months: str
    map: str
    theirs: str
    ours: str


def tell(import_id: int, told: Told) -> None:
    connection().execute(insert(SheetImport).values(import_id=import_id, **vars(told)))


def listed(unit_id: int, limit: int = 200) -> list[Any]:
    """The newest first: name, sha256, month, instrument, source, answers, at, by (a name or
    None), months, theirs, ours."""
    query = (
        select(
            ImportedFile.name,
            ImportedFile.sha256,
            ImportedFile.month,
            ImportedFile.instrument,
            ImportedFile.source,
            ImportedFile.answers,
            ImportedFile.at,
            Staff.name.label("by"),
            SheetImport.months,
            SheetImport.theirs,
            SheetImport.ours,
        )
        .outerjoin(SheetImport, SheetImport.import_id == ImportedFile.id)
        .outerjoin(Staff, Staff.id == SheetImport.by)
        .where(ImportedFile.unit_id == unit_id)
        .order_by(ImportedFile.id.desc())
        .limit(limit)
    )
    return list(connection().execute(query))
