"""Until when a role holds. Guests (evaluators, the Ombudsman's monitors) always have a day."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.people.policy import GUESTS, Role
from kiosk.domain.refusal import Refusal

MOST_DAYS = 180
"""Of a guest: an assessment and its monitoring. Longer is a new decision, recorded again."""
MOST_DAYS_STAFF = 3_660
DAYS_BEFORE = 7
"""Whoever gave the role is told this many days before its end."""
_DAY = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]")


class InvalidEnd(Refusal):
    """No day where one is needed, no day at all, one that is over, or one too far away."""


@dataclass(frozen=True)
class Until:
    """``day``: the last local day on which the role holds; ``instant``: the midnight after it."""

    day: date
    instant: datetime


@dataclass(frozen=True)
class TypedEnd:
    """As somebody typed it, "2027-03-31" or "". ``zone``: of the installation, where the role is
    for no one unit."""

    text: str = ""
    zone: str = "UTC"


def read_end(text: str, role: Role, zone: str, now: datetime) -> Until | None:
    """None: without an end. Raises `InvalidEnd`."""
    if not text.strip():
        if role in GUESTS:
            raise InvalidEnd(
                "Pilih sampai kapan peran ini berlaku, paling lama %(most)s hari. Peran tamu "
                "selalu berakhir sendiri.",
                most=MOST_DAYS,
            )
        return None
    day = _day(text.strip())
    _check_span(day, role, now.astimezone(ZoneInfo(zone)).date())
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    return Until(day, midnight)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError as wrong:
        raise InvalidEnd("Tulis tanggal yang ada, misalnya 2027-03-31.") from wrong


def _check_span(day: date, role: Role, today: date) -> None:
    most = MOST_DAYS if role in GUESTS else MOST_DAYS_STAFF
    if day < today:
        raise InvalidEnd("Tanggal itu sudah lewat. Pilih hari ini atau sesudahnya.")
    if (day - today).days > most:
        raise InvalidEnd(
            "Peran %(role)s berlaku paling lama %(most)s hari sejak hari ini.",
            role=role.label,
            most=most,
        )
