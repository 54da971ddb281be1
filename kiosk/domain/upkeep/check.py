"""What the installation looks at by itself, and what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class CheckKind(StrEnum):
    """The words are kept in the database and shown on the desk."""

    DATABASE = "basis-data"
    FILES = "berkas"
    CLOCK = "jam"
    BACKUP = "cadangan"
    DRILL = "latihan-pemulihan"
    RETENTION = "retensi"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    CheckKind.DATABASE: "Keutuhan basis data",
    CheckKind.FILES: "Kecocokan berkas",
    CheckKind.CLOCK: "Jam server",
    CheckKind.BACKUP: "Cadangan",
    CheckKind.DRILL: "Latihan pemulihan",
    CheckKind.RETENTION: "Retensi",
}

OLDEST = {
    CheckKind.DATABASE: timedelta(hours=26),
    CheckKind.FILES: timedelta(hours=26),
    CheckKind.CLOCK: timedelta(hours=2),
    CheckKind.BACKUP: timedelta(hours=26),
    CheckKind.DRILL: timedelta(days=8),
    CheckKind.RETENTION: timedelta(hours=26),
}
"""A result older than this says nothing any more: the check itself has stopped."""


@dataclass(frozen=True)
class Checked:
    """One look. ``told``: one Indonesian sentence with its figures, no name and no path."""

    kind: CheckKind
    at: datetime
    ok: bool
    told: str

    def is_stale(self, now: datetime) -> bool:
        return now - self.at > OLDEST[self.kind]
