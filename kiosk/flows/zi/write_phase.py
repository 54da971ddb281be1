"""A phase is written, or corrected with a reason; none is skipped."""

from collections.abc import Mapping
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place import edit
from kiosk.domain.place.point import UnitCard
from kiosk.domain.stale import StaleEdit
from kiosk.domain.zi import phase_entry
from kiosk.domain.zi.phase import Phase, Step
from kiosk.flows import dossier, freezing, phasing
from kiosk.store.engine import transaction
from kiosk.store.zi import phases


def write_phase(
    actor: Actor,
    unit_code: str,
    year: int,
    phase: Phase,
    version: int,
    typed: Mapping[str, str],
    reason: str,
    now: datetime,
) -> None:
    """``version``: 0 where the form was opened without anything written. ``typed``: field to text.
    ``reason``: needed where something that was written changes. Raises `InvalidEntry`,
    `SkippedPhase`, `UnfitStep`, `StaleEdit`, `UnknownUnit`."""
    with transaction():
        unit = dossier.held(unit_code)
        day, facts = phase_entry.entry(phase, typed, year, phasing.today_in(unit, now))
        steps = phases.of_unit(unit.id)
        before = next((one for one in steps if (one.year, one.phase) == (year, phase)), None)
        corrected = before is not None and before.stands
        told = _told(reason, before.facts if before and corrected else {}, facts)
        _check(unit, year, phase, now, facts, corrected=corrected)
        values = {
            "on": day,
            "facts": phase_entry.canonical(facts),
            "frozen": _frozen(unit, year, phase, now, before if corrected else None),
            "stands": True,
            "at": now,
            "actor_id": actor.id,
        }
        if (before.version if before else 0) != version or not phases.put(
            before, unit.id, year, phase, values
        ):
            raise _stale(before, facts)
        move = phasing.CORRECTED if corrected else phasing.WRITTEN
        was = before.facts if before and corrected else {}
        phasing.note_move(actor, now, move, unit, (year, phase), (was, facts), told)


def _told(reason: str, before: Mapping[str, str], facts: Mapping[str, str]) -> str:
    """Adding what was missing needs no reason; to write over something does."""
    over = any(facts.get(name, "") != text for name, text in before.items())
    return edit.reason(reason) if over else edit.tidied(reason)[: edit.REASON]


def _check(
    unit: UnitCard, year: int, phase: Phase, now: datetime, facts: Mapping[str, str], *,
    corrected: bool,
) -> None:  # fmt: skip
    """What was written before it is not looked at again when a step is only corrected."""
    walk = phasing.walk_of(unit, year)
    day, before = phase_entry.day(facts["on"]), phase.previous
    missing = phasing.lacks_of(unit, year, walk).get(before, ()) if before else ()
    phase_entry.check_order(phase, day, walk, () if corrected else missing)
    phase_entry.check_following(phase, day, walk)
    earlier = phasing.standing_of(unit, now, year).earlier
    phase_entry.check_predicate(phase, facts, walk, earlier)


def _frozen(unit: UnitCard, year: int, phase: Phase, now: datetime, corrected: Step | None) -> str:
    """Of a proposal; a correction of its letter leaves the figures of its day."""
    if corrected is not None:
        return corrected.frozen
    return freezing.frozen(unit, year, now) if phase is Phase.PROPOSED else ""


def _stale(before: Step | None, facts: Mapping[str, str]) -> StaleEdit:
    theirs = before.facts if before else {}
    names = {*theirs, *facts}
    return StaleEdit(
        before.version if before else 0,
        {name: theirs.get(name, "") for name in names},
        {name: facts.get(name, "") for name in names},
    )
