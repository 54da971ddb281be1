"""The register of incidents, and who was told of each."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from kiosk.domain.people.incident import Data, Entry, Incident
from kiosk.store.engine import connection
from kiosk.store.people.incident_tables import IncidentLetter, IncidentRow

_COLUMNS = IncidentRow.__table__.c


def add(instansi_id: int, entry: Entry, opened_by: int) -> int:
    made = connection().execute(
        insert(IncidentRow)
        .values(instansi_id=instansi_id, opened_by=opened_by, version=1, **_values(entry))
        .returning(IncidentRow.id)
    )
    return int(made.scalar_one())


def change(number: int, version: int, entry: Entry) -> bool:
    """Write it if the row still has ``version``."""
    return _put(number, version, **_values(entry))


def mark(number: int, version: int, **moments: datetime) -> bool:
    """``moments``: people_told_at, agency_told_at, closed_at."""
    return _put(number, version, **moments)


def _put(number: int, version: int, **values: Any) -> bool:
    done = connection().execute(
        update(IncidentRow)
        .where(IncidentRow.id == number, IncidentRow.version == version)
        .values(version=version + 1, **values)
    )
    return done.rowcount == 1


def every() -> list[Incident]:
    """Newest first."""
    rows = connection().execute(select(*_COLUMNS).order_by(_COLUMNS.noticed_at.desc()))
    return [_told(row) for row in rows]


def by_id(number: int) -> Incident | None:
    row = connection().execute(select(*_COLUMNS).where(_COLUMNS.id == number)).first()
    return _told(row) if row is not None else None


def letters(number: int) -> frozenset[int]:
    """Ids of the tickets whose reporter or team was told."""
    query = select(IncidentLetter.ticket_id).where(IncidentLetter.incident_id == number)
    return frozenset(connection().scalars(query))


def add_letter(number: int, ticket_id: int, at: datetime) -> None:
    values = {"incident_id": number, "ticket_id": ticket_id, "at": at}
    connection().execute(insert(IncidentLetter).values(**values))


def _values(one: Entry) -> dict[str, Any]:
    names = ("title", "noticed_at", "since", "until", "systems", "happened", "handling")
    texts = {name: getattr(one, name) for name in (*names, "people_text", "agency_text")}
    return texts | {"accounts": _joined(one.accounts), "classes": _joined(one.data)}


def _joined(words: Iterable[str]) -> str:
    return " ".join(str(one) for one in words)


def _told(row: Any) -> Incident:
    entry = Entry(
        row.title,
        row.noticed_at,
        row.since,
        row.until,
        tuple(row.accounts.split()),
        tuple(Data(one) for one in row.classes.split()),
        row.systems,
        row.happened,
        row.handling,
        row.people_text,
        row.agency_text,
    )
    moments = (row.people_told_at, row.agency_told_at, row.closed_at)
    return Incident(row.id, row.instansi_id, entry, row.version, *moments)
