"""Steps that looks at the database share: once damage is found nothing more is written, and
whoever reads the log is told which backup to go back to. Nothing is ever repaired here."""

import logging
from pathlib import Path

from kiosk.config import Config
from kiosk.domain.upkeep import wordings
from kiosk.store import damage
from kiosk.store.upkeep import backups

log = logging.getLogger("kiosk.jobs")


def refuse_writes(settings: Config, told: str, *, lost: bool = False) -> None:
    """From now on, in every process, until a clean look or a restore."""
    damage.mark(damage.marker(settings.instance_dir), told, lost=lost)
    log.error("the database is damaged, nothing is written: %s %s", told, advice(settings))


def advice(settings: Config) -> str:
    """Names the newest verified backup."""
    return wordings.go_back_to(_newest(settings.backup_dir))


def _newest(folder: Path) -> tuple[str, str] | None:
    found = backups.newest_verified(folder) if folder.is_dir() else None
    if found is None:
        return None
    return found.name, found.made_at.strftime("%Y-%m-%d %H.%M UTC")
