"""A tablet at a counter: how it becomes known, what it tells of itself, when it is silent."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.arrival import AHEAD
from kiosk.domain.place.code import ALPHABET, tidy
from kiosk.domain.place.point import OpenPoint
from kiosk.domain.refusal import Refusal

CODE_LENGTH = 8
CODE_LIFE = timedelta(minutes=30)
LONGEST_NAME = 60
MOST_WAITING = 1_000_000
_CODE = re.compile(f"[{ALPHABET}]{{{CODE_LENGTH}}}")


class UnknownDevice(Refusal):
    """No tablet of this counter has that key, or no longer."""

    def __init__(self) -> None:
        super().__init__(
            "Tablet ini tidak terdaftar di loket ini. Minta kode pendaftaran kepada pengelola."
        )


class DeadCode(Refusal):
    """An enrolment code that was used, ran out, or never was: nobody learns which."""

    def __init__(self) -> None:
        super().__init__("Kode pendaftaran tidak berlaku. Minta kode baru kepada pengelola.")


class InvalidDeviceName(Refusal):
    """Empty, too long, or with signs no name has."""


@dataclass(frozen=True)
class KnownDevice:
    """A tablet that proved who it is, and the counter it stands at."""

    id: int
    name: str
    point: OpenPoint


@dataclass(frozen=True)
class Beat:
    """What a tablet says every half minute; ``now`` by its own clock. ``battery`` in per cent."""

    now: datetime
    waiting: int
    battery: int | None = None
    charging: bool | None = None


@dataclass(frozen=True)
class Condition:
    """What is last known of a tablet. ``shift``: seconds its clock is behind ours."""

    seen_at: datetime | None
    waiting: int
    battery: int | None
    charging: bool | None
    shift: int

    @property
    def clock_is_off(self) -> bool:
        return abs(self.shift) > AHEAD.total_seconds()


def tidy_code(typed: str) -> str | None:
    """An enrolment code as made, of what was typed; None where it cannot be one."""
    code = tidy(typed)
    return code if _CODE.fullmatch(code) else None


def tidy_device_name(given: str) -> str:
    """One line; raises `InvalidDeviceName`."""
    name = " ".join(unicodedata.normalize("NFC", given).split())
    hidden = any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co") for sign in name)
    if not name or len(name) > LONGEST_NAME or hidden:
        raise InvalidDeviceName(
            "Tulis nama tablet, misalnya Tablet depan, paling banyak %(most)s huruf.",
            most=LONGEST_NAME,
        )
    return name


def is_silent(
    seen_at: datetime | None,
    enrolled_at: datetime,
    opened_at: datetime,
    now: datetime,
    minutes: int,
) -> bool:
    """Whether a tablet has kept silent for ``minutes`` of opening hours; ``opened_at``: when the
    office opened today. At night nobody misses it, and the morning's first minutes are its own."""
    last = max(seen_at or enrolled_at, opened_at)
    return now - last >= timedelta(minutes=minutes)
