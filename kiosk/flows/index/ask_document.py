"""Ask for a document of a period: of its closing, or a draft while it is open."""

from datetime import datetime

from kiosk.domain.index.document import Document, DocumentKind
from kiosk.domain.index.period import Period
from kiosk.flows import papering
from kiosk.store.engine import transaction


def ask_document(
    unit_code: str,
    period: Period,
    kind: DocumentKind,
    asked_by: int,
    now: datetime,
    instrument_code: str | None = None,
) -> Document:
    """The one that is waiting or being made already, if there is such. Raises `UnknownUnit`,
    `UnknownInstrument`, `UnfitDocument`. Who asked is in the audit record."""
    papering.check_kind(kind, of_year=False)
    with transaction():
        wanted = papering.wish(unit_code, period, kind, instrument_code, asked_by, now)
        return papering.put(wanted, asked_by, now)
