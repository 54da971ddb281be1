"""The sheets of a period point by point, in the order of their chains."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from kiosk.store.engine import connection
from kiosk.store.survey.tables import StoredAnswer


def of_point(point_id: int, instrument_id: int, months: Sequence[int]) -> Iterator[Any]:
    """(id, seq, scores, profile, service_id, source), streamed."""
    query = (
        select(
            StoredAnswer.id,
            StoredAnswer.seq,
            StoredAnswer.scores,
            StoredAnswer.profile,
            StoredAnswer.service_id,
            StoredAnswer.source,
        )
        .where(StoredAnswer.point_id == point_id, StoredAnswer.month.in_(tuple(months)))
        .where(StoredAnswer.instrument_id == instrument_id)
        .order_by(StoredAnswer.seq)
    )
    yield from connection().execute(query.execution_options(yield_per=2_000))
