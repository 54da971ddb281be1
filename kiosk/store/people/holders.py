"""Who may do something at a place: the policy table read the other way round."""

from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from kiosk import clock
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import POLICY, Action, Level, Spot
from kiosk.store.engine import connection
from kiosk.store.people import grant_ends, staff
from kiosk.store.people.tables import GrantRow, Staff


def allowed(action: Action, spot: Spot) -> list[Actor]:
    """Everybody at the desk who may do ``action`` at ``spot``, by id."""
    asked = {"now": clock.now(), "instansi": spot.instansi_id, "path": list(spot.path)}
    found = [staff.actor(one) for one in connection().scalars(_allowed(action), asked).all()]
    return [one for one in found if one is not None]


@cache
def _allowed(action: Action) -> Any:
    roles = [role.value for role in POLICY[action]]
    at_unit = GrantRow.place_id.in_(bindparam("path", expanding=True))
    covers = or_(
        GrantRow.level == Level.INSTALLATION.value,
        and_(GrantRow.level == Level.INSTANSI.value, GrantRow.place_id == bindparam("instansi")),
        and_(GrantRow.level == Level.UNIT.value, at_unit),
    )
    return (
        select(Staff.id)
        .join(GrantRow, GrantRow.staff_id == Staff.id)
        .where(grant_ends.held(bindparam("now")), GrantRow.role.in_(roles), covers)
        .where(Staff.disabled_at.is_(None))
        .distinct()
        .order_by(Staff.id)
    )
