"""Forms on paper as kept: runs, sheets by serial, and the entries typed from them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from kiosk.domain.place.point import ServiceCard
from kiosk.domain.survey.paper import Layout, SheetState, of_document, without_words
from kiosk.domain.survey.serial import serial_of
from kiosk.store.engine import connection
from kiosk.store.place.tables import Point, Service
from kiosk.store.survey.paper_tables import PaperBatch, PaperEntry, PaperPrint, PaperSheet


@dataclass(frozen=True)
class Batch:
    """A print run; ``point`` and ``point_code`` are those of its counter now."""

    id: int
    code: str
    unit_id: int
    point_id: int
    point: str
    point_code: str
    layout: Layout
    count: int
    ordered_by: int
    ordered_at: datetime


@dataclass(frozen=True)
class Entry:
    turn: int
    by: int
    at: datetime
    typed: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    serial: str
    batch_id: int
    number: int
    state: SheetState
    decided_by: int | None
    decided_at: datetime | None
    reason: str


def add(
    code: str, unit_id: int, point_id: int, layout: Layout, count: int, by: int, at: datetime
) -> int:
    """A run with its sheets, numbered from 1."""
    made = connection().execute(
        insert(PaperBatch)
        .values(
            code=code,
            unit_id=unit_id,
            point_id=point_id,
            layout=layout.document(),
            count=count,
            ordered_by=by,
            ordered_at=at,
        )
        .returning(PaperBatch.id)
    )
    number = int(made.scalar_one())
    rows = [
        {
            "serial": serial_of(code, place),
            "batch_id": number,
            "number": place,
            "state": SheetState.PRINTED.value,
        }
        for place in range(1, count + 1)
    ]
    connection().execute(insert(PaperSheet), rows)
    return number


_BATCH = select(
    *PaperBatch.__table__.c, Point.name.label("point"), Point.code.label("point_code")
).join(Point, Point.id == PaperBatch.point_id)


def batch_of(code: str) -> Batch | None:
    row = connection().execute(_BATCH.where(PaperBatch.code == code)).first()
    return _batch(row) if row else None


def batches_of(unit_id: int) -> list[Batch]:
    """The newest first."""
    query = _BATCH.where(PaperBatch.unit_id == unit_id).order_by(PaperBatch.id.desc())
    return [_batch(row) for row in connection().execute(query)]


def _batch(row: Any) -> Batch:
    return Batch(**{**row._mapping, "layout": of_document(row.layout)})


def counts(batch_ids: Iterable[int]) -> dict[int, dict[SheetState, int]]:
    """Run to how many of its sheets are in each state."""
    asked = list(batch_ids)
    query = (
        select(PaperSheet.batch_id, PaperSheet.state, func.count())
        .where(PaperSheet.batch_id.in_(asked))
        .group_by(PaperSheet.batch_id, PaperSheet.state)
    )
    found: dict[int, dict[SheetState, int]] = {one: {} for one in asked}
    for batch_id, state, count in connection().execute(query):
        found[batch_id][SheetState(state)] = count
    return found


def record_print(batch_id: int, first: int, last: int, by: int, at: datetime) -> None:
    connection().execute(
        insert(PaperPrint).values(batch_id=batch_id, first=first, last=last, by=by, at=at)
    )


def prints_of(batch_id: int) -> list[Any]:
    """(first, last, by, at), oldest first."""
    query = select(*PaperPrint.__table__.c).where(PaperPrint.batch_id == batch_id)
    return list(connection().execute(query.order_by(PaperPrint.id)))


_SHEET = select(*PaperSheet.__table__.c)


def sheet(serial: str) -> Sheet | None:
    return _first(_SHEET.where(PaperSheet.serial == serial))


def held(serial: str) -> Sheet | None:
    """The same, kept from others until this transaction ends."""
    return _first(_SHEET.where(PaperSheet.serial == serial).with_for_update())


def _first(query: Any) -> Sheet | None:
    row = connection().execute(query).first()
    return _sheet(row) if row else None


def _sheet(row: Any) -> Sheet:
    return Sheet(**{**row._mapping, "state": SheetState(row.state)})


def sheets_of(batch_id: int, *states: SheetState) -> list[Sheet]:
    """By number; without ``states`` all of them."""
    query = _SHEET.where(PaperSheet.batch_id == batch_id).order_by(PaperSheet.number)
    if states:
        query = query.where(PaperSheet.state.in_([one.value for one in states]))
    return [_sheet(row) for row in connection().execute(query)]


def move(
    one: Sheet, to: SheetState, by: int | None = None, at: datetime | None = None, reason: str = ""
) -> bool:
    """False where it is no longer as it was read."""
    same = update(PaperSheet).where(
        PaperSheet.serial == one.serial, PaperSheet.state == one.state.value
    )
    changed = same.values(state=to.value, decided_by=by, decided_at=at, reason=reason)
    return bool(connection().execute(changed).rowcount == 1)


def entries(serial: str) -> list[Entry]:
    """By turn."""
    return entries_of([serial]).get(serial, [])


def entries_of(serials: Sequence[str]) -> dict[str, list[Entry]]:
    query = select(*PaperEntry.__table__.c).where(PaperEntry.serial.in_(tuple(serials)))
    found: dict[str, list[Entry]] = {}
    for row in connection().execute(query.order_by(PaperEntry.serial, PaperEntry.turn)):
        one = Entry(row.turn, row.by, row.at, json.loads(row.typed))
        found.setdefault(row.serial, []).append(one)
    return found


def add_entry(serial: str, turn: int, by: int, at: datetime, typed: Mapping[str, str]) -> None:
    text = _text(typed)
    connection().execute(
        insert(PaperEntry).values(serial=serial, turn=turn, by=by, at=at, typed=text)
    )


def drop_entry(serial: str, turn: int) -> None:
    connection().execute(
        delete(PaperEntry).where(PaperEntry.serial == serial, PaperEntry.turn == turn)
    )


def forget_words(serial: str) -> None:
    """The sheet is over: what a citizen wrote and told of themselves stays nowhere here."""
    for one in entries(serial):
        connection().execute(
            update(PaperEntry)
            .where(PaperEntry.serial == serial, PaperEntry.turn == one.turn)
            .values(typed=_text(without_words(one.typed)))
        )


def _text(typed: Mapping[str, str]) -> str:
    return json.dumps(dict(typed), ensure_ascii=False, separators=(",", ":"))


def services_of(ids: Sequence[int]) -> tuple[ServiceCard, ...]:
    """In the order asked, closed ones too: a sheet may come back late."""
    query = select(Service.id, Service.code, Service.name, Service.asks_fee).where(
        Service.id.in_(tuple(ids))
    )
    found = {row.id: ServiceCard(*row) for row in connection().execute(query)}
    return tuple(found[one] for one in ids if one in found)
