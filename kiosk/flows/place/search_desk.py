"""Units and people by words, within somebody's reach."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action
from kiosk.domain.place.edit import tidied
from kiosk.domain.place.tree import Tree
from kiosk.store.engine import transaction
from kiosk.store.people import audit, journal, roster
from kiosk.store.place import tree

MOST_WORDS, MOST_FOUND = 6, 30


@dataclass(frozen=True)
class FoundUnit:
    code: str
    name: str
    instansi: str
    closed: bool


@dataclass(frozen=True)
class FoundPerson:
    code: str
    name: str
    email: str


@dataclass(frozen=True)
class Found:
    """``more``: there was more than is shown."""

    units: tuple[FoundUnit, ...]
    people: tuple[FoundPerson, ...]
    more: bool


def search_desk(actor: Actor, typed: str, now: datetime) -> Found:
    """What has every word typed. Finding people is a read of their data, and is recorded; what
    was typed is not, since it may be a name."""
    words = tidied(typed).casefold().split()[:MOST_WORDS]
    if not words:
        return Found((), (), False)
    with transaction():
        nodes = tree.whole()
        units, people = _units(actor, words, nodes), _people(actor, words, nodes)
        if people:
            _record(actor, len(people), now)
    more = len(units) > MOST_FOUND or len(people) > MOST_FOUND
    return Found(tuple(units[:MOST_FOUND]), tuple(people[:MOST_FOUND]), more)


def _units(actor: Actor, words: list[str], nodes: Tree) -> list[FoundUnit]:
    return [
        FoundUnit(one.code, one.name, one.instansi, one.closed_at is not None)
        for one in nodes
        if _matches(words, f"{one.name} {one.code} {one.instansi}")
        and actor.may(Action.SEE_PLACES, nodes.spot(one.id))
    ]


def _people(actor: Actor, words: list[str], nodes: Tree) -> list[FoundPerson]:
    if not actor.may_anywhere(Action.SEE_STAFF):
        return []
    held = roster.grants()
    return [
        FoundPerson(one.code, one.name, one.email)
        for one in roster.everybody()
        if _matches(words, f"{one.name} {one.email}")
        and _is_reached(actor, held.get(one.id, []), nodes)
    ]


def _is_reached(actor: Actor, grants: list[Any], nodes: Tree) -> bool:
    spots = (nodes.spot_at(one.level, one.place_id) for one in grants)
    return any(spot is not None and actor.may(Action.SEE_STAFF, spot) for spot in spots)


def _matches(words: list[str], text: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def _record(actor: Actor, count: int, now: datetime) -> None:
    audit.append(
        at=now,
        actor_id=actor.id,
        action="cari-pegawai",
        object_kind="pegawai",
        object_id="",
        details={"banyak": count},
        **journal.home(actor.id),
    )
