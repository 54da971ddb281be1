"""Make one backup, prove it by reading it back, and say so on the desk; or why there is none."""

from kiosk.config import Config
from kiosk.domain.upkeep.backup import BackupNote
from kiosk.domain.upkeep.check import CheckKind
from kiosk.flows import backing
from kiosk.flows.backing import Hands, Now, Tell


def make_backup(config: Config, hands: Hands, now: Now, tell: Tell = backing.quietly) -> BackupNote:
    """Raises `BackupUnset`, `BackupBusy`, `BackupFailed`, `DamagedBackup`, `UnfitPlace`: nothing
    was published, and older backups are as they were."""
    with backing.noting(CheckKind.BACKUP, now) as look:
        note = backing.make(config, hands, now, tell).note
        look.told = backing.told_of(note)
    return note
