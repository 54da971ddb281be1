"""How answers came, where there is more to say than their source."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, select

from kiosk.store.engine import connection
from kiosk.store.statement import Prepared
from kiosk.store.survey.tables import AnswerOrigin, LateAnswer

_COLUMNS = (
    "answer_id",
    "device_id",
    "seconds",
    "face",
    "clock",
    "received_at",
)
_add = Prepared(
    lambda _dialect: (
        insert(AnswerOrigin.__table__)  # type: ignore[arg-type]
        .values(
            {name: bindparam(name, type_=AnswerOrigin.__table__.c[name].type) for name in _COLUMNS}
        )
        .inline()
    )
)


def add(
    answer_id: int,
    *,
    device_id: int | None,
    seconds: int | None,
    face: int | None,
    clock: int | None,
    received_at: datetime | None,
) -> None:
    """``clock`` None: sound. ``received_at`` None: at once."""
    row = {
        "answer_id": answer_id,
        "device_id": device_id,
        "seconds": seconds,
        "face": face,
        "clock": clock,
        "received_at": received_at,
    }
    _add.run(row)


def add_all(rows: Sequence[Mapping[str, Any]]) -> None:
    """Many at once; each names what `add` takes, and ``answer_id``."""
    if rows:
        connection().execute(insert(AnswerOrigin), [dict(one) for one in rows])


def add_late(answer_id: int, unit_id: int, instrument_id: int, month: int, day: date) -> None:
    connection().execute(
        insert(LateAnswer).values(
            answer_id=answer_id,
            unit_id=unit_id,
            instrument_id=instrument_id,
            month=month,
            day=day,
        )
    )


def of_answers(ids: Iterable[int]) -> dict[int, Any]:
    """By answer id, for those that have a row."""
    query = select(AnswerOrigin.__table__).where(AnswerOrigin.answer_id.in_(tuple(ids)))
    return {row.answer_id: row for row in connection().execute(query)}
