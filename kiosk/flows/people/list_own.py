"""The roles somebody holds, with the names of their places."""

from dataclasses import dataclass

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.store.engine import reading
from kiosk.store.people import reach


@dataclass(frozen=True)
class HeldRole:
    """``place``: "seluruh instalasi", or the name of the instansi or unit."""

    role: Role
    level: Level
    place: str


def list_roles(actor: Actor) -> list[HeldRole]:
    with reading():
        return [HeldRole(one.role, one.level, _place(one)) for one in actor.grants]


def _place(grant: Grant) -> str:
    if grant.level is Level.INSTALLATION:
        return "seluruh instalasi"
    return reach.name_of_place(grant.level, grant.place_id) or "tempat yang sudah tidak ada"
