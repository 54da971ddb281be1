"""Who may hold a ticket within somebody's reach: for filters and for handing over."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, or_, select

from kiosk.domain.people.policy import POLICY, Action, Level
from kiosk.store.engine import connection
from kiosk.store.people import grant_ends
from kiosk.store.people.tables import GrantRow, Staff

MOST = 200


def at(action: Action, units: Iterable[int], instansi: Iterable[int]) -> list[Any]:
    """(id, code, name) of those at the desk to whom a role at one of these units or instansi, or
    at the installation, allows ``action``; by name, at most `MOST`."""
    roles = [role.value for role in POLICY[action]]
    covers = or_(
        GrantRow.level == Level.INSTALLATION.value,
        and_(GrantRow.level == Level.INSTANSI.value, GrantRow.place_id.in_(set(instansi))),
        and_(GrantRow.level == Level.UNIT.value, GrantRow.place_id.in_(set(units))),
    )
    held = select(GrantRow.staff_id).where(grant_ends.held(), GrantRow.role.in_(roles), covers)
    query = (
        select(Staff.id, Staff.code, Staff.name)
        .where(Staff.id.in_(held), Staff.disabled_at.is_(None))
        .order_by(Staff.name, Staff.id)
        .limit(MOST)
    )
    return list(connection().execute(query))
