"""A step: files on disk that no row names any more. A row goes first, with its transaction; killed
in between, the hourly job comes here too."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from kiosk.bucket import Uploads
from kiosk.domain.complaint.attachment import StoreAway
from kiosk.store.complaint import attachments, files
from kiosk.store.engine import reading
from kiosk.store.index import plans
from kiosk.store.zi import proofs

log = logging.getLogger("kiosk.jobs")
UNNAMED_KEPT = timedelta(hours=1)
"""Of a file that is not named yet: no request takes so long."""
_AT_ONCE = 500


def wipe(uploads: Uploads, now: datetime) -> int:
    """How many went. Raises `StoreAway`."""
    return len(files.sweep(uploads, _known, now - UNNAMED_KEPT))


def wipe_or_later(uploads: Uploads, now: datetime) -> None:
    """For whoever has more to do: from a store that is away the hourly job takes them."""
    try:
        wipe(uploads, now)
    except StoreAway as away:
        log.error("files that no row names are still there: %s", away.why)


def _known(digests: Sequence[str]) -> set[str]:
    """A few at a time: a question has room for so many values."""
    found: set[str] = set()
    for start in range(0, len(digests), _AT_ONCE):
        with reading():
            some = digests[start : start + _AT_ONCE]
            found |= attachments.known(some)
            found |= plans.known_files(some) | proofs.known_files(some)
    return found
