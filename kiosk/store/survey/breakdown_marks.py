"""How far each point's answers are in the breakdowns, and those that are not yet.

An id is drawn while the head of the point's chain is held: of one point, none comes later with a
lower one. So what was tallied is what is up to the mark, and neither can lack one nor hold one
twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.domain.month import Month
from kiosk.store.engine import connection
from kiosk.store.index.tables import BreakdownMark
from kiosk.store.place.tables import Point, Unit
from kiosk.store.survey.answers import chain_of
from kiosk.store.survey.tables import AnswerOrigin, StoredAnswer
from kiosk.store.upkeep import chains


@dataclass(frozen=True)
class News:
    """A point with ``waiting`` answers after ``seen_id``."""

    point_id: int
    unit_id: int
    seen_id: int
    tallied: int
    waiting: int


def news(unit_ids: Sequence[int] | None = None) -> list[News]:
    """Every point that has some (of these units), in the order of its id; no answer is read."""
    query = (
        select(Point.id, Point.unit_id, BreakdownMark.seen_id, BreakdownMark.tallied)
        .outerjoin(BreakdownMark, BreakdownMark.point_id == Point.id)
        .order_by(Point.id)
    )
    if unit_ids is not None:
        query = query.where(Point.unit_id.in_(tuple(unit_ids)))
    rows = list(connection().execute(query))
    heads = chains.heads_of([chain_of(row.id) for row in rows]) if unit_ids else chains.heads()
    lengths = {name: head.length for name, head in heads.items()}
    found = (
        News(
            row.id,
            row.unit_id,
            row.seen_id or 0,
            row.tallied or 0,
            lengths.get(chain_of(row.id), 0) - (row.tallied or 0),
        )
        for row in rows
    )
    return [one for one in found if one.waiting > 0]


def move(news: News, seen_id: int, added: int) -> bool:
    """False where somebody moved it since it was read: then nothing may be added."""
    done = connection().execute(
        update(BreakdownMark)
        .where(BreakdownMark.point_id == news.point_id, BreakdownMark.seen_id == news.seen_id)
        .where(BreakdownMark.tallied == news.tallied)
        .values(seen_id=seen_id, tallied=news.tallied + added)
    )
    return bool(done.rowcount == 1)


def start(point_id: int) -> None:
    """Make the mark of a point, unless it is there."""
    make: Any = postgresql.insert if connection().dialect.name == "postgresql" else sqlite.insert
    connection().execute(
        make(BreakdownMark).values(point_id=point_id, seen_id=0, tallied=0).on_conflict_do_nothing()
    )


def hold() -> None:
    """Keep marks where they are until this transaction ends."""
    if connection().dialect.name == "postgresql":
        name = BreakdownMark.__tablename__
        connection().exec_driver_sql(f"LOCK TABLE {name} IN SHARE ROW EXCLUSIVE MODE")


def next_of(news: News, ids: Sequence[int]) -> list[Any]:
    """The answers of a point with these ids, which follow one another."""
    query = _sheets().where(
        StoredAnswer.point_id == news.point_id, StoredAnswer.id.between(ids[0], ids[-1])
    )
    return list(connection().execute(query))


def untallied(
    waiting: Sequence[News], months: Sequence[Month], instrument_id: int
) -> Iterator[Any]:
    """Answers of these months and points that no breakdown holds yet."""
    for one in waiting:
        query = _sheets().where(
            StoredAnswer.point_id == one.point_id,
            StoredAnswer.month.in_(tuple(months)),
            StoredAnswer.id > one.seen_id,
            StoredAnswer.instrument_id == instrument_id,
        )
        yield from connection().execute(query)


def tallied(unit_id: int, month: Month) -> Iterator[Any]:
    """Every answer of a unit's month that its breakdowns should hold, streamed."""
    query = (
        _sheets()
        .join(BreakdownMark, BreakdownMark.point_id == StoredAnswer.point_id)
        .where(Point.unit_id == unit_id, StoredAnswer.month == month)
        .where(StoredAnswer.id <= BreakdownMark.seen_id)
    )
    # On the statement: on the connection it would stay, and PostgreSQL deletes with no cursor.
    yield from connection().execute(query.execution_options(yield_per=2_000))


def left_out(answer_ids: Sequence[int]) -> list[Any]:
    """The sheets of these answers, wherever they are."""
    query = _sheets().where(StoredAnswer.id.in_(tuple(answer_ids)))
    return list(connection().execute(query))


def _sheets() -> Any:
    """(id, point_id, month, instrument_id, source, at, scores, profile, clock, timezone)."""
    return (
        select(
            StoredAnswer.id,
            StoredAnswer.point_id,
            StoredAnswer.month,
            StoredAnswer.instrument_id,
            StoredAnswer.source,
            StoredAnswer.at,
            StoredAnswer.scores,
            StoredAnswer.profile,
            AnswerOrigin.clock,
            Unit.timezone,
        )
        .join(Point, Point.id == StoredAnswer.point_id)
        .join(Unit, Unit.id == Point.unit_id)
        .outerjoin(AnswerOrigin, AnswerOrigin.answer_id == StoredAnswer.id)
    )
