"""Steps that flows of follow-up share: plans opened, found, changed, and written down.

All inside the caller's transaction or look.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.index.closing import Closing
from kiosk.domain.index.period import Period
from kiosk.domain.index.period_figures import UnsurFigure
from kiosk.domain.index.plan import Plan, PlanState, UnknownPlan, opened_for
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action, Role, Spot
from kiosk.domain.place.point import UnitCard
from kiosk.domain.stale import StaleEdit
from kiosk.i18n import number
from kiosk.store.index import plans
from kiosk.store.people import audit, holders, reach, roster
from kiosk.store.place import units

KIND = "rencana"
OPENED = "buka"
SCALE = 100
"""The highest value of an unsur."""


def open_plans(closing: Closing, now: datetime) -> int:
    """How many drafts were opened: for each lowest unsur of what was closed that has no plan yet.
    Closed again, a period keeps the plans it has."""
    zone = ZoneInfo(units.by_code(closing.unit).zone)
    opened = 0
    for figure in opened_for(closing.figures):
        made = plans.open_one(_draft(closing, figure, now, zone))
        if made is None:
            continue
        opened += 1
        plans.add_move(made, now, closing.closed_by, OPENED, (None, PlanState.PROPOSED))
    return opened


def _draft(
    closing: Closing, figure: UnsurFigure, now: datetime, zone: ZoneInfo
) -> Mapping[str, Any]:
    return {
        "unit_id": closing.unit_id,
        "closing_id": closing.id,
        "instrument": closing.instrument,
        "period": str(closing.period),
        "unsur": figure.code,
        "number": figure.number,
        "name": figure.name,
        "value": str(figure.value),
        "mutu": figure.mutu,
        "problem": _problem(closing, figure),
        "action": "",
        "owner": "",
        "state": PlanState.PROPOSED.value,
        "public_title": "",
        "public_answer": "",
        "reported_on": closing.closed_at.astimezone(zone).date(),
        "opened_at": now,
        "created_by": closing.closed_by,
        "version": 1,
    }


def _problem(closing: Closing, figure: UnsurFigure) -> str:
    """As the figures say it; whoever knows the counter says why."""
    return (
        f"{figure.name} ({figure.number}) bernilai {number(figure.value)} dari {SCALE} "
        f"(mutu {figure.mutu}) pada {closing.period.title}, termasuk yang terendah dari "
        f"{len(closing.figures.unsur)} unsur menurut {number(closing.figures.respondents)} "
        "responden."
    )


def plans_of(unit_id: int, instrument: str, period: Period) -> tuple[Plan, ...]:
    """Of one period, lowest unsur first, dropped ones among them."""
    return tuple(one for one in plans.of_unit(unit_id, instrument) if one.period == period)


def previous_plans(unit_id: int, instrument: str, period: Period) -> tuple[Plan, ...]:
    """Of the newest period before this one that has any."""
    earlier = [one for one in plans.of_unit(unit_id, instrument) if one.period.last < period.first]
    newest = earlier[0].period if earlier else None
    return tuple(one for one in earlier if one.period == newest)


def found(unit_code: str, plan_id: int) -> tuple[UnitCard, Plan]:
    """Raises `UnknownPlan` for one of another unit, `UnknownUnit`."""
    return _of(unit_code, plans.by_id(plan_id))


def held(unit_code: str, plan_id: int) -> tuple[UnitCard, Plan]:
    """The same, kept from others until this transaction ends."""
    return _of(unit_code, plans.held(plan_id))


def _of(unit_code: str, plan: Plan | None) -> tuple[UnitCard, Plan]:
    unit = units.by_code(unit_code)
    if plan is None or plan.unit_id != unit.id:
        raise UnknownPlan
    return unit, plan


def save(plan: Plan, version: int, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Field to [before, after] of what differs; nothing is written where nothing does. Raises
    `StaleEdit` where it was opened at another ``version``."""
    before = {name: getattr(plan, name) for name in values}
    if plan.version != version:
        raise StaleEdit(plan.version, _words(before), _words(values))
    changed = {name: [before[name], new] for name, new in values.items() if before[name] != new}
    if changed and not plans.change(plan, {name: pair[1] for name, pair in changed.items()}):
        raise StaleEdit(plan.version, _words(before), _words(values))
    return changed


def _words(values: Mapping[str, Any]) -> dict[str, object]:
    """As people read them: a state and a colleague by name, the rest as it is typed."""
    words: dict[str, object] = {
        name: "" if one is None else str(one) for name, one in values.items()
    }
    if values.get("state"):
        words["state"] = PlanState(values["state"]).label
    if values.get("owner_id"):
        words["owner_id"] = roster.names([values["owner_id"]]).get(values["owner_id"], "")
    return words


def record(
    actor: Actor,
    now: datetime,
    action: str,
    plan: Plan,
    details: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """Into the audit chain."""
    spot = reach.spot_of_unit_id(plan.unit_id)
    audit.append(
        at=now,
        actor_id=actor.id,
        action=f"{action}-{KIND}",
        object_kind=KIND,
        object_id=str(plan.id),
        instansi_id=spot.instansi_id if spot else 0,
        unit_id=plan.unit_id,
        details=details,
        reason=reason,
    )


def able(unit_id: int) -> list[Actor]:
    """Who may look at the unit's plans, and so may be named as one to be reminded."""
    return holders.allowed(Action.SEE_PLANS, _spot(unit_id))


def heads(unit_id: int) -> list[Actor]:
    """Heads of the unit or above it; where there is none, whoever else keeps its plans."""
    spot = _spot(unit_id)
    keepers = holders.allowed(Action.KEEP_PLANS, spot)
    return [one for one in keepers if _heads(one, spot)] or keepers


def _heads(one: Actor, spot: Spot) -> bool:
    return any(grant.role is Role.HEAD and grant.covers(spot) for grant in one.grants)


def _spot(unit_id: int) -> Spot:
    return reach.spot_of_unit_id(unit_id) or Spot(-1)
