"""Give somebody one more role."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.guest import TypedEnd
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.people.staffing import TwiceGranted
from kiosk.flows import keyrings, staffing
from kiosk.store.engine import transaction
from kiosk.store.people import journal, staff


def grant_role(
    actor: Actor | None,
    staff_code: str,
    role: Role,
    level: Level,
    place_code: str,
    now: datetime,
    end: TypedEnd | None = None,
) -> None:
    """Holds from the person's next request on. Raises `UnknownStaff`, `OwnRole`, `WrongLevel`,
    `UnknownPlace`, `NotAllowed`, `TwiceGranted`, `InvalidEnd`."""
    with transaction():
        row = staffing.person(actor, staff_code)
        staff.hold(row.id)
        spot, place_id = staffing.appointed(actor, role, level, place_code)
        if Grant(role, level, place_id) in staff.grants_of(row.id):
            raise TwiceGranted("Pegawai ini sudah memegang peran itu di sana.")
        until = staffing.until(role, spot, end or TypedEnd(), now)
        staff.grant(row.id, role, level, place_id, staffing.actor_id(actor) or None, now, until)
        # Whoever now works where a case was brought may not know of it any more.
        keyrings.drop_wraps(row.id)
        journal.about(
            staffing.actor_id(actor),
            row,
            "beri-peran",
            now,
            details={"peran": [None, staffing.told(role, level, place_id, until)]},
            **staffing.where(spot),
        )
