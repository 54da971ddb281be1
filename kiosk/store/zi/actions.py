"""Rows of action plans, and the reminders given of them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.domain.index.plan import OPEN, PlanState
from kiosk.domain.zi.action import ZiAction
from kiosk.store.engine import connection
from kiosk.store.zi import phase_tables as tables

LARGEST_ID = 2**31 - 1
"""PostgreSQL takes none beyond it, and an address may name any number."""
_COLUMNS = tables.ZiAction.__table__.c
_OPEN = tuple(sorted(one.value for one in OPEN))


def add(values: Mapping[str, Any]) -> int:
    made = connection().execute(
        insert(tables.ZiAction).values(version=1, **values).returning(tables.ZiAction.id)
    )
    return int(made.scalar_one())


def of_unit(unit_id: int, year: int) -> tuple[ZiAction, ...]:
    """Those of a dossier, in the order they were written."""
    query = select(*_COLUMNS).where(
        tables.ZiAction.unit_id == unit_id, tables.ZiAction.year == year
    )
    return tuple(_action(row) for row in connection().execute(query.order_by(tables.ZiAction.id)))


def by_id(action_id: int) -> ZiAction | None:
    return _first(select(*_COLUMNS).where(tables.ZiAction.id == action_id), action_id)


def held(action_id: int) -> ZiAction | None:
    """The same, kept from others until this transaction ends."""
    query = select(*_COLUMNS).where(tables.ZiAction.id == action_id).with_for_update()
    return _first(query, action_id)


def _first(query: Any, action_id: int) -> ZiAction | None:
    row = connection().execute(query).first() if action_id <= LARGEST_ID else None
    return _action(row) if row else None


def change(one: ZiAction, values: Mapping[str, Any]) -> bool:
    """False where somebody else was first."""
    same = update(tables.ZiAction).where(
        tables.ZiAction.id == one.id, tables.ZiAction.version == one.version
    )
    done = connection().execute(same.values(version=one.version + 1, **values))
    return bool(done.rowcount == 1)


def add_move(
    action_id: int,
    at: datetime,
    actor_id: int,
    move: str,
    states: tuple[PlanState | None, PlanState],
    note: str = "",
) -> None:
    """``states``: before and after."""
    before, after = states
    connection().execute(
        insert(tables.ZiActionMove).values(
            action_id=action_id,
            at=at,
            actor_id=actor_id,
            move=move,
            from_state=before.value if before else None,
            to_state=after.value,
            note=note,
        )
    )


def moves(action_id: int) -> list[Any]:
    """(at, actor_id, move, from_state, to_state, note), newest first."""
    table = tables.ZiActionMove
    query = select(*table.__table__.c).where(table.action_id == action_id)
    return list(connection().execute(query.order_by(table.id.desc())))


def areas(unit_id: int, years: Iterable[int]) -> set[str]:
    """Areas that have an action which was not dropped, in any of these years."""
    query = select(tables.ZiAction.area).where(
        tables.ZiAction.unit_id == unit_id,
        tables.ZiAction.year.in_(list(years)),
        tables.ZiAction.state != PlanState.DROPPED.value,
    )
    return set(connection().scalars(query))


def late(unit_ids: Iterable[int], today: date) -> dict[int, int]:
    """How many open actions of each unit are past their due date; a unit with none is not in it."""
    query = (
        select(tables.ZiAction.unit_id, func.count().label("many"))
        .where(tables.ZiAction.unit_id.in_(list(unit_ids)), tables.ZiAction.due < today)
        .where(tables.ZiAction.state.in_(_OPEN))
        .group_by(tables.ZiAction.unit_id)
    )
    return {row.unit_id: row.many for row in connection().execute(query)}


def due_before(day: date) -> tuple[ZiAction, ...]:
    """Open actions due before a day, by unit: who might be reminded."""
    query = (
        select(*_COLUMNS)
        .where(tables.ZiAction.state.in_(_OPEN), tables.ZiAction.due < day)
        .order_by(tables.ZiAction.unit_id, tables.ZiAction.due, tables.ZiAction.id)
    )
    return tuple(_action(row) for row in connection().execute(query))


def given(what: str, object_ids: Iterable[int]) -> set[tuple[int, date, str]]:
    """(object, due, step) of the reminders that were given."""
    table = tables.ZiReminder
    query = select(table.object_id, table.due, table.step).where(
        table.what == what, table.object_id.in_(list(object_ids))
    )
    return {(row.object_id, row.due, row.step) for row in connection().execute(query)}


def remind(what: str, object_id: int, due: date, step: str, at: datetime) -> bool:
    """False where it was given before."""
    make: Any = postgresql.insert if connection().dialect.name == "postgresql" else sqlite.insert
    statement = make(tables.ZiReminder).values(
        what=what, object_id=object_id, due=due, step=step, at=at
    )
    made = statement.on_conflict_do_nothing().returning(tables.ZiReminder.object_id)
    return connection().execute(made).first() is not None


def _action(row: Any) -> ZiAction:
    return ZiAction(**{**row._mapping, "state": PlanState(row.state)})
