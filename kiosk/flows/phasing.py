"""Steps that flows of the phases share: where a unit stands, what a phase still lacks, what was
the case on the day of a proposal. All inside the caller's transaction or look."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi import phase as phases_of
from kiosk.domain.zi.phase import Phase, Standing, Step, proof_key
from kiosk.domain.zi.phase_entry import canonical
from kiosk.domain.zi.proof import Subject
from kiosk.flows import dossier
from kiosk.store.zi import actions, phases

KIND = "tahap"
WRITTEN, CORRECTED = "catat", "ubah"


def today_in(unit: UnitCard, now: datetime) -> date:
    """The unit's own day."""
    return day_in(unit.zone, now)


def day_in(zone: str, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def standing_of(unit: UnitCard, now: datetime, year: int | None = None) -> Standing:
    """``year``: of the dossier; None: that of today."""
    today = today_in(unit, now)
    checks = phases.monitorings([unit.id])[unit.id]
    return phases_of.standing(phases.of_unit(unit.id), checks, today, year or today.year)


def walk_of(unit: UnitCard, year: int) -> dict[Phase, Step]:
    """The steps that stand in the dossier of a year."""
    return phases_of.of_dossier(phases.of_unit(unit.id), year)


def lacks_of(unit: UnitCard, year: int, walk: Mapping[Phase, Step]) -> dict[Phase, tuple[str, ...]]:
    """What each step that stands still lacks, in words; () where it is whole."""
    keys = {phase: proof_key(step.year, phase) for phase, step in walk.items()}
    proofs = dossier.proofs_of(unit.id, Subject.PHASE, keys.values())
    planned = actions.areas(unit.id, {year, *(one.year for one in walk.values())})
    return {
        phase: phases_of.lacks(phase, step.facts, len(proofs.get(keys[phase], ())), planned)
        for phase, step in walk.items()
    }


def note_move(
    actor: Actor, now: datetime, move: str, unit: UnitCard, step: tuple[int, Phase],
    facts: tuple[Mapping[str, object], Mapping[str, object]], reason: str = "",
) -> None:  # fmt: skip
    """Into the history and the audit chain. ``step``: year and phase. ``facts``: before and
    after; the chain keeps which fields differ, the history what they say."""
    year, phase = step
    before, after = facts
    values = {
        "at": now,
        "actor_id": actor.id,
        "move": move,
        "facts": canonical(after),
        "note": reason,
    }
    phases.add_move(unit.id, year, phase, values)
    changed = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    details = {"isian": [None, changed], "tanggal": [before.get("on"), after.get("on")]}
    dossier.record(
        actor, now, f"{move}-{KIND}", unit, KIND, f"{year}:{phase}", details, reason or None
    )
