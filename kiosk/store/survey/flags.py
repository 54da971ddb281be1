"""Signals kept beside the answers they are about, and how far each point was looked through."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.domain.month import Month
from kiosk.domain.survey.quality import LIVE
from kiosk.domain.survey.signal import Signal
from kiosk.store.engine import connection
from kiosk.store.place.tables import Point
from kiosk.store.survey.answers import chain_of
from kiosk.store.survey.tables import AnswerFlag, AnswerOrigin, FlagMark, StoredAnswer, Visit
from kiosk.store.upkeep import chains

_AT_ONCE = 500
"""Ids in one statement."""


@dataclass(frozen=True)
class Counted:
    """``flagged``: answers with any signal. ``by_signal``: an answer may be in several."""

    flagged: int
    by_signal: Mapping[Signal, int]


@dataclass(frozen=True)
class News:
    """A point with answers after ``seen_id``."""

    point_id: int
    unit_id: int
    seen_id: int


def news() -> list[News]:
    """Every point that has some, in the order of its id. The length of its chain is held against
    the place of the last answer seen: where nothing came, no answer is read."""
    lengths = {name: head.length for name, head in chains.heads().items()}
    # One by one: joined, PostgreSQL would rather read every answer than ask each month's index.
    seen = select(StoredAnswer.seq).where(StoredAnswer.id == FlagMark.seen_id).scalar_subquery()
    query = (
        select(Point.id, Point.unit_id, FlagMark.seen_id, seen.label("seq"))
        .outerjoin(FlagMark, FlagMark.point_id == Point.id)
        .order_by(Point.id)
    )
    return [
        News(row.id, row.unit_id, row.seen_id or 0)
        for row in connection().execute(query)
        if lengths.get(chain_of(row.id), 0) > (row.seq or 0)
    ]


def newer(point_id: int, seen_id: int, limit: int) -> list[int]:
    """Ids of a point's next answers, in order, from the index alone. A point's writers take
    turns at its chain before they draw an id: none comes later with a lower one."""
    query = select(StoredAnswer.id).where(
        StoredAnswer.point_id == point_id, StoredAnswer.id > seen_id
    )
    # Sorted here: asked to sort, SQLite walks the whole table by its key instead.
    return sorted(connection().scalars(query))[:limit]


def times(point_id: int, first_id: int, last_id: int) -> list[tuple[Month, datetime]]:
    """(month, at) of a point's live answers between these ids."""
    query = select(StoredAnswer.month, StoredAnswer.at).where(
        StoredAnswer.point_id == point_id, StoredAnswer.id.between(first_id, last_id), _live()
    )
    return [(row.month, row.at) for row in connection().execute(query)]


def stream(point_id: int, months: Iterable[Month], first: datetime, end: datetime) -> Iterator[Any]:
    """A point's live answers of these months from ``first`` to before ``end``, in order of id:
    (id, at, month, source, instrument_id, scores, device_id, seconds, face, clock)."""
    query = (
        select(
            StoredAnswer.id,
            StoredAnswer.at,
            StoredAnswer.month,
            StoredAnswer.source,
            StoredAnswer.instrument_id,
            StoredAnswer.scores,
            AnswerOrigin.device_id,
            AnswerOrigin.seconds,
            AnswerOrigin.face,
            AnswerOrigin.clock,
        )
        .outerjoin(AnswerOrigin, AnswerOrigin.answer_id == StoredAnswer.id)
        .where(StoredAnswer.point_id == point_id, StoredAnswer.month.in_(tuple(months)), _live())
        .where(StoredAnswer.at >= first, StoredAnswer.at < end)
    )
    return iter(sorted(connection().execute(query), key=lambda row: row.id))


def _live() -> Any:
    return StoredAnswer.source.in_([int(one) for one in LIVE])


def visits(point_id: int, first: datetime, end: datetime) -> list[datetime]:
    """When each visit recorded at a point from ``first`` to before ``end`` was."""
    query = select(Visit.offered_at).where(
        Visit.point_id == point_id, Visit.offered_at >= first, Visit.offered_at < end
    )
    return list(connection().scalars(query))


def of_answers(answer_ids: Sequence[int]) -> dict[int, int]:
    """The sum of signals of each answer that has any."""
    found: dict[int, int] = {}
    for part in _parts(answer_ids):
        query = select(AnswerFlag.answer_id, AnswerFlag.flags).where(AnswerFlag.answer_id.in_(part))
        found.update((row.answer_id, row.flags) for row in connection().execute(query))
    return found


def replace(gone: Sequence[int], fresh: Sequence[Mapping[str, int]]) -> None:
    """Take away the signals of ``gone``; keep ``fresh``, rows of the table."""
    for part in _parts([*gone, *(row["answer_id"] for row in fresh)]):
        connection().execute(delete(AnswerFlag).where(AnswerFlag.answer_id.in_(part)))
    if fresh:
        connection().execute(insert(AnswerFlag), list(fresh))


def mark(point_id: int, seen_id: int) -> None:
    """The point was looked through up to this answer."""
    make = postgresql.insert if connection().dialect.name == "postgresql" else sqlite.insert
    made = make(FlagMark).values(point_id=point_id, seen_id=seen_id)
    connection().execute(
        made.on_conflict_do_update(index_elements=["point_id"], set_={"seen_id": seen_id})
    )


def count(unit_ids: Sequence[int], months: Iterable[Month], instrument_id: int) -> Counted:
    """Answers of these units, months and one instrument that bear a signal; those left out of
    the index among them."""
    query = (
        select(AnswerFlag.flags, func.count())
        .where(AnswerFlag.unit_id.in_(tuple(unit_ids)), AnswerFlag.month.in_(tuple(months)))
        .where(AnswerFlag.instrument_id == instrument_id)
        .group_by(AnswerFlag.flags)
    )
    sums = [(int(row[0]), int(row[1])) for row in connection().execute(query)]
    by_signal = {one: sum(many for flags, many in sums if flags & one) for one in Signal}
    return Counted(sum(many for _, many in sums), by_signal)


def flagged_by_unit(
    unit_ids: Sequence[int], months: Iterable[Month], instrument_id: int
) -> dict[tuple[int, Month], int]:
    """How many answers of each unit and month bear a signal; only those with any."""
    query = (
        select(AnswerFlag.unit_id, AnswerFlag.month, func.count())
        .where(AnswerFlag.unit_id.in_(tuple(unit_ids)), AnswerFlag.month.in_(tuple(months)))
        .where(AnswerFlag.instrument_id == instrument_id)
        .group_by(AnswerFlag.unit_id, AnswerFlag.month)
    )
    return {(row[0], row[1]): int(row[2]) for row in connection().execute(query)}


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
