"""How near a limit is, in words and as a tone: what a row of the queue says first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.clock import Queue
from kiosk.domain.complaint.deadline import working_days_between
from kiosk.domain.complaint.workdays import Calendar

SOON = 2
"""Working days that are left when a row begins to stand out."""


class Tone(StrEnum):
    LATE = "lewat"
    TODAY = "kini"
    SOON = "dekat"
    CALM = "tenang"


@dataclass(frozen=True)
class Badge:
    tone: Tone
    words: str


def badge(calendar: Calendar, due: datetime | None, queue: Queue, now: datetime) -> Badge | None:
    """None where nothing is awaited. ``calendar``: by which the limit was counted."""
    if due is None or queue is Queue.DONE:
        return None
    if queue is Queue.REPORTER:
        return _reporters(due, now, calendar.zone)
    if now > due:
        days = working_days_between(calendar, due, now)
        return Badge(Tone.LATE, f"terlambat {days} hari kerja" if days else "baru saja terlambat")
    return _ahead(calendar, due, now)


def _ahead(calendar: Calendar, due: datetime, now: datetime) -> Badge:
    local = due.astimezone(ZoneInfo(calendar.zone))
    today = calendar.local_day(now)
    if local.date() == today:
        return Badge(Tone.TODAY, f"hari ini {local:%H.%M}")
    if local.date() == today + timedelta(days=1):
        return Badge(Tone.SOON, f"besok {local:%H.%M}")
    days = working_days_between(calendar, now, due)
    return Badge(Tone.SOON if days <= SOON else Tone.CALM, f"{days} hari kerja lagi")


def _reporters(due: datetime, now: datetime, zone: str) -> Badge:
    """The reporter's term is nobody's lateness here."""
    local = due.astimezone(ZoneInfo(zone))
    words = "batas pelapor lewat" if now > due else f"pelapor: sampai {local:%d-%m-%Y}"
    return Badge(Tone.CALM, words)
