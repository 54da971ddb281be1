"""Dossiers of the demo: the first office has standards and answers, the second holds WBK."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kiosk.domain.index.plan import PlanState
from kiosk.domain.place.point import UnitCard
from kiosk.domain.upkeep import demo_dossiers as demo
from kiosk.domain.upkeep.demo_order import DemoOrder
from kiosk.domain.upkeep.demo_places import UnitPlan
from kiosk.domain.upkeep.demo_plan import DemoPlan
from kiosk.domain.upkeep.demo_walk import ACTIONS, ActionPlan
from kiosk.domain.zi import lke_sheet, pledge, register, standard_entry
from kiosk.domain.zi.lke_sheet import Kept
from kiosk.domain.zi.phase import proof_key
from kiosk.domain.zi.phase_entry import canonical
from kiosk.domain.zi.proof import Subject
from kiosk.flows import dossier, phasing
from kiosk.flows.receiving import House, StoredFile, keep_file
from kiosk.media import sample
from kiosk.store.engine import transaction
from kiosk.store.place import edits
from kiosk.store.zi import (
    actions,
    evaluations,
    lke_answers,
    lke_versions,
    phases,
    pledges,
    proofs,
    registers,
    standards,
)

OPERATOR = 0


@dataclass(frozen=True)
class FilledDossiers:
    """``granted``: code of the unit that holds WBK since last year; None: there is one ZI unit."""

    standards: int
    granted: str | None


def fill_dossiers(order: DemoOrder, house: House, now: datetime) -> FilledDossiers:
    """After `fill_demo` of the same order."""
    first, *others = DemoPlan(order, now).units
    second = next((one for one in others if one.office.kind.zi), None)
    shown = keep_file(sample.prepared("contoh.jpg", demo.SAMPLE), None, house) if second else None
    with transaction():
        unit = dossier.held(first.code)
        _promise(unit, first, now)
        _answer(unit, now)
        _evaluate(unit, now)
        _find(unit, now)
        if second and shown:
            _grant(dossier.held(second.code), shown, now)
    return FilledDossiers(len(first.services), second.code if second else None)


def _promise(unit: UnitCard, plan: UnitPlan, now: datetime) -> None:
    at = now - demo.PUBLISHED_AGO
    day = phasing.today_in(unit, at)
    for number, one in enumerate(plan.services, 1):
        service = edits.service(unit.code, one.code)
        entry = standard_entry.read(demo.standard(one.code, number, day), day)
        draft = standards.add(unit.id, service.id, entry, at, OPERATOR)
        standards.change(draft, {"published_at": at, "published_by": OPERATOR})
        _record(unit, now, "terbitkan-standar", "standar", f"{one.code}#{draft.edition}")
    made = pledges.add(unit.id, pledge.read(demo.pledge(day), day), at, OPERATOR)
    _record(unit, now, "terbitkan-maklumat", "maklumat", str(made))


def _answer(unit: UnitCard, now: datetime) -> None:
    year = phasing.today_in(unit, now).year
    version = lke_versions.of(unit.id, year)
    lke_versions.pin(version.code, now)
    sheet = lke_answers.begin(unit.id, year, version.code, now, OPERATOR)
    for item, answer, note in demo.ANSWERS:
        option = version.item(item).option(answer)
        kept = Kept(option.code, note=note, actor_id=OPERATOR, at=now)
        lke_answers.add(sheet, item, kept)
        lke_answers.add_move(sheet, item, None, kept, None)
        _record(unit, now, "isi-lke", "lke", lke_sheet.proof_key(year, item))


def _evaluate(unit: UnitCard, now: datetime) -> None:
    day = phasing.today_in(unit, now - demo.EVALUATED_AGO)
    made = evaluations.add(unit.id, OPERATOR, now, demo.evaluation(day))
    _record(unit, now, "catat-evaluasi", "evaluasi-aduan", str(made))


def _find(unit: UnitCard, now: datetime) -> None:
    """An entry of the Ombudsman that the office works on."""
    subject, (first, then) = Subject.FINDING, demo.FOUND_STATES
    values: dict[str, Any] = demo.finding(phasing.today_in(unit, now - demo.FOUND_AGO))
    made = registers.add(subject, unit.id, {**values, "state": then.value}, now, OPERATOR)
    one = registers.by_id(subject, made)
    assert one is not None
    registers.add_move(one, now, OPERATOR, register.ADDED, state=first.value)
    registers.add_move(one, now, OPERATOR, register.MOVED, state=then.value)
    _record(unit, now, f"{register.ADDED}-{subject.value}", subject.value, str(made))


def _grant(unit: UnitCard, shown: StoredFile, now: datetime) -> None:
    year = phasing.today_in(unit, now).year - 1
    for phase, facts in demo.granted(year):
        said = {"facts": canonical(facts), "at": now, "actor_id": OPERATOR}
        on = date.fromisoformat(facts["on"])
        phases.put(None, unit.id, year, phase, {**said, "on": on, "frozen": "", "stands": True})
        phases.add_move(unit.id, year, phase, {**said, "move": phasing.WRITTEN, "note": ""})
        key = proof_key(year, phase)
        _record(unit, now, f"{phasing.WRITTEN}-{phasing.KIND}", phasing.KIND, key)
        _prove(unit, Subject.PHASE, key, shown, now)
    for number, one in enumerate(ACTIONS):
        _act(unit, date(year, 4 + number, 15), one, shown, now)


def _act(unit: UnitCard, day: date, one: ActionPlan, shown: StoredFile, now: datetime) -> None:
    """Done on its last day."""
    values = {"area": one.area, "action": one.action, "owner": one.owner, "owner_id": None,
              "due": day, "state": PlanState.DONE.value, "progress": one.progress, "notes": "",
              "done_on": day, "opened_at": now, "created_by": OPERATOR}  # fmt: skip
    made = actions.add({**values, "unit_id": unit.id, "year": day.year})
    actions.add_move(made, now, OPERATOR, "buat", (None, PlanState.PROPOSED))
    actions.add_move(made, now, OPERATOR, "selesai", (PlanState.PROPOSED, PlanState.DONE))
    _prove(unit, Subject.ACTION, str(made), shown, now)


def _prove(unit: UnitCard, subject: Subject, key: str, shown: StoredFile, now: datetime) -> None:
    values = {"kind": shown.kind, "name": shown.name or "", "caption": "Contoh",
              "size": shown.size, "digest": shown.digest, "thumbnail": shown.thumbnail,
              "state": shown.state.value, "public": False}  # fmt: skip
    made = proofs.add(unit.id, subject, key, now, OPERATOR, values)
    _record(unit, now, "tambah-bukti", f"bukti-{subject.value}", f"{key}#{made}")


def _record(unit: UnitCard, now: datetime, action: str, kind: str, key: str) -> None:
    dossier.record(None, now, action, unit, kind, key)
