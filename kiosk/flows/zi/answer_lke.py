"""An item of the LKE is answered by a person, answered otherwise, or the answer taken back."""

from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.domain.index import plan_entry
from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import UnitCard
from kiosk.domain.stale import StaleEdit
from kiosk.domain.zi import lke_entry
from kiosk.domain.zi.assessment import JudgedSheet
from kiosk.domain.zi.automatic_answer import Automatic
from kiosk.domain.zi.figures import exact
from kiosk.domain.zi.lke_entry import NothingChosen, Typed
from kiosk.domain.zi.lke_sheet import Answered, Kept, LkeSheet, proof_key
from kiosk.flows import dossier, lke_steps
from kiosk.store.engine import transaction
from kiosk.store.zi import assessments, lke_answers, lke_versions


@dataclass(frozen=True)
class Place:
    """Which item; ``version``: of the answer as it was when it was opened, 0 for none yet."""

    unit: str
    year: int
    item: str
    version: int


def answer_lke(actor: Actor, place: Place, typed: Typed, now: datetime) -> None:
    """Raises `UnknownItem`, `UnknownUnit`, `StaleEdit`, `ReasonNeeded`, `InvalidEntry` and what
    `lke_entry.read` raises; nothing is written where nothing differs."""
    with transaction():
        unit = dossier.held(place.unit)
        sheet = lke_steps.sheet_of(unit, place.year, now)
        found, zero = sheet.item(place.item), lke_steps.zero_of(unit)
        noted = replace(typed, note=plan_entry.note(typed.note))
        given = lke_entry.read(found.item, noted, zero)
        _keep(unit, sheet, place, lke_entry.weighed(found.item, given, found.automatic, zero),
              actor, now)  # fmt: skip


def take_back(actor: Actor, place: Place, note: str, now: datetime) -> None:
    """The automatic answer counts again, or none. Raises `UnknownItem`, `UnknownUnit`,
    `StaleEdit`, `NothingChosen` where nothing was kept."""
    with transaction():
        unit = dossier.held(place.unit)
        sheet = lke_steps.sheet_of(unit, place.year, now)
        kept = sheet.item(place.item).kept
        if kept is None or not kept.is_given:
            raise NothingChosen("Butir %(item)s belum mempunyai jawaban.", item=place.item)
        _keep(unit, sheet, place, Kept(None, note=plan_entry.note(note)), actor, now)


def _keep(
    unit: UnitCard, sheet: LkeSheet, place: Place, given: Kept, actor: Actor, now: datetime
) -> None:
    found = sheet.item(place.item)
    # Else whoever judges first may fill in afterwards what he judged.
    if any(one.actor_id == actor.id for one in assessments.of(unit.id, place.year)):
        raise JudgedSheet
    _require_fresh(found, place.version, given)
    before = found.kept
    if before and _same(before, given):
        return
    made = replace(given, at=now, actor_id=actor.id, version=(before.version if before else 0) + 1)
    number = _begun(unit, sheet, actor, now)
    if before is None:
        lke_answers.add(number, place.item, made)
    elif not lke_answers.change(number, place.item, made):
        raise _stale(found, given)
    lke_answers.add_move(number, place.item, before, made, _said(found.automatic))
    dossier.record(
        actor, now, "isi-lke", unit, "lke", proof_key(place.year, place.item),
        {"jawaban": [lke_answers.written(before), lke_answers.written(made)]}, made.note or None,
    )  # fmt: skip


def _same(before: Kept, given: Kept) -> bool:
    return (before.answer, dict(before.counts), before.note, before.raised) == (
        given.answer,
        dict(given.counts),
        given.note,
        given.raised,
    )


def _require_fresh(found: Answered, version: int, given: Kept) -> None:
    if (found.kept.version if found.kept else 0) != version:
        raise _stale(found, given)


def _stale(found: Answered, given: Kept) -> StaleEdit:
    kept = found.kept or Kept(None)
    return StaleEdit(kept.version if found.kept else 0, _words(kept), _words(given))


def _words(kept: Kept) -> dict[str, object]:
    counts = {name: str(number) for name, number in kept.counts.items()}
    return {"answer": kept.answer or "", **counts, "note": kept.note}


def _begun(unit: UnitCard, sheet: LkeSheet, actor: Actor, now: datetime) -> int:
    """The sheet's id; with its first answer it is bound to its version."""
    number = lke_answers.sheet_id(unit.id, sheet.year)
    if number is not None:
        return number
    lke_versions.pin(sheet.version.code, now)
    return lke_answers.begin(unit.id, sheet.year, sheet.version.code, now, actor.id)


def _said(automatic: Automatic | None) -> str | None:
    if automatic is None:
        return None
    return automatic.answer or (exact(automatic.value) if automatic.value is not None else None)
