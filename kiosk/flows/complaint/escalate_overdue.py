"""Reminders before a limit ends, and escalation after: in office hours, each exactly once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from kiosk import i18n
from kiosk.domain.complaint import alert
from kiosk.domain.complaint.alert import Alert
from kiosk.domain.complaint.clock import Queue
from kiosk.domain.complaint.limits import Clock
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Action, Role, Spot
from kiosk.domain.upkeep import notice
from kiosk.flows import tellings
from kiosk.flows.rounds import Round
from kiosk.store.complaint import alerts, tickets, turns
from kiosk.store.engine import reading, transaction
from kiosk.store.people import reach
from kiosk.store.place import calendar

MOST = 100
"""Alerts of one kind at one unit in a round: another unit's turn comes soon."""
HORIZON = timedelta(days=45)
"""Longer than any row of days off: a unit with nothing due by then has nothing to be told."""
KINDS = {
    Alert.SOON: notice.DUE_SOON,
    Alert.LATE: notice.OVERDUE,
    Alert.ESCALATED: notice.ESCALATED,
}


@dataclass(frozen=True)
class _Due:
    """A ticket that lacks an alert. ``zone``: of the unit it lies at."""

    ticket_id: int
    kind: str
    alert: Alert
    before: datetime
    zone: str


def escalate_overdue(keys: Keys, now: datetime) -> bool:
    """One round; True where more waits. Nothing is said while a changed calendar has not reached
    every limit."""
    this = Round()
    with reading():
        if turns.waiting() is not None:
            return False
        places = alerts.units(now + HORIZON)
    more = False

    def look_at_unit(unit_id: int) -> None:
        nonlocal more
        due = _due_at(unit_id, now)
        done = this.each(due, partial(_give, keys=keys, now=now))
        more = more or (done > 0 and len(due) >= MOST)

    this.each(places, look_at_unit)
    return more or this.is_over


def _due_at(unit_id: int, now: datetime) -> list[_Due]:
    """Nothing while the office is closed."""
    with reading():
        hours = calendar.of_unit(unit_id)
        if not alert.is_open(hours, now):
            return []
        return [
            _Due(row.id, row.due_kind, one, before, hours.zone)
            for one, before in alert.come(hours, now).items()
            for row in alerts.lacking(unit_id, one, _after(one, now), before, MOST)
        ]


def _after(one: Alert, now: datetime) -> datetime | None:
    """Nobody is reminded of what is over."""
    return now if one is Alert.SOON else None


def _give(due: _Due, keys: Keys, now: datetime) -> None:
    """The row that says so and the notices, or neither."""
    with transaction():
        row = tickets.hold_id(due.ticket_id)
        if not _holds(row, due):
            return
        if alerts.add(row.id, due.kind, due.alert, now):
            _tell(row, due, keys, now)


def _holds(row: Any, due: _Due) -> bool:
    """Somebody may have acted since it was found."""
    waits = row.queue == Queue.OFFICE and row.merged_into is None
    return bool(waits and row.due_kind == due.kind and row.due_at < due.before)


def _tell(row: Any, due: _Due, keys: Keys, now: datetime) -> None:
    if row.sealed:
        return tellings.tell(row, notice.SEALED, tellings.team_of(row, keys), now)
    last = i18n.moment(row.due_at, due.zone)
    tellings.tell(row, KINDS[due.alert], _people(row, due.alert), now, due=last)


def _people(row: Any, given: Alert) -> list[Actor]:
    """A reminder goes to whoever holds the ticket, else to all who may act; what is late to the
    head of the unit too, and at last to the inspectorate."""
    spot = reach.spot_of_unit_id(row.unit_id) or Spot(-1)
    first = row.due_kind == Clock.VERIFICATION
    able = tellings.handlers_of(row, Action.VERIFY_TICKETS if first else Action.HANDLE_TICKETS)
    owner = [one for one in able if one.id == row.owner_id]
    if given is Alert.SOON:
        return owner or able
    heads = _heads(able, spot)
    if given is Alert.LATE:
        return _each_once([*owner, *heads]) or able
    readers = tellings.handlers_of(row, Action.SEE_TICKETS)
    return [one for one in readers if _has(one, Role.INSPECTORATE, spot)] or heads


def _heads(people: list[Actor], spot: Spot) -> list[Actor]:
    """Of the unit; where it has none, of the nearest unit above it that has."""
    for place in range(len(spot.path)):
        here = Spot(0, spot.path[place : place + 1])
        found = [one for one in people if _has(one, Role.HEAD, here)]
        if found:
            return found
    return [one for one in people if _has(one, Role.HEAD, spot)]


def _has(one: Actor, role: Role, spot: Spot) -> bool:
    return any(grant.role is role and grant.covers(spot) for grant in one.grants)


def _each_once(people: Iterable[Actor]) -> list[Actor]:
    return list({one.id: one for one in people}.values())
