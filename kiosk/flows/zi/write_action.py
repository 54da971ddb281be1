"""An action plan is made or changed."""

from datetime import datetime

from kiosk.domain.index.plan import PlanState, UnfitMove
from kiosk.domain.people.actor import Actor
from kiosk.domain.zi import action
from kiosk.domain.zi.action import STATES, Typed
from kiosk.flows import dossier, undertaking
from kiosk.store.engine import transaction
from kiosk.store.zi import actions

MADE, EDITED = "buat", "ubah"
LABELS = {
    "area": "area",
    "action": "tindakan",
    "owner": "penanggung jawab",
    "owner_id": "orang yang diingatkan",
    "due": "tenggat",
    "progress": "kemajuan",
    "notes": "catatan",
}


def make_action(
    actor: Actor, unit_code: str, year: int, typed: Typed, owner_code: str, now: datetime
) -> int:
    """Its id. ``owner_code``: of the colleague to be reminded, "" for nobody. Raises
    `InvalidEntry`, `UnknownUnit`."""
    values = action.entry(typed, year)
    with transaction():
        unit = dossier.held(unit_code)
        values["owner_id"] = undertaking.owner_of(unit.id, owner_code)
        fixed = {
            "unit_id": unit.id,
            "year": year,
            "state": PlanState.PROPOSED.value,
            "opened_at": now,
            "created_by": actor.id,
        }
        made = actions.add({**values, **fixed})
        actions.add_move(made, now, actor.id, MADE, (None, PlanState.PROPOSED))
        changed = {name: [None, value] for name, value in values.items()}
        undertaking.record(actor, now, MADE, unit, (made, changed))
    return made


def edit_action(
    actor: Actor,
    unit_code: str,
    year: int,
    action_id: int,
    version: int,
    typed: Typed,
    owner_code: str,
    now: datetime,
) -> None:
    """Raises `InvalidEntry`, `StaleEdit`, `UnfitMove`, `UnknownAction`."""
    values = action.entry(typed, year)
    with transaction():
        unit, one = undertaking.held(unit_code, year, action_id)
        values["owner_id"] = undertaking.owner_of(unit.id, owner_code)
        if one.state in (PlanState.RUNNING, PlanState.DONE) and not (
            values["owner"] and values["due"]
        ):
            raise UnfitMove(
                "Rencana aksi yang sudah %(state)s tetap memerlukan penanggung jawab dan tenggat.",
                state=STATES[one.state].lower(),
            )
        changed = undertaking.save(one, version, values)
        if not changed:
            return
        note = "Mengubah " + ", ".join(LABELS[name] for name in changed) + "."
        actions.add_move(one.id, now, actor.id, EDITED, (one.state, one.state), note)
        undertaking.record(actor, now, EDITED, unit, (one.id, changed))
