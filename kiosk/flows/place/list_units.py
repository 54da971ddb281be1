"""One unit whole, and the places a person may build below."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action, Spot
from kiosk.domain.place.point import Use
from kiosk.domain.place.tree import Node, Tree
from kiosk.store.engine import reading
from kiosk.store.place import edits, offers, points, tree
from kiosk.store.place.edits import Kept


@dataclass(frozen=True)
class UnitProfile:
    """``services`` and ``points`` count the open ones; ``uses`` hold here, own or inherited.
    ``above``: nearest first; only those the person may see."""

    kept: Kept
    node: Node
    above: tuple[Node, ...]
    below: tuple[Node, ...]
    services: int
    points: int
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class Place:
    """Where a unit may be made: ``value`` as `make_unit` takes it."""

    value: str
    name: str
    depth: int


def show_unit(actor: Actor, code: str) -> UnitProfile:
    """Raises `UnknownPlace`."""
    with reading():
        kept, nodes = edits.unit(code), tree.whole()
        seen = [
            nodes[one]
            for one in nodes.path(kept.id)[1:]
            if actor.may(Action.SEE_PLACES, nodes.spot(one))
        ]
        return UnitProfile(
            kept=kept,
            node=nodes[kept.id],
            above=tuple(seen),
            below=nodes.children(kept.id),
            services=_open(offers.services(kept.id)),
            points=_open(offers.points([kept.id])),
            uses=points.uses_of(kept.id),
        )


def _open(rows: list[object]) -> int:
    return sum(getattr(row, "closed_at", None) is None for row in rows)


def places_to_build(actor: Actor) -> list[Place]:
    """Instansi and open units this person may build below, as a tree."""
    with reading():
        bodies, nodes = tree.bodies(), tree.whole()
    found: list[Place] = []
    for number, code, name in bodies:
        whole, mine = actor.may(Action.EDIT_PLACES, Spot(number)), _mine(actor, number, nodes)
        ids = [one.id for one in mine]
        found += [Place(f"instansi:{code}", name, 0)] if whole else []
        found += [
            Place(f"unit:{one.code}", one.name, int(whole) + nodes.depth(one.id, ids))
            for one in mine
        ]
    return found


def _mine(actor: Actor, instansi_id: int, nodes: Tree) -> list[Node]:
    return [
        one
        for one in nodes
        if one.instansi_id == instansi_id
        and one.closed_at is None
        and actor.may(Action.EDIT_PLACES, nodes.spot(one.id))
    ]


@dataclass(frozen=True)
class ListedService:
    code: str
    name: str
    asks_fee: bool
    closed_at: datetime | None


def list_services(unit_code: str) -> tuple[Kept, list[ListedService]]:
    """The unit and its services, open ones first. Raises `UnknownPlace`."""
    with reading():
        kept = edits.unit(unit_code)
        rows = offers.services(kept.id)
    listed = [ListedService(one.code, one.name, one.asks_fee, one.closed_at) for one in rows]
    return kept, sorted(listed, key=lambda one: one.closed_at is not None)


@dataclass(frozen=True)
class Body:
    """An instansi this person sees as a whole."""

    code: str
    name: str
    may_edit: bool


def list_bodies(actor: Actor) -> list[Body]:
    with reading():
        return [
            Body(code, name, actor.may(Action.ADD_INSTANSI, Spot(number)))
            for number, code, name in tree.bodies()
            if actor.may(Action.SEE_PLACES, Spot(number))
        ]
