"""An answer and its tally, kept together or not at all."""

from datetime import datetime

from kiosk.domain.month import Month
from kiosk.domain.survey.answer import Answer
from kiosk.domain.survey.source import Source
from kiosk.store.index import tallies
from kiosk.store.survey import answers, instruments


def keep(
    answer: Answer,
    *,
    unit_id: int,
    point_id: int,
    service_id: int | None,
    month: Month,
    source: Source,
    at: datetime,
    profile: str | None = None,
    suggestion: str | None = None,
    lang: str = "id",
    notice: int = 0,
) -> int:
    """Add one sheet and count it, in the caller's transaction; its id. ``notice`` 0: none was
    shown."""
    instrument_id = instruments.id_of(answer.instrument.code)
    sheet = {
        "point_id": point_id,
        "month": month,
        "instrument_id": instrument_id,
        "service_id": service_id,
        "source": int(source),
        "at": at,
        "scores": answer.sheet,
        "profile": profile,
        "suggestion": suggestion,
        "lang": None if lang == "id" else lang,
        "notice": notice,
    }
    made = answers.add(sheet)
    key = {
        "month": month,
        "unit_id": unit_id,
        "instrument_id": instrument_id,
        "point_id": point_id,
        "service_id": service_id or tallies.NO_SERVICE,
        "source": int(source),
    }
    tallies.add(key, answer.instrument, answer.scores)
    return made
