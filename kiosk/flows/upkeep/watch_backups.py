"""Is the newest verified backup still there, and young enough? A folder that was emptied and a
disk that is gone write no look by themselves."""

from datetime import datetime

from kiosk.config import Config
from kiosk.domain.upkeep.backup import UNSET, BackupNote
from kiosk.domain.upkeep.check import OLDEST, Checked, CheckKind
from kiosk.store.engine import transaction
from kiosk.store.upkeep import backups, checks

_OURS = "Cadangan teruji terbaru"


def watch_backups(config: Config, now: datetime) -> str:
    """One sentence. A look is written where the state turned, so that a failed run of today is
    not covered by the good one of yesterday."""
    newest = backups.newest_verified(config.backup_dir)
    is_young = newest is not None and now - newest.made_at <= OLDEST[CheckKind.BACKUP]
    is_good = is_young and bool(config.recipients)
    told = _told(newest, now) if config.recipients else UNSET
    with transaction():
        before = checks.last(CheckKind.BACKUP, 1)
        if _is_turned(before[0] if before else None, told, is_good=is_good):
            checks.add(Checked(CheckKind.BACKUP, now, is_good, told))
    return told


def _is_turned(before: Checked | None, told: str, *, is_good: bool) -> bool:
    if before is None or before.ok:
        return not is_good
    return (is_good and before.told.startswith(_OURS)) or (told == UNSET != before.told)


def _told(newest: BackupNote | None, now: datetime) -> str:
    if newest is None:
        return f"{_OURS} tidak ada: folder cadangan kosong atau cakramnya tidak terpasang."
    hours = int((now - newest.made_at).total_seconds() // 3600)
    return f"{_OURS} berumur {hours} jam."
