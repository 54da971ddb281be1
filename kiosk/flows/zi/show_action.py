"""One action plan: what it says, what happened to it, its proof."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kiosk.domain.index.plan import PlanState
from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi.action import ZiAction
from kiosk.domain.zi.proof import Proof
from kiosk.flows import phasing, undertaking
from kiosk.store.engine import reading
from kiosk.store.people import roster
from kiosk.store.place import units
from kiosk.store.zi import actions


@dataclass(frozen=True)
class Past:
    """A line of the history. ``move``: of `Move`, or "buat", "ubah"."""

    at: datetime
    who: str
    move: str
    before: PlanState | None
    to: PlanState
    note: str


@dataclass(frozen=True)
class ActionView:
    """``owner_name``: who is reminded, or None. ``people`` (code, name) who may be."""

    unit: UnitCard
    one: ZiAction
    today: date
    owner_name: str | None
    owner_code: str
    people: tuple[tuple[str, str], ...]
    history: tuple[Past, ...]
    proofs: tuple[Proof, ...]


def show_action(unit_code: str, year: int, action_id: int, now: datetime) -> ActionView:
    """Raises `UnknownAction`, `UnknownUnit`."""
    with reading():
        unit, one = undertaking.found(unit_code, year, action_id)
        moves = actions.moves(one.id)
        names = roster.cards({one.owner_id or 0, *(row.actor_id for row in moves)})
        code, name = names.get(one.owner_id or 0, ("", ""))
        return ActionView(
            unit=unit,
            one=one,
            today=phasing.today_in(unit, now),
            owner_name=name or None,
            owner_code=code,
            people=_people(unit.id),
            history=tuple(_past(row, names) for row in moves),
            proofs=undertaking.proofs_of(unit.id, one),
        )


def people_of(unit_code: str) -> tuple[UnitCard, tuple[tuple[str, str], ...]]:
    """Who may be named as one to be reminded. Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        return unit, _people(unit.id)


def _people(unit_id: int) -> tuple[tuple[str, str], ...]:
    able = undertaking.able(unit_id)
    return tuple(sorted(((one.code, one.name) for one in able), key=lambda pair: pair[1]))


def _past(row: Any, names: Mapping[int, tuple[str, str]]) -> Past:
    before = PlanState(row.from_state) if row.from_state else None
    who = names.get(row.actor_id, ("", "sistem"))[1]
    return Past(row.at, who, row.move, before, PlanState(row.to_state), row.note)


def year_of(unit_code: str, action_id: int) -> int | None:
    """The dossier an action of this unit lies in. Raises `UnknownUnit`."""
    with reading():
        unit, one = units.by_code(unit_code), actions.by_id(action_id)
        return one.year if one and one.unit_id == unit.id else None
