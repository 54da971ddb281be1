"""Steps that flows of the queue share: which units' tickets somebody sees, and what they asked
for turned into what the store asks by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.complaint.listing import MINE, NOBODYS, Filter, day_ends, start_of
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import INSTALLATION, Action
from kiosk.domain.place.tree import Node
from kiosk.store.complaint import queue
from kiosk.store.complaint.queue import Wanted
from kiosk.store.people import staff
from kiosk.store.place import kept_tree, units
from kiosk.store.place.kept_tree import KeptTree


@dataclass(frozen=True)
class Reach:
    """``nodes`` in the tree's order, closed ones with them: what happened there is still to be
    answered. ``whole``: every unit there is."""

    places: KeptTree
    nodes: Sequence[Node]
    whole: bool

    @property
    def ids(self) -> list[int] | None:
        """As the store asks: None for every unit."""
        return None if self.whole else [one.id for one in self.nodes]

    def by_code(self, code: str | None) -> Node | None:
        return next((one for one in self.nodes if one.code == code), None)

    def below(self, unit: Node) -> list[int]:
        """The unit and those below it."""
        path = self.places.tree.path
        return [one.id for one in self.nodes if unit.id in path(one.id)]


def reach_of(actor: Actor, action: Action = Action.SEE_TICKETS) -> Reach:
    places = kept_tree.whole()
    if actor.may(action, INSTALLATION):
        return Reach(places, places.nodes, True)
    spot = places.tree.spot
    nodes = [one for one in places.nodes if actor.may(action, spot(one.id))]
    return Reach(places, nodes, False)


def wanted_of(asked: Filter, actor: Actor, reach: Reach, zone: str, now: datetime) -> Wanted:
    """``zone``: in which days of receipt are meant where no unit is named. A code that names
    nothing within reach filters nothing."""
    unit = reach.by_code(asked.unit)
    where = unit.timezone if unit else zone
    since = start_of(asked.since, where) if asked.since else None
    before = start_of(asked.until + timedelta(days=1), where) if asked.until else None
    return Wanted(
        tab=asked.tab,
        units=reach.below(unit) if unit else reach.ids,
        me=actor.id,
        now=now,
        ends=day_ends(now, dict.fromkeys(one.timezone for one in reach.nodes)),
        service=_service(asked.service, unit),
        ticket_class=asked.ticket_class,
        kind=asked.kind,
        channel=asked.channel,
        state=asked.state,
        owner=_owner(asked.owner, actor),
        since=since,
        before=before,
        lapor=asked.lapor,
    )


def plain(wanted: Wanted, reach: Reach) -> Wanted:
    """The same without filters: what tabs are counted by."""
    return Wanted(wanted.tab, reach.ids, wanted.me, wanted.now, wanted.ends)


def _service(code: str | None, unit: Node | None) -> int | None:
    if code is None or unit is None:
        return None
    return next((one.id for one in units.services_of([unit.id]) if one.code == code), None)


def _owner(code: str | None, actor: Actor) -> int:
    if code in (None, MINE, NOBODYS):
        return {None: queue.ANYBODY, MINE: actor.id, NOBODYS: queue.NOBODY}[code]
    known = staff.by_code(str(code))
    return known.id if known is not None else queue.ANYBODY
