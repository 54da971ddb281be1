"""A role is given a later end, an earlier one, or none: recorded like giving it."""

from datetime import datetime
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.guest import TypedEnd
from kiosk.domain.people.policy import Level, Role
from kiosk.domain.people.staffing import UnknownPlace, check_appointment
from kiosk.flows import staffing
from kiosk.store.engine import transaction
from kiosk.store.people import grant_ends, journal, reach, staff


def change_end(
    actor: Actor | None, staff_code: str, grant_id: int, end: TypedEnd, now: datetime
) -> bool:
    """``grant_id``: one the person holds now; False where it is over or was never theirs. Raises
    `UnknownStaff`, `OwnRole`, `NotAllowed`, `UnknownPlace`, `InvalidEnd`."""
    with transaction():
        row = staffing.person(actor, staff_code)
        staff.hold(row.id)
        found = next((one for one in staff.grant_rows(row.id) if one.id == grant_id), None)
        if found is not None:
            _change(actor, row, found, end, now)
        return found is not None


def _change(actor: Actor | None, row: Any, found: Any, end: TypedEnd, now: datetime) -> None:
    role, level = Role(found.role), Level(found.level)
    spot = reach.spot_of_place(level, found.place_id)
    if spot is None:
        raise UnknownPlace("Tempat peran ini tidak ada lagi.")
    check_appointment(actor, role, spot)
    before = grant_ends.of([found.id]).get(found.id)
    after = staffing.until(role, spot, end, now)
    if before == after:
        return
    grant_ends.put(found.id, after)
    names = [staffing.told(role, level, found.place_id, one) for one in (before, after)]
    journal.about(
        staffing.actor_id(actor), row, "ubah-akhir-peran", now,
        details={"peran": names}, **staffing.where(spot),
    )  # fmt: skip
