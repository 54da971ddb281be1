"""An evaluator says what an LKE item is worth, beside what the unit says of itself."""

from datetime import datetime

from kiosk.domain.index.plan_entry import note as lines
from kiosk.domain.people.actor import Actor
from kiosk.domain.stale import StaleEdit
from kiosk.domain.zi import assessment
from kiosk.domain.zi.assessment import NOTE, Assessment, Judge, OwnSheet
from kiosk.flows import dossier, lke_steps
from kiosk.store.engine import transaction
from kiosk.store.zi import assessments, lke_answers

KIND = "penilaian"


def assess_item(
    actor: Actor,
    unit_code: str,
    year: int,
    item: str,
    judge: Judge,
    version: int,
    said: tuple[str, str, str],
    now: datetime,
) -> None:
    """``said``: option, percentage and note; neither of the first two takes back what was said.
    ``version``: 0 where nothing was. Raises `OwnSheet`, `UnfitAssessment`, `UnknownItem`,
    `UnknownOption`, `StaleEdit`, `UnknownUnit`."""
    answer, percent, note = said[0], said[1], lines(said[2])[:NOTE]
    with transaction():
        unit = dossier.held(unit_code)
        sheet = lke_steps.sheet_of(unit, year, now)
        if actor.id in lke_answers.writers(unit.id, year):
            raise OwnSheet
        found = assessment.judged(sheet.item(item).item, answer, percent)
        known = assessments.of(unit.id, year, item)
        before = next((one for one in known if one.judge is judge), None)
        if found is None and before is None:
            return
        values = None if found is None else _values(found, note, actor, now)
        if (before.version if before else 0) != version:
            raise _stale(before, answer, note)
        if values is None and before is not None:
            assessments.drop(before)
        elif values is not None and not assessments.put(
            before, unit.id, year, (item, judge), values
        ):
            raise _stale(before, answer, note)
        details = {
            "jawaban": [before and before.answer, found and found[0]],
            "nilai": [before and str(before.value), found and str(found[1])],
        }
        dossier.record(
            actor, now, f"nilai-{KIND}", unit, KIND, f"{year}:{item}:{judge}", details, note or None
        )


def _values(found: tuple[str, object], note: str, actor: Actor, now: datetime) -> dict[str, object]:
    answer, value = found
    return {
        "answer": answer,
        "value": str(value),
        "note": note,
        "at": now,
        "actor_id": actor.id,
    }


def _stale(before: Assessment | None, answer: str, note: str) -> StaleEdit:
    theirs = {
        "answer": (before.answer or "") if before else "",
        "note": before.note if before else "",
    }
    return StaleEdit(before.version if before else 0, theirs, {"answer": answer, "note": note})
