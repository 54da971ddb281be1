"""A unit's dossier as a timeline: its phases, what each lacks, its history, the monitoring."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi.phase import (
    MONITORED,
    Monitoring,
    Phase,
    Standing,
    Step,
    monitoring_due,
    proof_key,
)
from kiosk.domain.zi.proof import Proof, Subject
from kiosk.flows import dossier, phasing
from kiosk.store.engine import reading
from kiosk.store.people import roster
from kiosk.store.place import units
from kiosk.store.zi import phases


@dataclass(frozen=True)
class Past:
    """A line of the history. ``facts``: as they were after it."""

    at: datetime
    who: str
    phase: Phase
    move: str
    facts: Mapping[str, str]
    note: str


@dataclass(frozen=True)
class PhaseView:
    """``walk``: the steps that stand. ``lacks``: of each, in words. ``proofs``: key to files.
    ``rows``: version of each phase that has a row in this dossier, taken back or not.
    ``monitorings``: of every year, newest first. ``due``: of the next one, None where no predicate
    is held."""

    unit: UnitCard
    year: int
    today: date
    standing: Standing
    walk: Mapping[Phase, Step]
    rows: Mapping[Phase, int]
    lacks: Mapping[Phase, tuple[str, ...]]
    proofs: Mapping[str, tuple[Proof, ...]]
    history: tuple[Past, ...]
    monitorings: tuple[Monitoring, ...]
    due: date | None
    names: Mapping[int, str]

    def proofs_of(self, phase: Phase) -> tuple[Proof, ...]:
        step = self.walk.get(phase)
        return self.proofs.get(proof_key(step.year if step else self.year, phase), ())

    def proofs_of_monitoring(self, year: int) -> tuple[Proof, ...]:
        return self.proofs.get(proof_key(year, MONITORED), ())


def show_phases(unit_code: str, year: int, now: datetime) -> PhaseView:
    """Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        walk, today = phasing.walk_of(unit, year), phasing.today_in(unit, now)
        steps, past = phases.of_unit(unit.id), phases.moves(unit.id, year)
        checks = phases.monitorings([unit.id])[unit.id]
        names = roster.names({*(row.actor_id for row in past), *(one.actor_id for one in steps)})
        return PhaseView(
            unit=unit,
            year=year,
            today=today,
            standing=phasing.standing_of(unit, now, year),
            walk=walk,
            rows={one.phase: one.version for one in steps if one.year == year},
            lacks=phasing.lacks_of(unit, year, walk),
            proofs=dossier.proofs_of(unit.id, Subject.PHASE),
            history=tuple(_past(row, names) for row in past),
            monitorings=tuple(reversed(checks)),
            due=monitoring_due(steps, checks, today),
            names=names,
        )


def _past(row: Any, names: Mapping[int, str]) -> Past:
    who = names.get(row.actor_id, "sistem")
    return Past(row.at, who, Phase(row.phase), row.move, json.loads(row.facts), row.note)
