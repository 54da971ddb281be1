"""The sheets of a period point by point, in the order of their chains."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from kiosk.store.engine import connection
from kiosk.store.survey.tables import StoredAnswer


def of_point(
    point_id: int, instrument_id: int, months: Sequence[int], after: int, most: int
) -> list[Any]:
    """(id, seq, scores, profile, service_id, source) of those beyond place ``after`` of the
    point's chain, at most so many."""
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
        .where(StoredAnswer.instrument_id == instrument_id, StoredAnswer.seq > after)
        .order_by(StoredAnswer.seq)
        .limit(most)
    )
    return list(connection().execute(query))
