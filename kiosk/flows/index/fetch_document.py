"""A document's file, for somebody who may have it."""

from datetime import datetime
from pathlib import Path

from kiosk.domain.index.document import Document, DocumentState, UnknownDocument
from kiosk.flows import papering
from kiosk.store.engine import reading, transaction
from kiosk.store.index import document_files, documents


def fetch_document(
    actor_id: int,
    unit_code: str,
    number: int,
    instance: Path,
    now: datetime,
    *,
    with_rows: bool = True,
) -> tuple[Document, bytes]:
    """``with_rows``: whether this person may see answers one by one; that somebody took them is in
    the audit record. Raises `UnknownDocument`, also for one of another unit or kind, and `LostFile`
    where the file is no longer what was made."""
    with reading():
        one = documents.by_id(number)
    if one is None or one.unit != unit_code or one.state is not DocumentState.READY:
        raise UnknownDocument
    # Those of a dossier are given out by `fetch_dossier`, which writes down who took them.
    if one.kind.of_year or (one.kind.has_rows and not with_rows):
        raise UnknownDocument
    assert one.file is not None
    assert one.sha256 is not None
    root = document_files.folder(instance)
    content = document_files.read(root, one.file, one.sha256)
    if one.kind.has_rows:
        with transaction():
            papering.record("unduh", one, actor_id, now)
    return one, content
