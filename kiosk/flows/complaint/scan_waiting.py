"""Files that came in while the virus scanner was away are shown to it once it answers again."""

from collections.abc import Sequence
from typing import Any

from kiosk.bucket import Uploads
from kiosk.domain.complaint.attachment import FileState, LostFile
from kiosk.flows.rounds import Round
from kiosk.media import scanner
from kiosk.store.complaint import attachments, files
from kiosk.store.engine import reading, transaction

MOST = 20
LONGEST_SCAN = 20.0
"""Seconds: with a round's own time still within the lease of the jobs."""
NEW = (FileState.WAITING, FileState.UNSCANNED)
"""The second: from before the installation had a scanner. Sealed files nobody can open here."""


def scan_waiting(address: str, uploads: Uploads) -> bool:
    """One round; True where more waits. ``address`` as in ``KIOSK_CLAMD``."""
    return bool(address) and _scanned(address, uploads, NEW) >= MOST


def retry_failed(address: str, uploads: Uploads) -> str:
    """What the scanner could not read: after an update or with larger limits it may."""
    done = _scanned(address, uploads, (FileState.FAILED,)) if address else 0
    return f"{done} berkas diperiksa ulang"


def _scanned(address: str, uploads: Uploads, states: Sequence[FileState]) -> int:
    """How many got an answer; none is asked for while the scanner is away."""
    with reading():
        found = attachments.waiting(MOST, states)
    if not found or not scanner.is_there(address):
        return 0
    return Round().each(found, lambda one: _scan(address, uploads, one))


def _scan(address: str, uploads: Uploads, one: Any) -> None:
    state = _asked(address, uploads, one.digest)
    with transaction():
        attachments.mark(one.id, state)


def _asked(address: str, uploads: Uploads, digest: str) -> FileState:
    """A file that is gone or damaged is nobody's to scan: a person looks."""
    try:
        return scanner.scan(address, files.read(uploads, digest), LONGEST_SCAN).state
    except LostFile:
        return FileState.FAILED
