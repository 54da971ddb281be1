"""Items of an answer sheet that were asked under another instrument's question."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, insert, select

from kiosk.store.engine import connection
from kiosk.store.place.tables import Point
from kiosk.store.statement import Prepared
from kiosk.store.survey.shared_tables import CarriedItems
from kiosk.store.survey.tables import StoredAnswer

_add = Prepared(
    lambda _dialect: (
        insert(CarriedItems.__table__)  # type: ignore[arg-type]
        .values({name: bindparam(name) for name in ("answer_id", "marks")})
        .inline()
    )
)


def add(answer_id: int, marks: str) -> None:
    _add.run({"answer_id": answer_id, "marks": marks})


def of_answers(ids: Sequence[int]) -> dict[int, str]:
    """Marks by answer id, for those that have any."""
    query = select(CarriedItems.answer_id, CarriedItems.marks).where(
        CarriedItems.answer_id.in_(tuple(ids))
    )
    return {row.answer_id: row.marks for row in connection().execute(query)}


def counted(unit_ids: Sequence[int], month: int) -> dict[int, int]:
    """By instrument id: answers of these units and this month that hold a carried item."""
    query = (
        select(StoredAnswer.instrument_id, func.count())
        .join(CarriedItems, CarriedItems.answer_id == StoredAnswer.id)
        .join(Point, Point.id == StoredAnswer.point_id)
        .where(Point.unit_id.in_(tuple(unit_ids)), StoredAnswer.month == month)
        .group_by(StoredAnswer.instrument_id)
    )
    return {row[0]: row[1] for row in connection().execute(query)}
