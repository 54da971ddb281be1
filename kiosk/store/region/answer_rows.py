"""Answers of a month without anything of the person, in an order that tells nothing."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import and_, case, func, literal_column, or_, select

from kiosk.store.engine import connection
from kiosk.store.index.tables import tallies
from kiosk.store.place.tables import Point
from kiosk.store.survey import exclusions
from kiosk.store.survey.tables import StoredAnswer

AT_ONCE = 5_000
Place = tuple[int, int]
"""A unit's id and a service's, 0 where none was said."""
_SAID = func.coalesce(StoredAnswer.service_id, 0)


def months() -> list[int]:
    """With answers."""
    return list(connection().scalars(select(tallies.c.month).distinct().order_by(tallies.c.month)))


def counts(month: int) -> dict[int, dict[tuple[int, int], int]]:
    """Instrument id to (unit id, service id, 0 for not said) to how many answers there are, those
    that two people left out among them."""
    t = tallies.c
    split = (t.instrument_id, t.unit_id, t.service_id)
    query = select(*split, func.sum(t.respondents)).where(t.month == month).group_by(*split)
    found: dict[int, dict[tuple[int, int], int]] = {}
    for instrument, unit, service, many in connection().execute(query):
        if many:
            found.setdefault(instrument, {})[unit, service] = int(many)
    return found


def rows(month: int, instrument_id: int, groups: Sequence[Sequence[Place]]) -> Iterator[Any]:
    """(place in ``groups``, scores, left out by two people), streamed in order of all three.
    ``groups``: (unit id, service id) of what is in each; more than one only of the same unit."""
    gone = StoredAnswer.id.in_(exclusions.left_out()).label("gone")
    at = _at(groups).label("at")
    query = (
        select(at, StoredAnswer.scores, gone)
        .join(Point, Point.id == StoredAnswer.point_id)
        .where(StoredAnswer.month == month, StoredAnswer.instrument_id == instrument_id)
        .where(or_(*_within([place for group in groups for place in group])))
        .order_by(at, StoredAnswer.scores, gone)
    )
    yield from connection().execute(query.execution_options(yield_per=AT_ONCE))


def _at(groups: Sequence[Sequence[Place]]) -> Any:
    if len(groups) == 1:
        return literal_column("0")
    places = {service: at for at, group in enumerate(groups) for _, service in group}
    return case(places, value=_SAID)


def _within(members: Iterable[Place]) -> Iterator[Any]:
    """A unit a piece."""
    units: dict[int, list[int]] = {}
    for unit, service in members:
        units.setdefault(unit, []).append(service)
    for unit, services in units.items():
        yield and_(Point.unit_id == unit, _SAID.in_(services))
