"""Before an answer is looked at: whether its counter is being flooded."""

import hashlib
from datetime import datetime
from threading import Lock

from kiosk.domain.complaint.flood import WINDOW as SWEPT
from kiosk.domain.refusal import Busy, Full
from kiosk.domain.survey import flood
from kiosk.domain.survey.flood import TooManyAnswers
from kiosk.flows.limits import ALONE
from kiosk.store.complaint import intake
from kiosk.store.engine import transaction

UNTOLD = 100
"""A worker tells the others after one in so many of the limit: 20 answers of 2,000."""
NEARLY = 0.9
"""From this share of the limit on it tells them of every answer."""


class _Minute:
    """What this worker knows of one counter in one minute. ``untold``: answers it let through
    that the others do not know of. ``known``: of all workers, when last asked. ``alone``: nobody
    could be asked; nobody is again in this minute, as a locked database keeps waiting who asks."""

    def __init__(self) -> None:
        self.untold = self.known = 0
        self.alone = False

    def is_over(self) -> bool:
        return self.known >= flood.MOST or (self.alone and self.untold >= flood.MOST // ALONE)

    def is_due(self) -> bool:
        near = self.known + self.untold > NEARLY * flood.MOST
        step = 1 if near else max(1, flood.MOST // UNTOLD)
        return not self.alone and self.untold >= step


_lock = Lock()
_minutes: dict[str, _Minute] = {}
_now = -1


def admit_answer(code: str, now: datetime) -> None:
    """Count one more answer of the counter; raises `TooManyAnswers` above `flood.MOST` a minute.
    ``code``: tidied, of a counter that is there. Below 20 a minute and worker no database is
    asked."""
    number = int(now.timestamp()) // flood.SECONDS
    with _lock:
        minute = _minute(code, number)
        if minute.is_over():
            raise TooManyAnswers(now)
        minute.untold += 1
        if not minute.is_due():
            return
        telling, minute.untold = minute.untold, 0
    if not _told(minute, telling, f"{code}:{number}", now):
        raise TooManyAnswers(now)


def _minute(code: str, number: int) -> _Minute:
    global _now
    if number != _now:
        _now = number
        _minutes.clear()
    return _minutes.setdefault(code, _Minute())


def _told(minute: _Minute, telling: int, mark: str, now: datetime) -> bool:
    """Tell of ``telling`` answers; whether the last of them is within the limit."""
    subject = hashlib.sha256(f"loket:{mark}".encode()).digest()
    try:
        with transaction():
            # By the window of the sweep: the minute is part of the subject.
            made = intake.count(subject, now, SWEPT, add=telling)
    except (Busy, Full, OSError):
        with _lock:
            minute.untold, minute.alone = minute.untold + telling, True
            return minute.untold <= flood.MOST // ALONE
    with _lock:
        minute.known = max(minute.known, made)
    return made <= flood.MOST
