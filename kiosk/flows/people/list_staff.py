"""Who sits at the desk, with which roles: within somebody's reach, and recorded as a read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.invitation import UnknownStaff
from kiosk.domain.people.policy import Action, Level, Role, Spot, may_grant
from kiosk.domain.people.staffing import LEVELS
from kiosk.domain.place.tree import Tree
from kiosk.store.engine import reading, transaction
from kiosk.store.people import audit, journal, roster
from kiosk.store.place import edits, tree

INVITED, ACTIVE, DISABLED = "undangan belum dipakai", "aktif", "dinonaktifkan"


@dataclass(frozen=True)
class ListedRole:
    """``number`` names it to `end_role`. ``may_end``: by whoever looks. ``last_day``: the last one
    it holds on; None: until somebody ends it."""

    number: int
    role: Role
    place: str
    since: datetime
    may_end: bool
    last_day: date | None


@dataclass(frozen=True)
class ListedPerson:
    """``roles``: those within reach only. ``whole``: the one who looks may act on the account
    itself, having been able to give every role of it."""

    code: str
    name: str
    email: str
    state: str
    has_second_factor: bool
    is_self: bool
    whole: bool
    roles: tuple[ListedRole, ...]


def list_staff(actor: Actor, unit_code: str | None, now: datetime) -> list[ListedPerson]:
    """By name; with a unit, those with a role at it or below."""
    with transaction():
        within = edits.unit(unit_code).id if unit_code is not None else None
        found = _People(actor).listed(within)
        _record(actor, "lihat-pegawai", unit_code or "", {"banyak": len(found)}, now)
    return found


def show_person(actor: Actor, staff_code: str, now: datetime) -> ListedPerson:
    """Raises `UnknownStaff`, also for somebody out of reach."""
    with transaction():
        found = next((one for one in _People(actor).listed(None) if one.code == staff_code), None)
        if found is None:
            raise UnknownStaff('Tidak ada pegawai berkode "%(code)s".', code=staff_code[:40])
        _record(actor, "lihat-pegawai", staff_code, {}, now)
    return found


def _record(actor: Actor, action: str, code: str, details: dict[str, Any], now: datetime) -> None:
    audit.append(
        at=now,
        actor_id=actor.id,
        action=action,
        object_kind="pegawai",
        object_id=code,
        details=details,
        **journal.home(actor.id),
    )


class _People:
    """Everybody as one person at the desk may see them."""

    def __init__(self, actor: Actor) -> None:
        self.actor, self.nodes = actor, tree.whole()
        self.bodies = {number: name for number, _code, name in tree.bodies()}
        self.held = roster.grants()

    def listed(self, within: int | None) -> list[ListedPerson]:
        found = [self._person(row) for row in roster.everybody() if self._is_within(row.id, within)]
        return [one for one in found if one.roles]

    def _is_within(self, staff_id: int, unit: int | None) -> bool:
        if unit is None:
            return True
        return any(spot is not None and unit in spot.path for _, spot in self._spots(staff_id))

    def _spots(self, staff_id: int) -> list[tuple[Any, Spot | None]]:
        rows = self.held.get(staff_id, [])
        return [(one, self.nodes.spot_at(one.level, one.place_id)) for one in rows]

    def _person(self, row: Any) -> ListedPerson:
        is_self, spots = row.id == self.actor.id, self._spots(row.id)
        mine = [
            self._role(one, spot, is_self)
            for one, spot in spots
            if spot is not None and self.actor.may(Action.SEE_STAFF, spot)
        ]
        whole = all(spot is not None and self._gives(one, spot) for one, spot in spots)
        return ListedPerson(
            row.code,
            row.name,
            row.email,
            _state(row),
            row.has_second_factor,
            is_self,
            whole and not is_self,
            tuple(mine),
        )

    def _role(self, row: Any, spot: Spot, is_self: bool) -> ListedRole:
        may_end = not is_self and self._gives(row, spot)
        place = self._place(row.level, row.place_id)
        role = Role(row.role)
        return ListedRole(row.id, role, place, row.granted_at, may_end, row.last_day)

    def _gives(self, row: Any, spot: Spot) -> bool:
        return may_grant(self.actor.grants, Role(row.role), spot)

    def _place(self, level: str, place_id: int) -> str:
        if level == Level.INSTALLATION:
            return "seluruh instalasi"
        if level == Level.INSTANSI:
            return self.bodies.get(place_id, "")
        return self.nodes[place_id].name


def _state(row: Any) -> str:
    if row.disabled_at is not None:
        return DISABLED
    return ACTIVE if row.has_way_in else INVITED


@dataclass(frozen=True)
class Appointment:
    """What somebody may hand out. ``places``: "instalasi:", "instansi:KODE", "unit:KODE" with
    names and depth."""

    roles: tuple[Role, ...]
    places: tuple[tuple[str, str, int], ...]


def appointments(actor: Actor) -> Appointment:
    """Every role and every place of which some pair may be given; the flow refuses the rest."""
    with reading():
        nodes, bodies = tree.whole(), tree.bodies()
    roles = [one for one in Role if may_grant(actor.grants, one, _widest(actor, nodes, one))]
    places = _whole(roles) + _of_bodies(actor, nodes, bodies)
    return Appointment(tuple(roles), tuple(places))


def _widest(actor: Actor, nodes: Tree, role: Role) -> Spot:
    """A spot at which one of the actor's grants holds, the one that may give ``role`` if any."""
    spots = [spot for one in actor.grants if (spot := nodes.spot_at(one.level, one.place_id))]
    return next((one for one in spots if may_grant(actor.grants, role, one)), Spot(-1))


def _whole(roles: Sequence[Role]) -> list[tuple[str, str, int]]:
    fits = any(Level.INSTALLATION in LEVELS[one] for one in roles)
    return [("instalasi:", "Seluruh instalasi", 0)] if fits else []


def _of_bodies(
    actor: Actor, nodes: Tree, bodies: Sequence[tuple[int, str, str]]
) -> list[tuple[str, str, int]]:
    found: list[tuple[str, str, int]] = []
    for number, code, name in bodies:
        whole = actor.may(Action.EDIT_STAFF, Spot(number))
        mine = [
            one
            for one in nodes
            if one.instansi_id == number
            and one.closed_at is None
            and actor.may(Action.EDIT_STAFF, nodes.spot(one.id))
        ]
        ids = [one.id for one in mine]
        found += [(f"instansi:{code}", name, 0)] if whole else []
        found += [
            (f"unit:{one.code}", one.name, int(whole) + nodes.depth(one.id, ids)) for one in mine
        ]
    return found
