"""Steps of a dossier are taken back: turned back to pembangunan, or written by mistake. What was
written stays in the history."""

from collections.abc import Sequence
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place import edit
from kiosk.domain.place.point import UnitCard
from kiosk.domain.stale import StaleEdit
from kiosk.domain.zi.phase import Phase, UnfitStep, furthest
from kiosk.flows import dossier, phasing
from kiosk.store.engine import transaction
from kiosk.store.zi import phases

TURNED, WITHDRAWN = "kembalikan", "batalkan"


def turn_back(actor: Actor, unit_code: str, year: int, reason: str, now: datetime) -> None:
    """From penilaian to pembangunan: belum memenuhi, dibina kembali. Raises `InvalidEntry`,
    `UnfitStep`, `UnknownUnit`."""
    told = edit.reason(reason)
    with transaction():
        unit = dossier.held(unit_code)
        last = furthest(phasing.walk_of(unit, year))
        if last is None or last.phase is not Phase.ASSESSED:
            raise UnfitStep("Hanya unit yang sedang dinilai dapat dikembalikan ke pembangunan.")
        gone = (Phase.ASSESSED, Phase.PROPOSED)
        _take_back(actor, unit, year, gone, TURNED, told, now)


def withdraw_phase(
    actor: Actor, unit_code: str, year: int, phase: Phase, reason: str, now: datetime
) -> None:
    """One that was written by mistake, the newest first. Raises `InvalidEntry`, `UnfitStep`,
    `UnknownUnit`."""
    told = edit.reason(reason)
    with transaction():
        unit = dossier.held(unit_code)
        last = furthest(phasing.walk_of(unit, year))
        if last is None or (last.phase, last.year) != (phase, year):
            raise UnfitStep("Hanya tahap terakhir yang tercatat pada berkas ini dapat dibatalkan.")
        _take_back(actor, unit, year, (phase,), WITHDRAWN, told, now)


def _take_back(
    actor: Actor, unit: UnitCard, year: int, gone: Sequence[Phase], move: str, reason: str,
    now: datetime,
) -> None:  # fmt: skip
    walk = phasing.walk_of(unit, year)
    for phase in gone:
        step = walk[phase]
        if not phases.put(step, unit.id, year, phase, {"stands": False, "public": False}):
            raise StaleEdit(step.version, {}, {})
        # The history keeps what is taken back, the figures of its day among them.
        was = {**step.facts, **({"usulan": step.frozen} if step.frozen else {})}
        phasing.note_move(actor, now, move, unit, (year, phase), (step.facts, was), reason)
