"""When an answer is due, and why that day: working days counted one by one.

Received at or before closing time on a working day, that day is day 0; else the next working day
is. Day 1 is the first working day after it, and the deadline is closing time on day N. Nothing
here knows that a ticket was reopened, merged or objected to: only receipt, days and pauses count,
so that none of those can lengthen the clock.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.domain.complaint import reasons
from kiosk.domain.complaint.steps import Step, kept
from kiosk.domain.complaint.workdays import Calendar
from kiosk.domain.refusal import Refusal

_YEARS_TO_SEARCH = 20


class InvalidPause(Refusal):
    """A pause that ends before it begins."""


class NeverDue(Refusal):
    """Pauses take out every working day for twenty years."""


@dataclass(frozen=True)
class Pause:
    """Waiting for the reporter, in [``start``, ``end``); ``end`` None: still waiting. Aware
    instants; raises `InvalidPause`. The two equal: no time at all, takes nothing out."""

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        _check_aware(self.start)
        if self.end is None:
            return
        _check_aware(self.end)
        if self.end < self.start:
            raise InvalidPause("Jeda berakhir sebelum mulai.")

    def covers(self, opening: datetime) -> bool:
        """A day belongs to the pause that holds its opening time, whole or not at all."""
        return self.start <= opening and (self.end is None or opening < self.end)

    def until(self, now: datetime) -> "Pause":
        """As it stands at ``now``: one that still runs ends there."""
        return self if self.end is not None else Pause(self.start, max(self.start, now))


@dataclass(frozen=True)
class Deadline:
    """``due`` in the unit's zone; on time up to and including it. ``steps``: every calendar day
    from receipt to the due day. ``paused``: working days taken out. ``provisional``: the national
    holidays of one of its years are not known yet."""

    day0: date
    due: datetime
    days: int
    steps: tuple[Step, ...]
    paused: int
    provisional: bool

    def kept(self) -> str:
        """The steps as text; `kiosk.domain.complaint.steps.steps_of` reads it back."""
        return kept(self.steps)


@dataclass(frozen=True)
class _Workday:
    """A working day after day 0. ``asked``: a pause holds its opening; ``out``: and takes it."""

    day: date
    asked: bool
    out: bool


def compute(
    calendar: Calendar,
    received: datetime,
    days: int,
    pauses: Sequence[Pause] = (),
    cap: int | None = None,
    *,
    now: datetime | None = None,
) -> Deadline:
    """The deadline ``days`` (>= 1) working days after receipt.

    ``cap``: the most working days that all pauses together take out. A pause without an end goes
    on until ``now`` where that is told (due as if the reporter answered now), else until the cap is
    used up (the latest it can ever be due); without either it is a `ValueError`. Raises `NeverDue`,
    and `NeverOpen` where the office has no working days.
    """
    if days < 1:
        raise ValueError(days)
    pauses = _told(pauses, cap, now)
    start = day_zero(calendar, received)
    walked = []
    counted = 0
    for one in _walk(calendar, start, pauses, cap):
        walked.append(one)
        counted += not one.out
        if counted == days:
            break
    due = calendar.closing(walked[-1].day)
    steps = (*_before(calendar, received, start), *_after(calendar, start, walked))
    years = range(steps[0].date.year, due.year + 1)
    provisional = not all(calendar.knows(year) for year in years)
    return Deadline(start, due, days, steps, len(walked) - days, provisional)


def day_zero(calendar: Calendar, received: datetime) -> date:
    """The working day an instant belongs to: its own up to closing time, else the next."""
    _check_aware(received)
    day = calendar.local_day(received)
    if calendar.is_workday(day) and received <= calendar.closing(day):
        return day
    return calendar.next_workday(day)


def elapsed(
    calendar: Calendar,
    received: datetime,
    days: int,
    now: datetime,
    pauses: Sequence[Pause] = (),
    cap: int | None = None,
) -> int:
    """Working days of the limit that are over at ``now``, 0 to ``days``: a day is over at its
    closing time. What is paused now is not counted."""
    _check_aware(now)
    counted = 0
    for one in _walk(calendar, day_zero(calendar, received), pauses, cap):
        if counted == days or calendar.closing(one.day) > now:
            break
        counted += not one.out
    return counted


def remaining(
    calendar: Calendar,
    received: datetime,
    days: int,
    now: datetime,
    pauses: Sequence[Pause] = (),
    cap: int | None = None,
) -> int:
    """Working days of the limit that are left, today's with them until it closes; never negative.
    0 does not say overdue: compare ``now`` with `Deadline.due` for that."""
    return days - elapsed(calendar, received, days, now, pauses, cap)


def working_days_between(calendar: Calendar, start: datetime, end: datetime) -> int:
    """How many working days an answer took; the same day is 0. After closing time counts as the
    next working day, at both ends: so it is at most N exactly where ``end`` is not after a deadline
    of N days without a pause."""
    first, last = day_zero(calendar, start), day_zero(calendar, end)
    if last <= first:
        return 0
    return calendar.workdays_between(first + timedelta(days=1), last)


def _told(pauses: Sequence[Pause], cap: int | None, now: datetime | None) -> Sequence[Pause]:
    if now is not None:
        return [one.until(now) for one in pauses]
    if cap is None and any(one.end is None for one in pauses):
        raise ValueError("an open pause needs a cap, or the instant it is looked at")
    return pauses


def _walk(
    calendar: Calendar, start: date, pauses: Sequence[Pause], cap: int | None
) -> Iterator[_Workday]:
    """The working days after day 0, without end. Day 0 itself is never taken out, nor charged to
    the cap, also where the ticket was paused when it was made."""
    taken, day = 0, start
    while day.year <= start.year + _YEARS_TO_SEARCH:
        day = calendar.next_workday(day)
        asked = bool(pauses) and _is_paused(pauses, calendar.opening(day))
        out = asked and (cap is None or taken < cap)
        taken += out
        yield _Workday(day, asked, out)
    raise NeverDue("Jeda terlalu panjang: tenggat lebih dari 20 tahun sesudah diterima.")


def _is_paused(pauses: Sequence[Pause], opening: datetime) -> bool:
    return any(one.covers(opening) for one in pauses)


def _before(calendar: Calendar, received: datetime, start: date) -> Iterator[Step]:
    """From the day of receipt to day 0; none of them counts."""
    day = calendar.local_day(received)
    at = _told_time(received.astimezone(calendar.opening(start).tzinfo))
    if day == start:
        closes = f"{calendar.closing(day):%H.%M}"
        yield Step(day, False, reasons.IN_TIME % {"at": at, "closes": closes})
        return
    yield Step(day, False, reasons.TOO_LATE % {"at": at, "why": _why_too_late(calendar, day)})
    for between in _days(day + timedelta(days=1), start):
        yield Step(between, False, calendar.note(between).reason)
    yield Step(start, False, reasons.FIRST_AFTER)


def _told_time(local: datetime) -> str:
    """To the minute; with seconds where there are some, since 16.00.30 is after closing."""
    return f"{local:%H.%M.%S}" if local.second or local.microsecond else f"{local:%H.%M}"


def _why_too_late(calendar: Calendar, day: date) -> str:
    reason = calendar.why_not(day)
    return reason or reasons.AFTER_HOURS % {"closes": f"{calendar.closing(day):%H.%M}"}


def _after(calendar: Calendar, start: date, walked: Sequence[_Workday]) -> Iterator[Step]:
    """From the day after day 0 to the due day."""
    workdays = {one.day: one for one in walked}
    for day in _days(start + timedelta(days=1), walked[-1].day + timedelta(days=1)):
        reason, one = calendar.note(day).reason, workdays.get(day)
        if one is None:
            yield Step(day, False, reason)
        elif one.out:
            yield Step(day, False, reasons.PAUSED)
        else:
            yield Step(day, True, reasons.USED_UP % {"why": reason} if one.asked else reason)


def _days(first: date, end: date) -> Iterator[date]:
    """``first`` to the day before ``end``."""
    return (first + timedelta(days=offset) for offset in range((end - first).days))


def _check_aware(instant: datetime) -> None:
    """A naive one Python would take for the machine's zone: in a container that is UTC."""
    if instant.tzinfo is None:
        raise TypeError(f"{instant!r} tidak menyebut zona waktunya.")
