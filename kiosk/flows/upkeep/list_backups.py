"""The backups there are, by their notes: needs neither the database nor a key."""

from pathlib import Path

from kiosk.domain.upkeep.backup import BackupNote
from kiosk.store.upkeep import backups


def list_backups(folder: Path) -> list[BackupNote]:
    """Newest first."""
    return backups.notes(folder)
