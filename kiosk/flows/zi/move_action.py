"""An action plan moves on: begun, done with proof, dropped, or taken back with a reason."""

from datetime import datetime

from kiosk.domain.index.plan import Move, PlanState
from kiosk.domain.index.plan_entry import note as lines
from kiosk.domain.people.actor import Actor
from kiosk.domain.zi import action
from kiosk.domain.zi.proof import Subject
from kiosk.flows import dossier, phasing, proving, undertaking
from kiosk.flows.proving import Sent
from kiosk.flows.receiving import House
from kiosk.store.engine import reading, transaction
from kiosk.store.zi import actions


def move_action(
    actor: Actor,
    unit_code: str,
    year: int,
    action_id: int,
    version: int,
    move: Move,
    note: str,
    now: datetime,
    sent: Sent | None = None,
    house: House | None = None,
) -> PlanState:
    """The state after it. ``note``: the reason, or what was done. ``sent`` wants a ``house``.
    Raises `UnfitMove`, `StaleEdit`, `UnknownAction`, `InvalidAttachment`, `NoSpace`,
    `UnfitProof`."""
    told, files = lines(note), sent or Sent(())
    with reading():
        unit, one = undertaking.found(unit_code, year, action_id)
        there = len(undertaking.proofs_of(unit.id, one))
        # Before the files are made ready, which takes seconds.
        action.check_move(one, move, reason=told, proofs=there + len(files.uploads))
    ready = proving.make_ready(files, house) if house and files.uploads else []
    with transaction():
        unit, one = undertaking.held(unit_code, year, action_id)
        there = len(undertaking.proofs_of(unit.id, one))
        step = action.check_move(one, move, reason=told, proofs=there + len(ready))
        done = phasing.today_in(unit, now) if step.to is PlanState.DONE else None
        undertaking.save(one, version, {"state": step.to.value, "done_on": done})
        dossier.add_proofs(unit, Subject.ACTION, str(one.id), ready, files, actor, now)
        actions.add_move(one.id, now, actor.id, move.value, (one.state, step.to), told)
        changed = {"keadaan": [one.state.value, step.to.value]}
        undertaking.record(actor, now, move.value, unit, (one.id, changed), told or None)
    return step.to
