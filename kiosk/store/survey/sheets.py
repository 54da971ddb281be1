"""Sums of a few chosen sheets: those that bear a signal, those that came late."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from kiosk.domain.index.tally import EMPTY, Tally, of_scores, times
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.stored import scores_of
from kiosk.store.engine import connection
from kiosk.store.survey import exclusions
from kiosk.store.survey.tables import AnswerFlag, LateAnswer, StoredAnswer


def flagged(
    instrument: Instrument, instrument_id: int, unit_ids: Sequence[int], months: Iterable[int]
) -> Tally:
    """Of answers that bear a signal and were not left out by two people."""
    query = (
        _scores()
        .join(AnswerFlag, AnswerFlag.answer_id == StoredAnswer.id)
        .where(*_where(AnswerFlag, instrument_id, unit_ids, months))
        .group_by(StoredAnswer.scores)
    )
    rows = connection().execute(query)
    return sum((_tally(instrument, row.scores, row.many) for row in rows), EMPTY)


def late(
    instrument: Instrument,
    instrument_id: int,
    unit_ids: Sequence[int],
    months: Iterable[int],
    after: date,
) -> Mapping[date, Tally]:
    """By the day they came, the first first: answers of these months that came after the day
    ``after``, without those left out by two people."""
    query = (
        _scores(LateAnswer.day)
        .join(LateAnswer, LateAnswer.answer_id == StoredAnswer.id)
        .where(*_where(LateAnswer, instrument_id, unit_ids, months), LateAnswer.day > after)
        .group_by(LateAnswer.day, StoredAnswer.scores)
        .order_by(LateAnswer.day)
    )
    found: dict[date, Tally] = {}
    for row in connection().execute(query):
        found[row.day] = found.get(row.day, EMPTY) + _tally(instrument, row.scores, row.many)
    return found


def late_days(
    instrument_id: int, unit_ids: Sequence[int], months: Iterable[int], heads: Mapping[int, int]
) -> Mapping[date, int]:
    """By the day they came, the first first: how many late answers stand behind row ``heads`` of
    their point's chain (by point id; of a point that is not there, all)."""
    behind = [
        and_(StoredAnswer.point_id == one, StoredAnswer.seq > row) for one, row in heads.items()
    ]
    query = (
        select(LateAnswer.day, func.count())
        .join(StoredAnswer, LateAnswer.answer_id == StoredAnswer.id)
        .where(
            *_where(LateAnswer, instrument_id, unit_ids, months),
            or_(StoredAnswer.point_id.not_in(tuple(heads)), *behind),
        )
        .group_by(LateAnswer.day)
        .order_by(LateAnswer.day)
    )
    return {row[0]: row[1] for row in connection().execute(query)}


def _scores(*by: Any) -> Select[Any]:
    """Sheets that say the same are read once."""
    counted = func.count().label("many")
    return (
        select(*by, StoredAnswer.scores, counted)
        .select_from(StoredAnswer)
        .where(StoredAnswer.id.not_in(exclusions.left_out()))
    )


def _where(
    table: type[AnswerFlag | LateAnswer],
    instrument_id: int,
    unit_ids: Sequence[int],
    months: Iterable[int],
) -> tuple[ColumnElement[bool], ...]:
    wanted = tuple(months)
    return (
        table.unit_id.in_(tuple(unit_ids)),
        table.month.in_(wanted),
        # Of the sheet too: PostgreSQL then looks into these months' tables only.
        StoredAnswer.month.in_(wanted),
        table.instrument_id == instrument_id,
    )


def _tally(instrument: Instrument, sheet: str, count: int) -> Tally:
    return times(of_scores(instrument, [scores_of(instrument, sheet)]), count)
