"""Plans of follow-up as kept: found, opened once for each unsur, changed by version."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.domain.index.period import Period, parse
from kiosk.domain.index.plan import Plan, PlanState
from kiosk.store.engine import connection
from kiosk.store.index.plan_tables import PlanAlert, PlanMove, PlanProof, PlanRow

_COLUMNS = PlanRow.__table__.c
LARGEST_ID = 2**31 - 1


def open_one(values: Mapping[str, Any]) -> int | None:
    """Its id; None where this unit, instrument, period and unsur have one already."""
    statement = _insert(PlanRow).values(**values)
    made = statement.on_conflict_do_nothing().returning(PlanRow.id)
    found = connection().execute(made).first()
    return int(found.id) if found else None


def _insert(table: Any) -> Any:
    make = postgresql.insert if connection().dialect.name == "postgresql" else sqlite.insert
    return make(table)


def by_id(plan_id: int) -> Plan | None:
    """An address may name any number: PostgreSQL takes none beyond `LARGEST_ID`."""
    return _first(select(*_COLUMNS).where(PlanRow.id == plan_id), plan_id)


def held(plan_id: int) -> Plan | None:
    """The same, kept from others until this transaction ends."""
    return _first(select(*_COLUMNS).where(PlanRow.id == plan_id).with_for_update(), plan_id)


def _first(query: Any, plan_id: int) -> Plan | None:
    row = connection().execute(query).first() if plan_id <= LARGEST_ID else None
    return _plan(row) if row else None


def of_unit(unit_id: int, instrument: str | None = None) -> tuple[Plan, ...]:
    """Every plan of a unit, newest period and lowest unsur first."""
    query = select(*_COLUMNS).where(PlanRow.unit_id == unit_id)
    if instrument is not None:
        query = query.where(PlanRow.instrument == instrument)
    found = [_plan(row) for row in connection().execute(query.order_by(PlanRow.id))]
    return tuple(sorted(found, key=_order))


def _order(one: Plan) -> tuple[Any, ...]:
    return (-one.period.last, one.period.length, one.instrument, one.value, one.id)


def change(plan: Plan, values: Mapping[str, Any]) -> bool:
    """False where somebody else was first."""
    same = update(PlanRow).where(PlanRow.id == plan.id, PlanRow.version == plan.version)
    done = connection().execute(same.values(version=plan.version + 1, **_kept(values)))
    return bool(done.rowcount == 1)


def _kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """A period as text."""
    return {name: str(one) if isinstance(one, Period) else one for name, one in values.items()}


def add_move(
    plan_id: int,
    at: datetime,
    actor_id: int,
    move: str,
    states: tuple[PlanState | None, PlanState],
    note: str = "",
) -> None:
    """``states``: before and after."""
    before, after = states
    connection().execute(
        insert(PlanMove).values(
            plan_id=plan_id,
            at=at,
            actor_id=actor_id,
            move=move,
            from_state=before.value if before else None,
            to_state=after.value,
            note=note,
        )
    )


def moves(plan_id: int) -> list[Any]:
    """(at, actor_id, move, from_state, to_state, note), oldest first."""
    query = select(*PlanMove.__table__.c).where(PlanMove.plan_id == plan_id)
    return list(connection().execute(query.order_by(PlanMove.id)))


def add_proof(plan_id: int, at: datetime, actor_id: int, values: Mapping[str, Any]) -> int:
    made = connection().execute(
        insert(PlanProof)
        .values(plan_id=plan_id, at=at, actor_id=actor_id, **values)
        .returning(PlanProof.id)
    )
    return int(made.scalar_one())


def proofs(plan_ids: Iterable[int]) -> dict[int, list[Any]]:
    """Plan id to its proofs that are there, oldest first."""
    asked = list(plan_ids)
    query = select(*PlanProof.__table__.c).where(
        PlanProof.plan_id.in_(asked), PlanProof.digest.is_not(None)
    )
    found: dict[int, list[Any]] = {one: [] for one in asked}
    for row in connection().execute(query.order_by(PlanProof.id)):
        found[row.plan_id].append(row)
    return found


def proof(proof_id: int) -> Any:
    """One that is there, or None."""
    if proof_id > LARGEST_ID:
        return None
    query = select(*PlanProof.__table__.c).where(
        PlanProof.id == proof_id, PlanProof.digest.is_not(None)
    )
    return connection().execute(query).first()


def mark_proof(proof_id: int, **values: Any) -> None:
    connection().execute(update(PlanProof).where(PlanProof.id == proof_id).values(**values))


def known_files(digests: Iterable[str]) -> set[str]:
    """Which of these files some proof names."""
    asked = list(digests)
    query = select(PlanProof.digest, PlanProof.thumbnail).where(
        or_(PlanProof.digest.in_(asked), PlanProof.thumbnail.in_(asked))
    )
    return {name for row in connection().execute(query) for name in row if name} & set(asked)


def due_before(day: date) -> tuple[Plan, ...]:
    """Open plans due before a day, by unit: who might be reminded."""
    query = (
        select(*_COLUMNS)
        .where(PlanRow.state.in_([PlanState.PROPOSED.value, PlanState.RUNNING.value]))
        .where(PlanRow.due < day)
        .order_by(PlanRow.unit_id, PlanRow.due, PlanRow.id)
    )
    return tuple(_plan(row) for row in connection().execute(query))


def given(plan_ids: Iterable[int]) -> set[tuple[int, date, str]]:
    """(plan, due, step) of the reminders they were given."""
    query = select(PlanAlert.plan_id, PlanAlert.due, PlanAlert.step)
    rows = connection().execute(query.where(PlanAlert.plan_id.in_(list(plan_ids))))
    return {(row.plan_id, row.due, row.step) for row in rows}


def remind(plan_id: int, due: date, step: str, at: datetime) -> bool:
    """False where it was given before."""
    statement = _insert(PlanAlert).values(plan_id=plan_id, due=due, step=step, at=at)
    made = statement.on_conflict_do_nothing().returning(PlanAlert.plan_id)
    return connection().execute(made).first() is not None


def _plan(row: Any) -> Plan:
    read = {
        "period": parse(row.period),
        "value": Decimal(row.value),
        "state": PlanState(row.state),
        "quarter": parse(row.quarter) if row.quarter else None,
    }
    return Plan(**{**row._mapping, **read})
