"""The weekly drill: a backup is made, and restored into a scratch place as if this machine were
lost. Nobody's key is needed: the backup is encrypted for one of this process' own, too."""

from contextlib import ExitStack
from dataclasses import dataclass

from kiosk.config import Config
from kiosk.domain.upkeep.backup import BackupNote
from kiosk.domain.upkeep.check import CheckKind
from kiosk.flows import backing, putting_back
from kiosk.flows.backing import Hands, Now, Tell
from kiosk.flows.putting_back import Restored
from kiosk.store.backup import postgres_room
from kiosk.store.backup.places import Place


@dataclass(frozen=True)
class Drilled:
    """``seconds``: of the restore alone: so long an office would wait, on a machine like this."""

    note: BackupNote
    restored: Restored
    seconds: float


def drill_restore(config: Config, hands: Hands, now: Now, tell: Tell = backing.quietly) -> Drilled:
    """Raises what `make_backup` and a restore raise; nothing of it stays but the backup."""
    with backing.noting(CheckKind.DRILL, now) as look:
        with backing.noting(CheckKind.BACKUP, now) as made_look:
            made = backing.make(config, hands, now, tell)
            made_look.told = backing.told_of(made.note)
        with ExitStack() as stack:
            folder = stack.enter_context(backing.scratch(config.instance_dir, backing.DRILL))
            url = f"sqlite:///{folder / 'latihan.sqlite3'}"
            if not config.is_sqlite:
                url = stack.enter_context(postgres_room.empty_database(config.database_url))
            place = Place(folder / "instance", folder / "uploads", url, folder / "none")
            began = now()
            restored = putting_back.put_back(made.path, [made.key], place, "", hands, tell)
        seconds = (now() - began).total_seconds()
        look.told = _told(restored, seconds)
    return Drilled(made.note, restored, seconds)


def _told(found: Restored, seconds: float) -> str:
    many = f"{found.rows:,}".replace(",", ".")
    return (
        f"Cadangan dipulihkan ke tempat uji: {many} baris, {found.files} berkas, {found.chains} "
        f"rantai utuh, dalam {round(seconds)} detik."
    )
