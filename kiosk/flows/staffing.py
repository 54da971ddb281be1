"""Steps that flows about staff share: finding the place of a role, until when, and the person."""

from datetime import datetime
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.guest import TypedEnd, Until, read_end
from kiosk.domain.people.invitation import UnknownStaff
from kiosk.domain.people.policy import INSTALLATION, Action, Grant, Level, Role, Spot
from kiosk.domain.people.staffing import (
    UnknownPlace,
    check_appointment,
    check_level,
    check_not_self,
)
from kiosk.store.people import reach, staff
from kiosk.store.place import units


def place_of(role: Role, level: Level, code: str) -> tuple[Spot, int]:
    """Where a role would hang, and the id a grant keeps of it. Raises `WrongLevel`,
    `UnknownPlace`."""
    check_level(role, level)
    if level is Level.INSTALLATION:
        return INSTALLATION, 0
    found = reach.spot_of_instansi(code) if level is Level.INSTANSI else reach.spot_of_unit(code)
    if found is None:
        raise UnknownPlace('Tidak ada %(level)s berkode "%(code)s".', level=level, code=code[:40])
    return found, found.instansi_id if level is Level.INSTANSI else found.path[0]


def appointed(actor: Actor | None, role: Role, level: Level, code: str) -> tuple[Spot, int]:
    """The same, where ``actor`` may give that role there. Raises `NotAllowed` too."""
    spot, place_id = place_of(role, level, code)
    check_appointment(actor, role, spot)
    return spot, place_id


def until(role: Role, spot: Spot, typed: TypedEnd, now: datetime) -> Until | None:
    """In the unit's own days, else in the installation's. Raises `InvalidEnd`."""
    zone = units.zone_of(spot.path[0]) if spot.path else typed.zone
    return read_end(typed.text, role, zone, now)


def told(role: Role, level: Level, place_id: int, end: Until | None) -> str:
    """A role as the audit record names it."""
    name = f"{role} @ {level}:{place_id}"
    return f"{name} sampai {end.day}" if end else name


def person(actor: Actor | None, staff_code: str) -> Any:
    """Somebody else within reach. Raises `UnknownStaff` also for those out of reach, `OwnRole`."""
    row = staff.by_code(staff_code)
    if row is None or not _in_reach(actor, staff_code):
        raise UnknownStaff('Tidak ada pegawai berkode "%(code)s".', code=staff_code[:40])
    check_not_self(actor, row.id)
    return row


def _in_reach(actor: Actor | None, staff_code: str) -> bool:
    spots = reach.spots_of_staff(staff_code) or []
    return actor is None or any(actor.may(Action.EDIT_STAFF, spot) for spot in spots)


def spots_of(staff_id: int) -> dict[Grant, Spot]:
    """Every role somebody holds, with where it holds."""
    found = {one: reach.spot_of_place(one.level, one.place_id) for one in staff.grants_of(staff_id)}
    return {one: spot for one, spot in found.items() if spot is not None}


def where(spot: Spot) -> dict[str, int]:
    """Whose audit record something at ``spot`` is."""
    return {"instansi_id": spot.instansi_id, "unit_id": spot.path[0] if spot.path else 0}


def actor_id(actor: Actor | None) -> int:
    """0: the operator at the command line."""
    return 0 if actor is None else actor.id
