"""Whether the place for attachments answers. Doors open all the same where it does not: words are
taken without it."""

from pathlib import Path

from kiosk.config import Config
from kiosk.domain.complaint.attachment import StoreAway
from kiosk.domain.upkeep.surroundings import Finding
from kiosk.store.shelves.at import shelf_at

NAME = "lampiran"


def look_at_store(settings: Config) -> Finding:
    """Changes nothing, and tells no key."""
    where = settings.uploads
    if isinstance(where, Path):
        return Finding(NAME, True, f"folder {where}")
    try:
        shelf_at(where).look()
    except StoreAway as away:
        return Finding(NAME, False, f"{where}: tidak dapat dipakai ({away.why})")
    kept = "ikut dalam cadangan" if where.backed_up else "di luar cadangan, disalin penyimpannya"
    return Finding(NAME, True, f"{where}, {kept}")
