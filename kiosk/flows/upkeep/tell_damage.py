"""Whether anything can be stored at all."""

from datetime import datetime

from kiosk.config import Config
from kiosk.store import damage


def damaged_since(settings: Config) -> datetime | None:
    """Since when nothing is stored, because the database was found damaged; None: all is well."""
    found = damage.found(settings.instance_dir)
    return found.at if found else None
