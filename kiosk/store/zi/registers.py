"""Rows of registers: found, added, changed by version, never deleted."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.domain.zi import finding
from kiosk.domain.zi.proof import Subject
from kiosk.domain.zi.register import FIELDS, Entry
from kiosk.store.engine import connection
from kiosk.store.zi.register_tables import (
    ConflictRow,
    FindingAlert,
    FindingRow,
    GiftRow,
    RegisterMove,
)

TABLES: Mapping[Subject, Any] = {
    Subject.FINDING: FindingRow,
    Subject.GRATIFICATION: GiftRow,
    Subject.CONFLICT: ConflictRow,
}
LARGEST_ID = 2**31 - 1
"""PostgreSQL takes none beyond it, and an address may name any number."""
_OPEN = [one.value for one in sorted(finding.OPEN)]


def add(
    subject: Subject, unit_id: int, values: Mapping[str, Any], at: datetime, actor_id: int
) -> int:
    table = TABLES[subject]
    row = {**values, "unit_id": unit_id, "opened_at": at, "created_by": actor_id, "version": 1}
    made = connection().execute(insert(table).values(**row).returning(table.id))
    return int(made.scalar_one())


def of_units(subject: Subject, unit_ids: Iterable[int]) -> tuple[Entry, ...]:
    """Every entry, taken back ones among them, newest last."""
    table = TABLES[subject]
    query = select(*table.__table__.c).where(table.unit_id.in_(list(unit_ids)))
    return tuple(_entry(subject, row) for row in connection().execute(query.order_by(table.id)))


def by_id(subject: Subject, entry_id: int) -> Entry | None:
    return _first(subject, entry_id, select(*TABLES[subject].__table__.c))


def held(subject: Subject, entry_id: int) -> Entry | None:
    """The same, kept from others until this transaction ends."""
    return _first(subject, entry_id, select(*TABLES[subject].__table__.c).with_for_update())


def _first(subject: Subject, entry_id: int, query: Any) -> Entry | None:
    if entry_id > LARGEST_ID:
        return None
    row = connection().execute(query.where(TABLES[subject].id == entry_id)).first()
    return None if row is None else _entry(subject, row)


def change(one: Entry, values: Mapping[str, Any]) -> bool:
    """False where somebody else was first."""
    table = TABLES[one.subject]
    same = update(table).where(table.id == one.id, table.version == one.version)
    done = connection().execute(same.values(version=one.version + 1, **values))
    return bool(done.rowcount == 1)


def add_move(
    one: Entry,
    at: datetime,
    actor_id: int,
    move: str,
    *,
    state: str = "",
    changes: Mapping[str, Any] | None = None,
    note: str = "",
) -> None:
    row = {"subject": one.subject.value, "entry_id": one.id, "at": at, "actor_id": actor_id}
    told = json.dumps(changes or {}, ensure_ascii=False, default=str)
    connection().execute(
        insert(RegisterMove).values(**row, move=move, state=state, changes=told, note=note)
    )


def moves(one: Entry) -> list[Any]:
    """(at, actor_id, move, state, changes, note), oldest first."""
    query = select(*RegisterMove.__table__.c).where(
        RegisterMove.subject == one.subject.value, RegisterMove.entry_id == one.id
    )
    return list(connection().execute(query.order_by(RegisterMove.id)))


def due_before(day: date) -> tuple[Entry, ...]:
    """Open findings due before a day, by unit: who might be reminded."""
    query = (
        select(*FindingRow.__table__.c)
        .where(FindingRow.state.in_(_OPEN), FindingRow.due < day)
        .where(FindingRow.retracted_at.is_(None))
        .order_by(FindingRow.unit_id, FindingRow.due, FindingRow.id)
    )
    return tuple(_entry(Subject.FINDING, row) for row in connection().execute(query))


def given(finding_ids: Iterable[int]) -> set[tuple[int, date, str]]:
    """(finding, due, step) of the reminders that were given."""
    query = select(FindingAlert.finding_id, FindingAlert.due, FindingAlert.step)
    rows = connection().execute(query.where(FindingAlert.finding_id.in_(list(finding_ids))))
    return {(row.finding_id, row.due, row.step) for row in rows}


def remind(finding_id: int, due: date, step: str, at: datetime) -> bool:
    """False where it was given before."""
    make = postgresql.insert if connection().dialect.name == "postgresql" else sqlite.insert
    row = {"finding_id": finding_id, "due": due, "step": step, "at": at}
    made = make(FindingAlert).values(**row).on_conflict_do_nothing()
    return connection().execute(made.returning(FindingAlert.finding_id)).first() is not None


def _entry(subject: Subject, row: Any) -> Entry:
    is_finding = subject is Subject.FINDING
    return Entry(
        id=row.id,
        unit_id=row.unit_id,
        subject=subject,
        values={one.name: getattr(row, one.name) for one in FIELDS[subject]},
        state=row.state if is_finding else "",
        done_on=row.done_on if is_finding else None,
        retracted=row.retracted_at is not None,
        opened_at=row.opened_at,
        created_by=row.created_by,
        version=row.version,
    )
