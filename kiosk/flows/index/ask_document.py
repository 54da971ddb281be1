"""Ask for a document of a period: of its closing, or a draft while it is open."""

from datetime import datetime

from kiosk.domain.index.document import MOST_WAITING, Document, DocumentKind, UnfitDocument
from kiosk.domain.index.period import Period
from kiosk.flows import papering
from kiosk.paper import makers
from kiosk.store.engine import transaction
from kiosk.store.index import documents


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
    if kind not in makers.offered():
        raise UnfitDocument("Dokumen jenis ini belum dapat dibuat di pemasangan ini.")
    with transaction():
        wanted = papering.wish(unit_code, period, kind, instrument_code, asked_by, now)
        if documents.waiting_of(wanted.unit_id) >= MOST_WAITING:
            raise UnfitDocument(
                "Masih ada %(many)s dokumen unit ini yang antre. Tunggu sampai sebagian siap.",
                many=MOST_WAITING,
            )
        number = documents.add(wanted)
        found = documents.waiting_at(wanted.spot)
        assert found is not None
        if number is not None:
            papering.record("minta", found, asked_by, now)
        return found
