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
    SCANNER = "pemindai"

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
    CheckKind.SCANNER: "Pemindai virus",
}

OLDEST = {
    CheckKind.DATABASE: timedelta(hours=26),
    CheckKind.FILES: timedelta(hours=26),
    CheckKind.CLOCK: timedelta(hours=2),
    CheckKind.BACKUP: timedelta(hours=26),
    CheckKind.DRILL: timedelta(days=8),
    CheckKind.RETENTION: timedelta(hours=26),
    CheckKind.SCANNER: timedelta(hours=2),
}
"""A result older than this says nothing any more: the check itself has stopped."""
AHEAD = timedelta(minutes=5)


@dataclass(frozen=True)
class Checked:
    """One look. ``told``: one Indonesian sentence with its figures, no name and no path."""

    kind: CheckKind
    at: datetime
    ok: bool
    told: str

    def is_stale(self, now: datetime) -> bool:
        """Too old; or from the future: it was written when the clock was ahead, and says nothing of
        how long ago that is."""
        return now - self.at > OLDEST[self.kind] or self.at - now > AHEAD


class Standing(StrEnum):
    """What a kind of look comes to. ``YOUNG``: never looked, and not due yet."""

    GOOD = "baik"
    BAD = "salah"
    STALE = "sudah lama"
    NEVER = "belum pernah"
    YOUNG = "menunggu"

    @property
    def is_red(self) -> bool:
        return self in (Standing.BAD, Standing.STALE, Standing.NEVER)


def standing(
    kind: CheckKind, found: Checked | None, since: datetime | None, now: datetime
) -> Standing:
    """``since``: the installation's first run of a job, None where none ever ran."""
    if found is None:
        is_old = since is not None and now - since > OLDEST[kind]
        return Standing.NEVER if is_old else Standing.YOUNG
    if not found.ok:
        return Standing.BAD
    return Standing.STALE if found.is_stale(now) else Standing.GOOD
