"""One plan of follow-up: what it says, what happened to it, and whether the unsur recovered."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.index.closing import PeriodState
from kiosk.domain.index.plan import Plan, PlanState
from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import UnitCard
from kiosk.flows import closings, planning, recovering
from kiosk.flows.recovering import After
from kiosk.store.engine import reading
from kiosk.store.index import plans
from kiosk.store.people import roster


@dataclass(frozen=True)
class Past:
    """A line of the history. ``move``: of `Move`, or "buka", "ubah", "bukti", "hapus-bukti",
    "buka-bukti", "tutup-bukti"."""

    at: datetime
    who: str
    move: str
    before: PlanState | None
    to: PlanState
    note: str


@dataclass(frozen=True)
class Proof:
    """A file that shows it was done."""

    id: int
    at: datetime
    who: str
    picture: bool
    name: str
    caption: str
    size: int
    public: bool


@dataclass(frozen=True)
class PlanView:
    """``owner_name``: who is reminded, or None. ``people`` (code, name) who may be. ``published``:
    everybody may read it on the public board now."""

    unit: UnitCard
    plan: Plan
    today: date
    owner_name: str | None
    owner_code: str
    people: tuple[tuple[str, str], ...]
    history: tuple[Past, ...]
    proofs: tuple[Proof, ...]
    after: tuple[After, ...]
    published: bool


def show_plan(unit_code: str, plan_id: int, now: datetime) -> PlanView:
    """Raises `UnknownPlan`, `UnknownUnit`."""
    with reading():
        unit, plan = planning.found(unit_code, plan_id)
        moves, kept = plans.moves(plan.id), plans.proofs([plan.id])[plan.id]
        names = roster.cards(_named(plan, moves, kept))
        code, name = names.get(plan.owner_id or 0, ("", ""))
        closing = closings.closing_of(plan.unit_id, plan.instrument, plan.period)
        return PlanView(
            unit=unit,
            plan=plan,
            today=now.astimezone(ZoneInfo(unit.zone)).date(),
            owner_name=name or None,
            owner_code=code,
            people=_people(planning.able(plan.unit_id)),
            history=tuple(_past(row, names) for row in reversed(moves)),
            proofs=tuple(_proof(row, names) for row in kept),
            after=recovering.since(plan, unit, now),
            published=closing is not None and closing.state is PeriodState.PUBLISHED,
        )


def _named(plan: Plan, moves: list[Any], kept: list[Any]) -> set[int]:
    return {plan.owner_id or 0, *(row.actor_id for row in moves), *(row.actor_id for row in kept)}


def _people(able: list[Actor]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((one.code, one.name) for one in able), key=lambda pair: pair[1]))


def _past(row: Any, names: dict[int, tuple[str, str]]) -> Past:
    before = PlanState(row.from_state) if row.from_state else None
    who = _who(row.actor_id, names)
    return Past(row.at, who, row.move, before, PlanState(row.to_state), row.note)


def _proof(row: Any, names: dict[int, tuple[str, str]]) -> Proof:
    who, picture = _who(row.actor_id, names), row.thumbnail is not None
    return Proof(row.id, row.at, who, picture, row.name, row.caption, row.size, row.public)


def _who(staff_id: int, names: dict[int, tuple[str, str]]) -> str:
    return names.get(staff_id, ("", "sistem"))[1]
