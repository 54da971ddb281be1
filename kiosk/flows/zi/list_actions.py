"""The action plans of a dossier, by area, with how far they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi.action import AREA_NAMES, Progress, ZiAction, progress, urgent_first
from kiosk.flows import phasing
from kiosk.store.engine import reading
from kiosk.store.place import units
from kiosk.store.zi import actions


@dataclass(frozen=True)
class ActionList:
    """``actions`` in order of urgency; ``whole``: of all; ``areas``: of each of the six."""

    unit: UnitCard
    year: int
    today: date
    actions: tuple[ZiAction, ...]
    whole: Progress
    areas: Mapping[str, Progress]

    def of_area(self, number: str) -> tuple[ZiAction, ...]:
        return tuple(one for one in self.actions if one.area == number)


def list_actions(unit_code: str, year: int, now: datetime) -> ActionList:
    """Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        known = actions.of_unit(unit.id, year)
    today = phasing.today_in(unit, now)
    ordered = urgent_first(known, today)
    areas = {
        number: progress([one for one in known if one.area == number], today)
        for number in AREA_NAMES
    }
    return ActionList(unit, year, today, ordered, progress(known, today), areas)
