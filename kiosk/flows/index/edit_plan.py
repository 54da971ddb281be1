"""The words of a plan are saved: what is done, by whom, until when, and what everybody reads."""

from dataclasses import replace
from datetime import datetime

from kiosk.domain.index import plan_entry
from kiosk.domain.index.plan import Plan, UnfitMove
from kiosk.domain.index.plan_entry import Typed
from kiosk.domain.people.actor import Actor
from kiosk.domain.place.edit import InvalidEntry
from kiosk.flows import planning
from kiosk.store.engine import transaction
from kiosk.store.index import plans

EDITED = "ubah"
LABELS = {
    "problem": "masalah",
    "action": "tindakan",
    "owner": "penanggung jawab",
    "owner_id": "orang yang diingatkan",
    "quarter": "triwulan",
    "due": "tenggat",
    "public_title": "judul publik",
    "public_answer": "jawaban publik",
}


def edit_plan(
    actor: Actor,
    unit_code: str,
    plan_id: int,
    version: int,
    typed: Typed,
    owner_code: str,
    now: datetime,
) -> None:
    """``owner_code``: of the colleague to be reminded, "" for nobody. Raises `InvalidEntry`,
    `StaleEdit`, `UnfitMove`, `UnknownPlan`."""
    with transaction():
        _, plan = planning.held(unit_code, plan_id)
        values = dict(plan_entry.entry(typed, plan.period))
        values["owner_id"] = _owner(plan, owner_code)
        _check(plan, values)
        changed = planning.save(plan, version, values)
        if not changed:
            return
        note = "Mengubah " + ", ".join(LABELS[name] for name in changed) + "."
        plans.add_move(plan.id, now, actor.id, EDITED, (plan.state, plan.state), note)
        planning.record(actor, now, EDITED, plan, changed)


def _owner(plan: Plan, code: str) -> int | None:
    """Who was named before stays nameable, whatever became of their roles."""
    if not code:
        return None
    known = {one.code: one.id for one in planning.able(plan.unit_id)}
    if code not in known:
        raise InvalidEntry({"owner_code": "Pilih orang dari daftar, atau kosongkan."})
    return known[code]


def _check(plan: Plan, values: dict[str, object]) -> None:
    """What runs or is done must keep saying what, who and until when."""
    if plan.state.value in ("berjalan", "selesai"):
        after = replace(plan, **values)  # type: ignore[arg-type]
        if after.lacks:
            raise UnfitMove(
                "Rencana yang sudah %(state)s tetap memerlukan: %(lacks)s.",
                state=plan.state.label.lower(),
                lacks=", ".join(after.lacks),
            )
