"""What complaints leave behind and nobody needs: files no row names, marks of networks, drafts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.domain.complaint import flood
from kiosk.store.complaint import attachments, drafts, files, intake
from kiosk.store.engine import reading, transaction
from kiosk.store.index import plans
from kiosk.store.zi import proofs

UNNAMED_KEPT = timedelta(hours=1)
"""Of a file that is not named yet: no request takes so long."""
DRAFT_KEPT = timedelta(days=30)
_AT_ONCE = 500


def sweep_files(uploads: Path, now: datetime) -> str:
    gone = files.sweep(uploads, _known, now - UNNAMED_KEPT)
    return f"{len(gone)} berkas tanpa laporan dihapus"


def forget_networks(instance: Path, now: datetime) -> str:
    """A day's key first: without it the counts that are left say nothing."""
    keys = intake.forget(instance, now.date())
    with transaction():
        counts = intake.sweep(now, flood.WINDOW, flood.KEPT)
    return f"{keys} kunci hari dan {counts} hitungan jaringan dihapus"


def drop_drafts(now: datetime) -> str:
    with transaction():
        gone = drafts.drop_older(now - DRAFT_KEPT)
    return f"{gone} draf lama dihapus"


def _known(digests: Sequence[str]) -> set[str]:
    """A few at a time: a question has room for so many values."""
    found: set[str] = set()
    for start in range(0, len(digests), _AT_ONCE):
        with reading():
            some = digests[start : start + _AT_ONCE]
            found |= attachments.known(some)
            found |= plans.known_files(some) | proofs.known_files(some)
    return found
