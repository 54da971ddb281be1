"""Documents: asked for, taken up by one maker at a time, ended once."""

import dataclasses
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.domain.index import period as periods
from kiosk.domain.index.document import Document, DocumentKind, DocumentState, Kept
from kiosk.store.engine import connection
from kiosk.store.index.document_tables import DocumentRow
from kiosk.store.place.tables import Unit

_COPIED = (
    "id", "unit_id", "instrument", "closing_id", "seal", "digest", "head", "step", "steps", "tries",
    "asked_by", "asked_at", "beat_at", "done_at", "size", "sha256", "file", "error",
)  # fmt: skip


def add(wish: Document) -> int | None:
    """Its number; None while the same one is not over."""
    make = postgresql.insert if connection().dialect.name == "postgresql" else sqlite.insert
    values = {name: getattr(wish, name) for name in _COPIED if name != "id"} | {
        "period": str(wish.period),
        "kind": wish.kind.value,
        "state": wish.state.value,
        "waiting": None if wish.state.is_over else wish.spot,
    }
    made = connection().execute(
        make(DocumentRow)
        .values(values)
        .on_conflict_do_nothing(index_elements=["waiting"])
        .returning(DocumentRow.id)
    )
    number = made.scalar()
    return None if number is None else int(number)


def waiting_at(spot: str) -> Document | None:
    """The one that keeps another of the same from being asked."""
    return _first(_query().where(DocumentRow.waiting == spot))


def by_id(number: int) -> Document | None:
    return _first(_query().where(DocumentRow.id == number))


def by_seal(code: str) -> Document | None:
    return _first(_query().where(DocumentRow.seal == code))


def of_period(unit_id: int, instrument: str, period: str, most: int) -> tuple[Document, ...]:
    """The newest first."""
    query = _query().where(
        DocumentRow.unit_id == unit_id,
        DocumentRow.instrument == instrument,
        DocumentRow.period == period,
    )
    return _all(query.order_by(DocumentRow.id.desc()).limit(most))


def waiting_of(unit_id: int) -> int:
    """How many of a unit are not over."""
    query = select(func.count()).where(
        DocumentRow.unit_id == unit_id, DocumentRow.waiting.is_not(None)
    )
    return int(connection().scalar(query) or 0)


def in_hand() -> tuple[Document, ...]:
    """Those that somebody is making, or was."""
    return _all(_query().where(DocumentRow.state == DocumentState.MAKING.value))


def next_waiting() -> Document | None:
    """The one asked first."""
    waiting = _query().where(DocumentRow.state == DocumentState.WAITING.value)
    return _first(waiting.order_by(DocumentRow.id).limit(1))


def take(one: Document, at: datetime) -> Document | None:
    """Taken up, as one more try; None where somebody has been quicker."""
    now = {"state": DocumentState.MAKING, "tries": one.tries + 1, "beat_at": at, "step": 0}
    if not _changed(one, DocumentState.WAITING, **now | {"state": DocumentState.MAKING.value}):
        return None
    return dataclasses.replace(one, **now)  # type: ignore[arg-type]


def beat(one: Document, step: int, steps: int, at: datetime) -> bool:
    """Its maker is alive; False where it was given to another."""
    return _changed(one, DocumentState.MAKING, step=step, steps=steps, beat_at=at)


def ready(one: Document, kept: Kept, at: datetime) -> bool:
    """False where it was given to another: then there must be no file either."""
    return _changed(
        one,
        DocumentState.MAKING,
        state=DocumentState.READY.value,
        waiting=None,
        error=None,
        file=kept.name,
        size=kept.size,
        sha256=kept.sha256,
        done_at=at,
    )


def fail(one: Document, error: str, at: datetime) -> bool:
    state = DocumentState.FAILED.value
    return _changed(one, DocumentState.MAKING, state=state, waiting=None, error=error, done_at=at)


def put_back(one: Document) -> bool:
    """To be taken up again."""
    return _changed(one, DocumentState.MAKING, state=DocumentState.WAITING.value, beat_at=None)


def files() -> frozenset[str]:
    """The names of all files that a document has."""
    query = select(DocumentRow.file).where(DocumentRow.file.is_not(None))
    return frozenset(connection().scalars(query))


def _changed(one: Document, held: DocumentState, **values: Any) -> bool:
    same = update(DocumentRow).where(
        DocumentRow.id == one.id,
        DocumentRow.state == held.value,
        DocumentRow.tries == one.tries,
    )
    return bool(connection().execute(same.values(**values)).rowcount == 1)


def _query() -> Any:
    copied = [getattr(DocumentRow, name) for name in _COPIED]
    return select(
        *copied,
        DocumentRow.kind,
        DocumentRow.state,
        DocumentRow.period,
        Unit.code.label("unit"),
    ).join(Unit, Unit.id == DocumentRow.unit_id)


def _first(query: Any) -> Document | None:
    row = connection().execute(query).first()
    return None if row is None else _made(row)


def _all(query: Any) -> tuple[Document, ...]:
    return tuple(_made(row) for row in connection().execute(query))


def _made(row: Any) -> Document:
    return Document(
        unit=row.unit,
        period=periods.parse(row.period),
        kind=DocumentKind(row.kind),
        state=DocumentState(row.state),
        **{name: getattr(row, name) for name in _COPIED},
    )
