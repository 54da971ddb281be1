"""A phase is shown to everybody, or no longer."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.stale import StaleEdit
from kiosk.domain.zi.phase import Phase, UnfitStep
from kiosk.flows import dossier, phasing
from kiosk.store.engine import transaction
from kiosk.store.zi import phases

OPENED, SHUT = "buka", "tutup"


def open_phase(
    actor: Actor, unit_code: str, year: int, phase: Phase, now: datetime, *, public: bool
) -> None:
    """Its day and predicate alone are shown. Raises `UnfitStep`, `UnknownUnit`."""
    with transaction():
        unit = dossier.held(unit_code)
        step = phasing.walk_of(unit, year).get(phase)
        if step is None or step.year != year:
            raise UnfitStep("Tahap itu belum tercatat pada berkas ini.")
        if step.public == public:
            return
        if not phases.put(step, unit.id, year, phase, {"public": public}):
            raise StaleEdit(step.version, {}, {})
        move = OPENED if public else SHUT
        phasing.note_move(actor, now, move, unit, (year, phase), (step.facts, step.facts))
