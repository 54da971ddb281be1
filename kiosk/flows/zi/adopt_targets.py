"""Indicators of complaints become targets of a unit's performance for a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi.board import Performance
from kiosk.domain.zi.figures import shown
from kiosk.domain.zi.targets import Target
from kiosk.flows import dossier, targeting
from kiosk.store.engine import reading, transaction
from kiosk.store.place import settings, units
from kiosk.store.zi import targets as store


@dataclass(frozen=True)
class Adopted:
    """Targets of a unit and year, with what became of them."""

    unit: UnitCard
    targets: tuple[Target, ...]
    performance: Performance


def show_targets(unit_code: str, year: int, now: datetime) -> Adopted:
    """Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        found = targeting.performance_of(unit, year, settings.of_unit(unit.id), now)
        return Adopted(unit, store.of(unit.id, year), found)


def adopt_targets(
    actor: Actor, unit_code: str, year: int, wanted: Sequence[Target], now: datetime
) -> None:
    """These and no others. Raises `UnknownUnit`."""
    with transaction():
        unit = dossier.held(unit_code)
        before = store.of(unit.id, year)
        if tuple(wanted) == before:
            return
        store.replace(unit.id, year, wanted, now, actor.id)
        change = {f"target {year}": [_said(before), _said(wanted)]}
        dossier.record(actor, now, "tetapkan-target", unit, "kinerja", str(year), change)


def _said(found: Sequence[Target]) -> str:
    told = (
        f"{one.indicator.value} {shown(one.value)}"
        + (f" (pembanding {shown(one.peer)})" if one.peer is not None else "")
        for one in found
    )
    return "; ".join(told) or "tidak ada"
