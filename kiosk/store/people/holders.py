"""Who may do something at a place: the policy table read the other way round."""

from sqlalchemy import and_, or_, select

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import POLICY, Action, Level, Spot
from kiosk.store.engine import connection
from kiosk.store.people import grant_ends, staff
from kiosk.store.people.tables import GrantRow, Staff


def allowed(action: Action, spot: Spot) -> list[Actor]:
    """Everybody at the desk who may do ``action`` at ``spot``, by id."""
    roles = [role.value for role in POLICY[action]]
    covers = or_(
        GrantRow.level == Level.INSTALLATION.value,
        and_(GrantRow.level == Level.INSTANSI.value, GrantRow.place_id == spot.instansi_id),
        and_(GrantRow.level == Level.UNIT.value, GrantRow.place_id.in_(spot.path)),
    )
    query = (
        select(Staff.id)
        .join(GrantRow, GrantRow.staff_id == Staff.id)
        .where(grant_ends.held(), GrantRow.role.in_(roles), covers)
        .where(Staff.disabled_at.is_(None))
        .distinct()
        .order_by(Staff.id)
    )
    found = [staff.actor(one) for one in connection().scalars(query)]
    return [one for one in found if one is not None]
