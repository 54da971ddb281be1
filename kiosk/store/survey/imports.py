"""Files of answers already taken in."""

from datetime import datetime

from sqlalchemy import insert, select

from kiosk.store.engine import connection
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
) -> None:
    connection().execute(
        insert(ImportedFile).values(
            unit_id=unit_id,
            sha256=sha256,
            name=name,
            month=month,
            instrument=instrument,
            source=source,
            answers=answers,
            at=at,
        )
    )
