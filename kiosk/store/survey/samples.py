"""The newest answers of a period, a bounded number of them: for what no tally can tell."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from kiosk.domain.month import Month
from kiosk.store.engine import connection
from kiosk.store.place.tables import Point
from kiosk.store.survey import exclusions
from kiosk.store.survey.tables import AnswerOrigin, AnswerText, StoredAnswer

_AT_ONCE = 500


def newest_ids(unit_ids: Sequence[int], months: Iterable[Month], most: int) -> list[int]:
    """Ids of every instrument's answers, from the index alone; the newest month first."""
    points = select(Point.id).where(Point.unit_id.in_(tuple(unit_ids)))
    found: list[int] = []
    for month in sorted(months, reverse=True):
        # The sum keeps SQLite from walking the whole table by its key, newest first.
        query = (
            select(StoredAnswer.id)
            .where(StoredAnswer.point_id.in_(points), StoredAnswer.month == month)
            .order_by((StoredAnswer.id + 0).desc())
            .limit(most - len(found))
        )
        found += connection().scalars(query)
        if len(found) >= most:
            break
    return found


def rated(ids: Sequence[int], months: Sequence[Month], instrument_id: int) -> list[Any]:
    """(scores, face) of these answers of one instrument, without those left out. ``months``: those
    they lie in; PostgreSQL would look for each answer in every month there is."""
    query = select(StoredAnswer.scores, AnswerOrigin.face).outerjoin(
        AnswerOrigin, AnswerOrigin.answer_id == StoredAnswer.id
    )
    query = query.where(StoredAnswer.month.in_(tuple(months)))
    return _of(query, StoredAnswer.id, ids, instrument_id)


def remarks(ids: Sequence[int], months: Sequence[Month], instrument_id: int) -> list[Any]:
    """As `rated`, (scores, text) of those among these answers that have a text, without those left
    out."""
    query = select(StoredAnswer.scores, AnswerText.text).join(
        AnswerText, AnswerText.answer_id == StoredAnswer.id
    )
    # By the texts: most answers have none, and are then not even looked for.
    query = query.where(StoredAnswer.month.in_(tuple(months)))
    return _of(query, AnswerText.answer_id, ids, instrument_id)


def _of(query: Any, number: Any, ids: Sequence[int], instrument_id: int) -> list[Any]:
    found: list[Any] = []
    for start in range(0, len(ids), _AT_ONCE):
        part = query.where(
            number.in_(ids[start : start + _AT_ONCE]),
            StoredAnswer.instrument_id == instrument_id,
            StoredAnswer.id.not_in(exclusions.left_out()),
        )
        found += connection().execute(part)
    return found
