"""What is wrong with a tablet, as far as it told; and why an item of it was set aside."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.place.device import Condition, is_silent
from kiosk.domain.place.opening import Opening
from kiosk.domain.refusal import Refusal

MUCH = 50
"""Items: more than a tablet gathers in a morning without a line."""
LOW = 15
"""Per cent of a battery that lasts less than an hour."""


class Trouble(StrEnum):
    SILENT = "sunyi"
    PARKED = "dititipkan"
    CROWDED = "menumpuk"
    LOW = "baterai"
    CLOCK = "jam"


@dataclass(frozen=True)
class Tablet:
    """A tablet at its counter. ``told_at``: when its present silence was told of. ``parked``:
    items of it that wait to be taken in. ``watched``: its counter is open to the public, so that
    it is missed when silent."""

    id: int
    name: str
    point_code: str
    point_name: str
    unit_id: int
    enrolled_at: datetime
    revoked_at: datetime | None
    told_at: datetime | None
    condition: Condition
    is_silent: bool
    watched: bool
    parked: int

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """The most pressing first. Of one that was revoked: only what it left here."""
        one, there = self.condition, self.revoked_at is None
        found = {
            Trouble.SILENT: there and self.is_silent,
            Trouble.PARKED: self.parked > 0,
            Trouble.CROWDED: there and one.waiting > MUCH,
            Trouble.LOW: there and _is_low(one),
            Trouble.CLOCK: there and one.clock_is_off,
        }
        return tuple(trouble for trouble, holds in found.items() if holds)


def _is_low(one: Condition) -> bool:
    return one.battery is not None and one.battery < LOW and not one.charging


def is_missed(
    office: Opening, seen_at: datetime | None, enrolled_at: datetime, now: datetime, minutes: int
) -> bool:
    """Silent for ``minutes`` while the office is open; never while it is closed."""
    if not office.is_open or office.since is None:
        return False
    return is_silent(seen_at, enrolled_at, office.since, now, minutes)


class SettledItem(Refusal):
    """Not at this counter, or taken in already."""

    def __init__(self) -> None:
        super().__init__("Kiriman itu sudah masuk atau tidak ada di loket ini.")


class StillParked(Refusal):
    """It cannot be taken in this time either; it stays where it is."""


class TooManyParked(Refusal):
    """The tablet keeps it, and goes on with the next."""

    def __init__(self) -> None:
        super().__init__(
            "Kiriman tablet ini yang tertahan sudah terlalu banyak. Selesaikan dahulu di meja "
            "kerja."
        )


class RenamedMeanwhile(Refusal):
    """Somebody else gave the tablet another name, or revoked it."""


_UNFIT = "Ada isian yang tidak dapat diterima, misalnya layanan yang sudah ditutup."
_USED = "Kiriman lain dengan kunci yang sama sudah masuk."
_REASONS = {
    "ClosedPoint": "Loket atau unitnya sedang tidak menerima kiriman. Buka loketnya, lalu coba "
    "lagi.",
    "InvalidAnswer": _UNFIT,
    "InvalidComplaint": _UNFIT,
    "InvalidTap": _UNFIT,
    "ChangedSubmission": _USED,
    "ChangedComplaint": _USED,
    "BrokenBox": "Kiriman ini tidak dapat dibuka: dikunci untuk instalasi lain, atau rusak.",
}
"""The same words for an answer and for a complaint: that somebody complained at this hour is
nobody's to learn here (F55)."""


def reason_in_words(reason: str) -> str:
    """Of a reason as it is kept: the name of what was refused, and of fields."""
    return _REASONS.get(reason.partition(":")[0], "Kiriman ini belum dapat diterima.")
