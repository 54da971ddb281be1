"""What of a ticket is erased, and what keeps it from being."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from kiosk.domain.place.settings_keep import SHORTEST
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


def is_told(line: Mapping[str, Any], today: date) -> bool:
    """Whether a line of the list beside the database says something that can have been: it is
    read after a restore, without a cap, and a damaged one must not stop it or erase what is
    younger than anything is kept."""
    try:
        if "tahan" in line:
            HoldKind(line["tahan"])
            until, sealed = line["sampai"], line["tersegel"]
            return _is_id(line["id"]) and isinstance(sealed, bool) and _is_end(until)
        if "apa" in line:
            Scope(line["apa"])
            return _is_id(line["laporan"]) and type(line["sampai"]) is int
        before = date.fromisoformat(line["sebelum"])
        return isinstance(line["kelas"], str) and before <= today - timedelta(days=SHORTEST)
    except (KeyError, TypeError, ValueError):
        return False


def _is_id(told: object) -> bool:
    return type(told) is int and 0 < told < 2**63


def _is_end(told: Any) -> bool:
    return told is None or bool(date.fromisoformat(told))
