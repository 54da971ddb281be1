"""The documents of a period: which may be asked for, and how far each is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.index.closing import Closing
from kiosk.domain.index.document import IDLE, Document, DocumentKind, DocumentState
from kiosk.domain.index.period import Period
from kiosk.domain.place.point import UnitCard
from kiosk.flows import closings
from kiosk.flows.measuring import DEFAULT_INSTRUMENT
from kiosk.paper import makers
from kiosk.store.engine import reading
from kiosk.store.index import documents
from kiosk.store.people import roster
from kiosk.store.place import units
from kiosk.store.survey import instruments

MOST = 30


@dataclass(frozen=True)
class DocumentList:
    """``documents``: the newest first. ``names``: of whoever asked. ``is_moving``: some is not
    over. ``is_stuck``: one waits although nobody makes any."""

    unit: UnitCard
    period: Period
    closing: Closing | None
    offered: tuple[DocumentKind, ...]
    documents: tuple[Document, ...]
    names: Mapping[int, str]
    is_moving: bool
    is_stuck: bool


def list_documents(
    unit_code: str, period: Period, now: datetime, instrument_code: str | None = None
) -> DocumentList:
    """Raises `UnknownUnit`, `UnknownInstrument`."""
    with reading():
        unit = units.by_code(unit_code)
        code = instruments.by_code(instrument_code or DEFAULT_INSTRUMENT).code
        found = documents.of_period(unit.id, code, str(period), MOST)
        closing = closings.closing_of(unit.id, code, period)
        names = roster.names({one.asked_by for one in found if one.asked_by is not None})
        is_making = bool(documents.in_hand())
    return DocumentList(
        unit=unit,
        period=period,
        closing=closing,
        offered=tuple(one for one in makers.offered() if not one.of_year),
        documents=found,
        names=names,
        is_moving=any(not one.state.is_over for one in found),
        is_stuck=not is_making and any(_is_stuck(one, now) for one in found),
    )


def _is_stuck(one: Document, now: datetime) -> bool:
    asked = one.asked_at
    return one.state is DocumentState.WAITING and asked is not None and now - asked > IDLE
