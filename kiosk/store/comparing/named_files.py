"""Which files rows name, some at a time, for the nightly comparison with the disk."""

from typing import Any

from sqlalchemy import Select, select, union

from kiosk.store.complaint.tables import TicketFile
from kiosk.store.engine import connection
from kiosk.store.index.document_tables import DocumentRow
from kiosk.store.index.plan_tables import PlanProof
from kiosk.store.survey.import_tables import SheetDraft
from kiosk.store.zi.proof_tables import ZiProof

_UPLOADS: tuple[Any, ...] = (
    TicketFile.digest,
    TicketFile.thumbnail,
    PlanProof.digest,
    PlanProof.thumbnail,
    ZiProof.digest,
    ZiProof.thumbnail,
)


def of_uploads(prefix: str) -> dict[str, str]:
    """Files whose names begin so, each named by its own SHA-256."""
    asked: list[Select[Any]] = [
        select(column).where(column >= prefix, column < f"{prefix}g") for column in _UPLOADS
    ]
    return {row[0]: row[0] for row in connection().execute(union(*asked))}


def of_documents() -> dict[str, str]:
    """Name to SHA-256 of every document that was made and is kept."""
    query = select(DocumentRow.file, DocumentRow.sha256).where(DocumentRow.file.is_not(None))
    return {row.file: row.sha256 for row in connection().execute(query)}


def of_drafts() -> dict[str, str]:
    """Name to SHA-256 of every spreadsheet that waits to be taken in."""
    query = select(SheetDraft.file, SheetDraft.sha256)
    return {row.file: row.sha256 for row in connection().execute(query)}
