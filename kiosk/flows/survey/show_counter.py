"""What a counter officer sees while serving: services, the visit just offered, today's numbers."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Action
from kiosk.domain.place.code import tidy
from kiosk.domain.place.point import OpenPoint
from kiosk.domain.survey.visit import VisitCount
from kiosk.flows import visiting
from kiosk.flows.visiting import Offered
from kiosk.store.engine import reading
from kiosk.store.people import reach
from kiosk.store.place import devices, points, units
from kiosk.store.survey import visits


@dataclass(frozen=True)
class Serving:
    """``visit``: the one asked for, if it is this point's. ``tablets``: how many stand there."""

    point: OpenPoint
    today: VisitCount
    visit: Offered | None
    tablets: int


@dataclass(frozen=True)
class Place:
    code: str
    name: str
    unit: str


def show_counter(code: str, number: int | None, keys: Keys, now: datetime) -> Serving:
    """No answer, and not whether a given visit has one: that is counted by the day only. Raises
    `UnknownPoint`."""
    with reading():
        point = points.opened(tidy(code))
        first, end = _today(point, now)
        row = visits.find(number) if number is not None else None
        own = row is not None and row.point_id == point.id
        return Serving(
            point,
            visits.offered_between(point.id, first, end),
            visiting.shown(point, row, keys) if own else None,
            _tablets(point),
        )


def _tablets(point: OpenPoint) -> int:
    known = [one for one in devices.standing([point.unit.id]) if one.revoked_at is None]
    return sum(1 for one in known if one.point_id == point.id)


def _today(point: OpenPoint, now: datetime) -> tuple[datetime, datetime]:
    zone = ZoneInfo(point.unit.zone)
    day = now.astimezone(zone).date()
    begins = datetime.combine(day, time.min, zone)
    return begins, datetime.combine(day + timedelta(days=1), time.min, zone)


def list_counters(actor: Actor) -> list[Place]:
    """Open counters at which this person may offer visits, by unit and name."""
    with reading():
        reached = reach.unit_ids(actor.grants, Action.ISSUE_VISITS)
        names = {one.id: one.name for one in units.all_with_parents()}
        found = points.of_units(reached)
    rows = [one for one in found if one.closed_at is None]
    places = [Place(one.code, one.name, names[one.unit_id]) for one in rows]
    return sorted(places, key=lambda one: (one.unit, one.name, one.code))
