"""Answers asked to be left out of the index, and what a second person decided."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select, update

from kiosk.store.engine import connection
from kiosk.store.place.tables import Point
from kiosk.store.survey.tables import Exclusion, StoredAnswer

AGREED, REFUSED = "setuju", "tolak"


def ask(answer_id: int, reason: str, asked_by: int, at: datetime) -> int:
    made = connection().execute(
        insert(Exclusion)
        .values(answer_id=answer_id, reason=reason, asked_by=asked_by, asked_at=at)
        .returning(Exclusion.id)
    )
    return int(made.scalar_one())


def decide(number: int, decision: str, note: str, decided_by: int, at: datetime) -> bool:
    """False where somebody has decided already."""
    undecided = update(Exclusion).where(Exclusion.id == number, Exclusion.decision.is_(None))
    done = connection().execute(
        undecided.values(
            decision=decision, decision_note=note, decided_by=decided_by, decided_at=at
        )
    )
    return bool(done.rowcount == 1)


def by_id(number: int) -> Any:
    """(id, answer_id, reason, asked_by, decision, unit_id), or None."""
    query = (
        select(
            Exclusion.id,
            Exclusion.answer_id,
            Exclusion.reason,
            Exclusion.asked_by,
            Exclusion.decision,
            Point.unit_id,
        )
        .join(StoredAnswer, StoredAnswer.id == Exclusion.answer_id)
        .join(Point, Point.id == StoredAnswer.point_id)
        .where(Exclusion.id == number)
    )
    return connection().execute(query).first()


def pending_or_agreed(answer_id: int) -> bool:
    """Whether an answer is excluded already, or asked to be. Whoever asks holds the answer, so
    that two who ask at once do not both find it free."""
    held = select(StoredAnswer.id).where(StoredAnswer.id == answer_id).with_for_update()
    connection().execute(held)
    query = select(Exclusion.id).where(
        Exclusion.answer_id == answer_id,
        Exclusion.decision.is_distinct_from(REFUSED),
    )
    return connection().execute(query).first() is not None


def of_answers(answer_ids: Sequence[int]) -> dict[int, Any]:
    """The newest exclusion of each answer that has one."""
    query = select(
        Exclusion.answer_id, Exclusion.id, Exclusion.decision, Exclusion.asked_by, Exclusion.reason
    ).where(Exclusion.answer_id.in_(tuple(answer_ids)))
    return {row.answer_id: row for row in connection().execute(query.order_by(Exclusion.id))}


def waiting(unit_ids: Sequence[int]) -> int:
    """How many wait for a second person."""
    query = (
        select(func.count())
        .select_from(Exclusion)
        .join(StoredAnswer, StoredAnswer.id == Exclusion.answer_id)
        .join(Point, Point.id == StoredAnswer.point_id)
        .where(Point.unit_id.in_(tuple(unit_ids)), Exclusion.decision.is_(None))
    )
    return connection().scalar(query) or 0


def left_out() -> Select[Any]:
    """Ids of the answers that two people left out, to be part of another query."""
    return select(Exclusion.answer_id).where(Exclusion.decision == AGREED)


def agreed(instrument_id: int, unit_ids: Sequence[int], months: Iterable[int]) -> list[Any]:
    """(id, month, unit_id, point_id, service_id, source, scores) of every sheet left out."""
    query = (
        select(
            StoredAnswer.id,
            StoredAnswer.month,
            Point.unit_id,
            StoredAnswer.point_id,
            StoredAnswer.service_id,
            StoredAnswer.source,
            StoredAnswer.scores,
        )
        .join(Point, Point.id == StoredAnswer.point_id)
        .where(StoredAnswer.id.in_(left_out()), StoredAnswer.instrument_id == instrument_id)
        .where(Point.unit_id.in_(tuple(unit_ids)), StoredAnswer.month.in_(tuple(months)))
    )
    return list(connection().execute(query))


def of_year(unit_ids: Sequence[int], year: int) -> list[Any]:
    """(id, month, reason, asked_at, decision, decision_note) of every wish about an answer of that
    year, decided or not."""
    query = (
        select(
            Exclusion.id,
            StoredAnswer.month,
            Exclusion.reason,
            Exclusion.asked_at,
            Exclusion.decision,
            Exclusion.decision_note,
        )
        .join(StoredAnswer, StoredAnswer.id == Exclusion.answer_id)
        .join(Point, Point.id == StoredAnswer.point_id)
        .where(Point.unit_id.in_(tuple(unit_ids)))
        .where(StoredAnswer.month.between(year * 100, year * 100 + 99))
    )
    return list(connection().execute(query.order_by(Exclusion.id)))


def every() -> list[Any]:
    """(id, answer_id, asked_by, decision, decided_by) of all, for the verifier."""
    query = select(
        Exclusion.id,
        Exclusion.answer_id,
        Exclusion.asked_by,
        Exclusion.decision,
        Exclusion.decided_by,
    )
    return list(connection().execute(query.order_by(Exclusion.id)))
