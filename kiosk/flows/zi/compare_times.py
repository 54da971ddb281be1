"""Promised against experienced service time of a unit's services over a year."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.place.point import UnitCard
from kiosk.domain.survey.visit_times import Span
from kiosk.domain.zi.experienced import Experienced, experienced
from kiosk.domain.zi.standard import Promise
from kiosk.store.engine import reading
from kiosk.store.place import settings, units
from kiosk.store.survey import visit_minutes
from kiosk.store.zi import standards

NOTHING = Experienced(0)


@dataclass(frozen=True)
class ServiceTimes:
    """``promise``: of the standard that holds now; None: none holds. ``code`` "": visits for
    which no service was named."""

    unit_id: int
    code: str
    name: str
    promise: Promise | None
    since_taken: Experienced = NOTHING
    since_called: Experienced = NOTHING

    @property
    def is_measured(self) -> bool:
        return self.since_taken.n + self.since_called.n > 0


@dataclass(frozen=True)
class TimeReport:
    """Open services of the unit and those below it, and closed ones that were measured."""

    unit: UnitCard
    year: int
    smallest: int
    services: tuple[ServiceTimes, ...]

    @property
    def is_measured(self) -> bool:
        return any(one.is_measured for one in self.services)


def compare_times(unit_code: str, year: int) -> TimeReport:
    """Months of the local year. Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        below = units.below(unit.id)
        smallest = int(settings.of_unit(unit.id)["n-terkecil"])
        took = visit_minutes.between(below, year * 100 + 1, year * 100 + 12)
        known = {row.id: row for row in units.services_of(below)}
        closed = units.every_service(below)
        held = standards.published_in_force({*known, *took})
    found = []
    for service in [*known, *sorted(took.keys() - known.keys())]:
        row = known.get(service) or closed.get(service)
        promise = held[service].promise if service in held else None
        found.append(
            ServiceTimes(
                unit_id=known[service].unit_id if service in known else unit.id,
                code=row.code if row else "",
                name=row.name if row else "Layanan tidak disebut",
                promise=promise,
                **_spans(took.get(service, {}), promise, smallest),
            )
        )
    return TimeReport(unit, year, smallest, tuple(found))


def _spans(
    took: Mapping[Span, Mapping[int, int]], promise: Promise | None, smallest: int
) -> dict[str, Experienced]:
    names = {"since_taken": Span.SINCE_TAKEN, "since_called": Span.SINCE_CALLED}
    return {
        name: experienced(took.get(span, {}), promise, smallest) for name, span in names.items()
    }
