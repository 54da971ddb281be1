"""End a role somebody holds."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Level, Role
from kiosk.domain.people.staffing import UnknownPlace, check_appointment
from kiosk.flows import keyrings, staffing
from kiosk.store.engine import transaction
from kiosk.store.people import journal, links, reach, staff
from kiosk.store.people.links import Purpose


def end_role(
    actor: Actor | None,
    staff_code: str,
    grant_id: int,
    now: datetime,
    reason: str | None = None,
) -> None:
    """From the person's next request on. ``grant_id``: one of the person's. Ended already:
    nothing happens. Raises `UnknownStaff`, `OwnRole`, `NotAllowed`, `UnknownPlace`."""
    with transaction():
        row = staffing.person(actor, staff_code)
        found = next((one for one in staff.grant_rows(row.id) if one.id == grant_id), None)
        if found is None:
            return
        role, level = Role(found.role), Level(found.level)
        spot = reach.spot_of_place(level, found.place_id)
        if spot is None:
            raise UnknownPlace("Tempat peran ini tidak ada lagi.")
        check_appointment(actor, role, spot)
        staff.end_grant(grant_id, now)
        keyrings.drop_wraps(row.id)
        if not staff.grant_rows(row.id):
            # An invitation to nothing would still open an account.
            links.void(Purpose.INVITATION, row.id)
        journal.about(
            staffing.actor_id(actor),
            row,
            "akhiri-peran",
            now,
            details={"peran": [f"{role} @ {level}:{found.place_id}", None]},
            reason=reason,
            **staffing.where(spot),
        )
