"""A document of a period, made while somebody waits: the command line's way."""

from datetime import datetime

from kiosk.domain.index.document import Document, DocumentKind
from kiosk.domain.index.period import Period
from kiosk.flows import papering, pressing
from kiosk.flows.pressing import Where
from kiosk.paper.makers import Told
from kiosk.store.engine import reading, transaction
from kiosk.store.index import document_files, documents
from kiosk.store.index.document_files import folder


def make_at_once(
    unit_code: str,
    period: Period,
    kind: DocumentKind,
    instrument_code: str | None,
    where: Where,
    now: datetime,
    told: Told,
) -> bytes:
    """The file; a copy stays with the installation, under its seal. Raises `UnknownUnit`,
    `UnknownInstrument`, `UnfitDocument` and what the maker raises."""
    with reading():
        one = _wish(unit_code, period, kind, instrument_code, now)
    content = pressing.made(one, where, told)
    root = folder(where.instance)
    kept = document_files.keep(root, content)
    try:
        with transaction():
            documents.add(one.ready(kept, now))
    except BaseException:
        document_files.remove(root, kept.name)
        raise
    return content


def _wish(
    unit_code: str, period: Period, kind: DocumentKind, instrument_code: str | None, now: datetime
) -> Document:
    if kind.of_year:
        return papering.wish_of_year(unit_code, period, kind, None, now)
    return papering.wish(unit_code, period, kind, instrument_code, None, now)
