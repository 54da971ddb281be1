"""What of a ticket is erased, and what keeps it from being."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain.refusal import Refusal


class Scope(StrEnum):
    """The words are kept in the database. ALL: and the receipt opens it no more."""

    IDENTITY = "identitas"
    TEXTS = "isi"
    ALL = "semua"


class HoldKind(StrEnum):
    """The words are kept in the database. UNIT: with all units below it."""

    TICKET = "laporan"
    UNIT = "unit"


ERASED_TITLE = "(Isi telah dihapus)"
BY_SCHEDULE, BY_REQUEST, AGAIN = "retensi", "permintaan", "ulang"
"""Why: the schedule, the person's own wish, or a restored backup that still had it."""


class Held(Refusal):
    """A legal hold stands on what was to be erased."""


class UnknownHold(Refusal):
    """No hold of that number, or none that this person may see."""


class UnfitHold(Refusal):
    """What was typed makes no hold."""


@dataclass(frozen=True)
class Holds:
    """What is held on a day: ids of tickets, and of units with all below them."""

    tickets: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Hold:
    """One hold, as kept. ``kind``: `HoldKind`."""

    id: int
    kind: HoldKind
    object_id: int
    sealed: bool
    reason: str
    until: date
    placed_by: int

    def is_in_force(self, day: date) -> bool:
        return day <= self.until


def held() -> Held:
    return Held("Data ini ditahan karena perkara. Cabut penahanannya dahulu, lalu ulangi.")
