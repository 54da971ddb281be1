"""A document of a period, made while somebody waits: the command line's way."""

from datetime import datetime
from pathlib import Path

from kiosk.domain.index.document import DocumentKind
from kiosk.domain.index.period import Period
from kiosk.flows import papering
from kiosk.paper.makers import Told
from kiosk.store.engine import reading, transaction
from kiosk.store.index import document_files, documents
from kiosk.store.index.document_files import folder


def make_at_once(
    unit_code: str,
    period: Period,
    kind: DocumentKind,
    instrument_code: str | None,
    place: tuple[Path, str],
    now: datetime,
    told: Told,
) -> bytes:
    """The file; a copy stays with the installation, under its seal. ``place``: the folder of the
    instance and the public address. Raises `UnknownUnit`, `UnknownInstrument`, `UnfitDocument`
    and what the maker raises."""
    instance, public_url = place
    with reading():
        one = papering.wish(unit_code, period, kind, instrument_code, None, now)
    content = papering.made(one, public_url, told)
    root = folder(instance)
    kept = document_files.keep(root, content)
    try:
        with transaction():
            documents.add(one.ready(kept, now))
    except BaseException:
        document_files.remove(root, kept.name)
        raise
    return content
