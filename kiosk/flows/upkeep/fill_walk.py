"""The first office of the demo begins its walk through Zona Integritas; proof it has none."""

from datetime import date, datetime

from kiosk.domain.index.plan import PlanState
from kiosk.domain.place.point import UnitCard
from kiosk.domain.upkeep import demo_walk
from kiosk.domain.upkeep.demo_walk import ActionPlan
from kiosk.domain.zi.phase import Phase
from kiosk.domain.zi.phase_entry import canonical
from kiosk.flows import dossier, phasing
from kiosk.store.engine import transaction
from kiosk.store.zi import actions, phases


def fill_walk(unit_code: str, now: datetime) -> int:
    """How many action plans were made."""
    with transaction():
        unit = dossier.held(unit_code)
        day = phasing.today_in(unit, now - demo_walk.DECLARED_AGO)
        _declare(unit, day, now)
        for one in demo_walk.ACTIONS:
            _act(unit, day, one, now)
    return len(demo_walk.ACTIONS)


def _declare(unit: UnitCard, day: date, now: datetime) -> None:
    kept = canonical(dict(demo_walk.facts(day)))
    said = {"facts": kept, "at": now, "actor_id": 0}
    values = {**said, "on": day, "frozen": "", "stands": True}
    phases.put(None, unit.id, day.year, Phase.DECLARED, values)
    move = {**said, "move": phasing.WRITTEN, "note": ""}
    phases.add_move(unit.id, day.year, Phase.DECLARED, move)
    key = f"{day.year}:{Phase.DECLARED}"
    dossier.record(None, now, f"{phasing.WRITTEN}-{phasing.KIND}", unit, phasing.KIND, key)


def _act(unit: UnitCard, day: date, one: ActionPlan, now: datetime) -> None:
    due = min(date.fromordinal(day.toordinal() + one.days), date(day.year + 1, 12, 31))
    values = {
        "unit_id": unit.id,
        "year": day.year,
        "area": one.area,
        "action": one.action,
        "owner": one.owner,
        "owner_id": None,
        "due": due,
        "state": one.state.value,
        "progress": one.progress,
        "notes": "",
        "opened_at": now,
        "created_by": 0,
    }
    made = actions.add(values)
    actions.add_move(made, now, 0, "buat", (None, PlanState.PROPOSED))
    if one.state is not PlanState.PROPOSED:
        actions.add_move(made, now, 0, "mulai", (PlanState.PROPOSED, one.state))
