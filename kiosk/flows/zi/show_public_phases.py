"""What a unit lets everybody know of its walk through Zona Integritas."""

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.zi.phase import ORDER, Phase, holding
from kiosk.flows import phasing
from kiosk.store.engine import reading
from kiosk.store.place import units
from kiosk.store.zi import phases


@dataclass(frozen=True)
class PublicPhase:
    """``predicate``: asked for or granted, "" where none is."""

    phase: Phase
    on: date
    predicate: str


def show_public_phases(unit_code: str, now: datetime) -> tuple[PublicPhase, ...]:
    """The newest of each phase that its head opened, in their order; a predicate no longer held
    is not shown. Raises `UnknownUnit`."""
    with reading(stale_ok=True):
        unit = units.by_code(unit_code)
        steps = phases.of_unit(unit.id)
        if not any(one.public for one in steps):
            return ()
        checks, today = phases.monitorings([unit.id])[unit.id], phasing.today_in(unit, now)
    held = holding(steps, checks, today)
    newest = {
        one.phase: one
        for one in sorted(steps, key=lambda step: step.year)
        if one.stands and one.public and (one.phase is not Phase.GRANTED or one == held)
    }
    return tuple(
        PublicPhase(phase, newest[phase].on, newest[phase].predicate)
        for phase in ORDER
        if phase in newest
    )
