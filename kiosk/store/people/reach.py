"""Where objects stand in the tree, and which units a person's grants reach."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from kiosk.domain.people.policy import INSTALLATION, Action, Grant, Spot, allows
from kiosk.store.engine import connection
from kiosk.store.people import grant_ends
from kiosk.store.people.tables import GrantRow, Staff
from kiosk.store.place import units
from kiosk.store.place.tables import Instansi, Point, Unit

_OF_ID = select(Unit.id, Unit.instansi_id).where(Unit.id == bindparam("unit"))


def spot_of_unit(code: str) -> Spot | None:
    return _spot(Unit.code == code)


def spot_of_unit_id(unit_id: int) -> Spot | None:
    row = connection().execute(_OF_ID, {"unit": unit_id}).first()
    return Spot(row.instansi_id, tuple(units.upward(row.id))) if row else None


def _spot(condition: Any) -> Spot | None:
    row = connection().execute(select(Unit.id, Unit.instansi_id).where(condition)).first()
    return Spot(row.instansi_id, tuple(units.upward(row.id))) if row else None


def spot_of_point(code: str) -> Spot | None:
    unit = connection().scalar(select(Point.unit_id).where(Point.code == code))
    return spot_of_unit_id(unit) if unit is not None else None


def spot_of_instansi(code: str) -> Spot | None:
    found = connection().scalar(select(Instansi.id).where(Instansi.code == code))
    return Spot(found) if found is not None else None


def spots_of_staff(code: str) -> list[Spot] | None:
    """Where somebody holds roles now; None for nobody of that code."""
    staff = connection().scalar(select(Staff.id).where(Staff.code == code))
    if staff is None:
        return None
    rows = connection().execute(
        select(GrantRow.level, GrantRow.place_id).where(
            GrantRow.staff_id == staff, grant_ends.held()
        )
    )
    return [spot for row in rows if (spot := spot_of_place(row.level, row.place_id)) is not None]


def spot_of_place(level: str, place_id: int) -> Spot | None:
    """The spot a grant hangs on."""
    if level == "instalasi":
        return INSTALLATION
    return Spot(place_id) if level == "instansi" else spot_of_unit_id(place_id)


def unit_ids(grants: Sequence[Grant], action: Action, *, also_closed: bool = False) -> list[int]:
    """Every open unit at which ``action`` is allowed by these grants, in the tree's order.
    ``also_closed``: what happened at a unit is still its head's and its auditor's to read."""
    rows = (
        connection()
        .execute(
            select(Unit.id, Unit.parent_id, Unit.instansi_id, Unit.closed_at).order_by(Unit.id)
        )
        .all()
    )
    parents = {row.id: row.parent_id for row in rows}
    return [
        row.id
        for row in rows
        if (also_closed or row.closed_at is None)
        and allows(grants, action, Spot(row.instansi_id, _path(row.id, parents)))
    ]


def _path(unit: int, parents: dict[int, int | None]) -> tuple[int, ...]:
    path: list[int] = []
    current: int | None = unit
    while current is not None and current not in path:
        path.append(current)
        current = parents.get(current)
    return tuple(path)


def instansi_ids(grants: Sequence[Grant], action: Action) -> list[int]:
    """Every instansi at which ``action`` is allowed as a whole."""
    rows = connection().scalars(select(Instansi.id).order_by(Instansi.id))
    return [one for one in rows if allows(grants, action, Spot(one))]


def name_of_place(level: str, place_id: int) -> str | None:
    """What an instansi or a unit is called."""
    table = Instansi if level == "instansi" else Unit
    return connection().scalar(select(table.name).where(table.id == place_id))
