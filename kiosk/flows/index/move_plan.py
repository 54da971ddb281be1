"""A plan moves on: begun, done with proof, dropped, or taken back with a reason."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.domain.index import plan_entry
from kiosk.domain.index.plan import Move, Plan, PlanState, check_move
from kiosk.domain.people.actor import Actor
from kiosk.flows import planning, proving
from kiosk.flows.proving import Sent
from kiosk.flows.receiving import House
from kiosk.store.engine import reading, transaction
from kiosk.store.index import plans


def move_plan(
    actor: Actor,
    unit_code: str,
    plan_id: int,
    version: int,
    move: Move,
    note: str,
    now: datetime,
    sent: Sent | None = None,
    house: House | None = None,
) -> PlanState:
    """The state after it. ``note``: the reason, or what was done. ``sent`` wants a ``house``.
    Raises `UnfitMove`, `StaleEdit`, `UnknownPlan`, `InvalidAttachment`, `NoSpace`."""
    told = plan_entry.note(note)
    files = sent or Sent(())
    with reading():
        _, plan = planning.found(unit_code, plan_id)
        # Before the files are made ready, which takes seconds.
        check_move(plan, move, reason=told, proofs=_proofs(plan) + len(files.uploads))
    ready = proving.make_ready(files, house) if house and files.uploads else []
    with transaction():
        unit, plan = planning.held(unit_code, plan_id)
        day = now.astimezone(ZoneInfo(unit.zone)).date()
        step = check_move(plan, move, reason=told, proofs=_proofs(plan) + len(ready))
        planning.save(plan, version, _values(step.to, day))
        proving.add(plan, ready, files, actor, now)
        plans.add_move(plan.id, now, actor.id, move.value, (plan.state, step.to), told)
        details = {"keadaan": [plan.state.value, step.to.value], "berkas": len(ready)}
        planning.record(actor, now, move.value, plan, details, told or None)
    return step.to


def _proofs(plan: Plan) -> int:
    return len(plans.proofs([plan.id])[plan.id])


def _values(to: PlanState, day: date) -> Mapping[str, object]:
    return {"state": to.value, "done_on": day if to is PlanState.DONE else None}
