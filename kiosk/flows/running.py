"""Steps that flows share about limits: starting one, computing all anew, choosing the watched."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.complaint import alert
from kiosk.domain.complaint.clock import Queue, Running, queue_of, watched
from kiosk.domain.complaint.deadline import Pause, compute, working_days_between
from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.limits import LIMITS, Clock, pause_cap
from kiosk.domain.complaint.ticket import State
from kiosk.domain.complaint.workdays import Calendar
from kiosk.store.complaint import alerts, clocks
from kiosk.store.place import calendars, settings

FIRST = "saat laporan diterima"
UNPAUSED = frozenset({Clock.REPLY, Clock.VERIFICATION, Clock.GRATIFICATION})
"""The reporter's own limit, the look that comes before any question, and the KPK's, which is
another law's and knows no pause."""
_STARTED = "saat langkah ini dimulai"


@dataclass(frozen=True)
class Desk:
    """What the clocks of one unit go by."""

    calendar: Calendar
    settings: Mapping[str, str]

    def days_since(self, start: datetime, end: datetime) -> int:
        return working_days_between(self.calendar, start, end)

    def days_of(self, clock: Clock) -> int:
        return LIMITS[clock].days_for(self.settings)


@dataclass(frozen=True)
class Turned:
    """A limit that moved."""

    clock: Clock
    before: datetime
    after: datetime


def desk_of(unit_id: int) -> Desk:
    return Desk(calendars.of_units([unit_id])[unit_id], settings.of_unit(unit_id))


def start(
    ticket_id: int, seq: int, clock: Clock, desk: Desk, at: datetime, cause: str = _STARTED
) -> datetime:
    """When it is due."""
    deadline = compute(desk.calendar, at, desk.days_of(clock))
    clocks.add(ticket_id, seq, clock.value, at, deadline, cause=cause, at=at)
    return deadline.due


def recompute(
    ticket_id: int, desk: Desk, now: datetime, place: Callable[[], int], *, cause: str
) -> list[Turned]:
    """Every running limit anew, from its own start and number of days: only the calendar and
    the pauses may have changed."""
    pauses = [Pause(one.started_at, one.ended_at) for one in clocks.pauses(ticket_id)]
    return [
        turned
        for one in clocks.current(ticket_id)
        if one.met_at is None
        and (turned := _again(ticket_id, one, desk, pauses, now, place, cause)) is not None
    ]


def _again(
    ticket_id: int,
    one: Any,
    desk: Desk,
    pauses: list[Pause],
    now: datetime,
    place: Callable[[], int],
    cause: str,
) -> Turned | None:
    clock = Clock(one.kind)
    stops = () if clock in UNPAUSED else pauses
    cap = pause_cap(desk.settings)
    deadline = compute(desk.calendar, one.started_at, one.days, stops, cap, now=now)
    if deadline.due == one.due_at and deadline.kept() == one.steps:
        return None
    clocks.replace(ticket_id, one.seq, now)
    clocks.add(ticket_id, place(), one.kind, one.started_at, deadline, cause=cause, at=now)
    alerts.withdraw(ticket_id, one.kind, alert.early(desk.calendar, deadline.due, now))
    return Turned(clock, one.due_at, deadline.due)


def watched_of(ticket_id: int, state: State, kind: TicketClass) -> Running | None:
    """The limit the queue sorts by."""
    rows = clocks.current(ticket_id)
    alive = [Running(Clock(one.kind), one.due_at) for one in rows if one.met_at is None]
    found = watched(state, alive, kind)
    if found or queue_of(state) is not Queue.OFFICE:
        return found
    # Reopened after an answer: the class's own limit, met once, is the one it is judged by.
    own = [Running(Clock(one.kind), one.due_at) for one in rows if one.kind == kind.value]
    return watched(state, own, kind)
