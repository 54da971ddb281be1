"""How many of those who were asked for an answer gave one, by unit and month."""

from collections.abc import Iterable

from kiosk.domain.survey.visit import VisitCount
from kiosk.store.engine import reading
from kiosk.store.survey import visits


def count_visits(
    unit_ids: Iterable[int], months: Iterable[int]
) -> dict[tuple[int, int], VisitCount]:
    """By (unit's id, month as ``yyyymm``, of the offer); none where nothing was offered."""
    with reading():
        return visits.count(unit_ids, months)
