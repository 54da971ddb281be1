"""What is known of a backup without opening it, and which generations are kept."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from kiosk.domain.refusal import Refusal

FRESH = timedelta(days=2)
"""All of so young an age: one made by hand before an upgrade is not let go of by the next."""
DAYS, WEEKS = 7, 4
"""Then the newest of each of so many days, and of each of so many weeks."""
OLDEST = timedelta(days=35)
"""Nothing stays longer, whatever the days and weeks say: who was erased is gone from here too."""
SUFFIX = ".tar.gz.age"
UNSET = (
    "Cadangan belum diatur: belum ada kunci penerima. Buat pasangan kunci dengan kiosk backup "
    "key, lalu isi KIOSK_BACKUP_RECIPIENT."
)


class BackupUnset(Refusal):
    """Nobody said for whom backups are encrypted."""

    def __init__(self) -> None:
        super().__init__(UNSET)


class BackupBusy(Refusal):
    """Another backup is being made, or the installation to be written over is at work."""


class BackupFailed(Refusal):
    """Nothing was published; what was begun is gone."""


class WrongKey(Refusal):
    """The key opens no part of it: not one byte was decrypted."""


class DamagedBackup(Refusal):
    """It is not what was written."""


class UnfitPlace(Refusal):
    """Where it is to be restored to is not fit for it; nothing was changed."""


@dataclass(frozen=True)
class BackupNote:
    """``verified_at``: when it was read back from the disk, opened and counted; None: never.
    ``size``: bytes of the encrypted file; ``rows``: of all tables together, as the note lies in
    clear and those of each would tell when a protected case came in; ``files``: how many."""

    name: str
    made_at: datetime
    verified_at: datetime | None
    size: int
    sha256: str
    engine: str
    schema: str
    rows: int
    files: int
    chains: int

    def as_document(self) -> dict[str, Any]:
        moment = self.verified_at.isoformat() if self.verified_at else None
        return {**vars(self), "made_at": self.made_at.isoformat(), "verified_at": moment}


def note_of(told: Mapping[str, Any]) -> BackupNote:
    """Raises `KeyError`, `TypeError`, `ValueError` for what is no note."""
    moment = told["verified_at"]
    return BackupNote(
        name=str(told["name"]),
        made_at=datetime.fromisoformat(told["made_at"]).astimezone(UTC),
        verified_at=datetime.fromisoformat(moment).astimezone(UTC) if moment else None,
        size=int(told["size"]),
        sha256=str(told["sha256"]),
        engine=str(told["engine"]),
        schema=str(told["schema"]),
        rows=int(told["rows"]),
        files=int(told["files"]),
        chains=int(told["chains"]),
    )


def name_of(made_at: datetime) -> str:
    return f"suara-loket-{made_at.astimezone(UTC):%Y-%m-%d-%H%M%S}{SUFFIX}"


def kept(notes: Iterable[BackupNote], now: datetime) -> set[str]:
    """Names of the generations that stay. Of what was never verified nothing does."""
    sound = sorted((one for one in notes if one.verified_at), key=lambda one: one.made_at)
    young = [one for one in reversed(sound) if now - one.made_at <= OLDEST]
    stays = {*_newest(young, "%Y-%m-%d", DAYS), *_newest(young, "%G-%V", WEEKS)}
    fresh = {one.name for one in young if now - one.made_at <= FRESH}
    return stays | fresh | {one.name for one in sound[-1:]}


def _newest(newest_first: Iterable[BackupNote], span: str, many: int) -> Iterator[str]:
    """The newest of each of the ``many`` last spans that have any."""
    seen: set[str] = set()
    for one in newest_first:
        label = one.made_at.strftime(span)
        if label not in seen and len(seen) < many:
            seen.add(label)
            yield one.name
