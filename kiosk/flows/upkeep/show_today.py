"""The desk's first page: what is due, what is wrong, what changed, within somebody's reach."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.complaint.listing import Filter, Tab
from kiosk.domain.index.method_settings import minimum_sample
from kiosk.domain.month import Month, month_of
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action
from kiosk.domain.place.pace import Pace, pace
from kiosk.domain.place.point import Use
from kiosk.domain.place.tablet_watch import Tablet, Trouble
from kiosk.domain.place.tree import Node, Tree
from kiosk.flows import reaching, watching
from kiosk.store.complaint import queue
from kiosk.store.engine import reading
from kiosk.store.index import official, tallies
from kiosk.store.people import changes, reach
from kiosk.store.place import offers, settings, tree, uses
from kiosk.store.survey import exclusions, instruments, left_out

SAMPLED = "skm-2017"
CHANGES = 10
WATCHED = (Tab.LATE, Tab.TODAY, Tab.NEW, Tab.MINE)
"""A jobs process renews its lease every quarter minute; a restart takes less than this."""


@dataclass(frozen=True)
class Shortage:
    unit: Node
    pace: Pace


@dataclass(frozen=True)
class Ending:
    """This is the instrument's last month, and no other of its survey follows."""

    unit: Node
    instrument: str


@dataclass(frozen=True)
class Bare:
    """``lacks``: of "loket", "layanan", "instrumen"."""

    unit: Node
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Waiting:
    unit: Node
    exclusions: int


@dataclass(frozen=True)
class Ailing:
    """A tablet with which something is wrong."""

    unit: Node
    tablet: Tablet


@dataclass(frozen=True)
class Change:
    at: datetime
    actor: str
    action: str
    object_kind: str
    object_id: str
    unit: Node | None


@dataclass(frozen=True)
class Today:
    """``tickets``: how much is in these tabs, at most `COUNTED`; None for whoever sees none."""

    units: tuple[Node, ...]
    shortages: tuple[Shortage, ...]
    endings: tuple[Ending, ...]
    waiting: tuple[Waiting, ...]
    bare: tuple[Bare, ...]
    changes: tuple[Change, ...]
    tickets: dict[Tab, int] | None = None
    tablets: tuple[Ailing, ...] = ()


def show_today(actor: Actor, now: datetime) -> Today:
    with reading():
        nodes = tree.whole()
        seen = _reached(actor, Action.SEE_PLACES, nodes)
        edited = _reached(actor, Action.EDIT_PLACES, nodes)
        counted = _reached(actor, Action.SEE_INDEX, nodes)
        decided = _reached(actor, Action.APPROVE_EXCLUSION, nodes)
        held = _Uses(nodes)
        return Today(
            units=tuple(seen),
            shortages=tuple(_shortages(counted, nodes, now)),
            endings=tuple(_endings(edited, held, now)),
            waiting=tuple(_waiting(decided)),
            bare=tuple(_bare(edited, held, now)),
            changes=tuple(_changes(actor, nodes)),
            tickets=_tickets(actor, now) if actor.may_anywhere(Action.SEE_TICKETS) else None,
            tablets=tuple(_ailing(_reached(actor, Action.SEE_DEVICES, nodes), now)),
        )


def _tickets(actor: Actor, now: datetime) -> dict[Tab, int]:
    reach = reaching.reach_of(actor)
    wanted = reaching.wanted_of(Filter(), actor, reach, "UTC", now)
    return queue.counts(wanted, WATCHED)


def _reached(actor: Actor, action: Action, nodes: Tree) -> list[Node]:
    wanted = set(reach.unit_ids(actor.grants, action))
    return [one for one in nodes if one.id in wanted]


def _shortages(units: Sequence[Node], nodes: Tree, now: datetime) -> list[Shortage]:
    """Of units with open counters: an office that only heads others asks nobody itself."""
    open_points = offers.points([one.id for one in units])
    asking = {row.unit_id for row in open_points if row.closed_at is None}
    busy = [one for one in units if one.id in asking]
    found = [Shortage(one, of_unit) for one, of_unit in _paces(busy, nodes, now)]
    return [one for one in found if one.pace.behind]


def _paces(units: Sequence[Node], nodes: Tree, now: datetime) -> Iterator[tuple[Node, Pace]]:
    ids, months = [one.id for one in units], {month_of(now, one.timezone) for one in units}
    counted = _respondents(ids, months)
    values = settings.of_units({one.id: nodes.path(one.id) for one in units})
    visits = official.visits_by_unit(months)
    for one in units:
        key = (one.id, month_of(now, one.timezone))
        respondents = counted.get(key, 0)
        minimum, _rule = minimum_sample(values[one.id], visits.get(key) or None, respondents)
        yield one, pace(respondents, minimum, now, one.timezone)


def _respondents(ids: Sequence[int], months: Collection[Month]) -> Counter[tuple[int, ...]]:
    """(unit id, month) to the answers that count."""
    instrument, number = instruments.by_code(SAMPLED), instruments.ids().get(SAMPLED, 0)
    split = tallies.read(instrument, number, ids, months, by=("unit_id", "month"))
    found = Counter({key: tally.respondents for key, tally in split.items()})
    for gone in left_out.read(instrument, number, ids, months):
        found[gone.unit_id, gone.month] -= gone.tally.respondents
    return found


class _Uses:
    """What holds at each unit: its own instruments, or those of the nearest above with any."""

    def __init__(self, nodes: Tree) -> None:
        self._nodes, self._own = nodes, uses.of_all()

    def of(self, unit_id: int) -> tuple[Use, ...]:
        above = (self._own[one] for one in self._nodes.path(unit_id) if one in self._own)
        return next(above, ())


def _endings(units: Sequence[Node], held: _Uses, now: datetime) -> list[Ending]:
    found = []
    for unit in units:
        month = month_of(now, unit.timezone)
        found += [Ending(unit, one) for one in _ending(held.of(unit.id), month)]
    return found


def _ending(held: Sequence[Use], month: Month) -> list[str]:
    later = {_survey(one.instrument) for one in held if one.last is None or one.last > month}
    ending = [one.instrument for one in held if one.last == month]
    return [one for one in ending if _survey(one) not in later]


def _survey(instrument: str) -> str:
    return instruments.by_code(instrument).survey


def _waiting(units: Sequence[Node]) -> list[Waiting]:
    found = [Waiting(one, exclusions.waiting([one.id])) for one in units]
    return [one for one in found if one.exclusions]


def _bare(units: Sequence[Node], held: _Uses, now: datetime) -> list[Bare]:
    """An office above others may well have no counter; one without anything below may not."""
    ids, above = [one.id for one in units], {one.parent_id for one in units}
    counters = {row.unit_id for row in offers.points(ids) if row.closed_at is None}
    serving = offers.serving(ids)
    found = []
    for one in units:
        month = month_of(now, one.timezone)
        there = {
            "loket": one.id in counters,
            "layanan": one.id in serving,
            "instrumen": any(use.covers(month) for use in held.of(one.id)),
        }
        lacks = tuple(name for name, present in there.items() if not present)
        if lacks and one.id not in above:
            found.append(Bare(one, lacks))
    return found


def _ailing(units: Sequence[Node], now: datetime) -> list[Ailing]:
    """The worst first: what is silent hides all else."""
    by_id = {one.id: one for one in units}
    found = [one for one in watching.tablets(list(by_id), now) if one.troubles] if by_id else []
    found.sort(key=lambda one: list(Trouble).index(one.troubles[0]))
    return [Ailing(by_id[one.unit_id], one) for one in found]


def _changes(actor: Actor, nodes: Tree) -> list[Change]:
    units = [one.id for one in nodes if actor.may(Action.SEE_PLACES, nodes.spot(one.id))]
    bodies = reach.instansi_ids(actor.grants, Action.SEE_PLACES)
    by_id = {one.id: one for one in nodes}
    return [
        Change(
            row.at,
            row.actor or "operator",
            row.action,
            row.object_kind,
            row.object_id,
            by_id.get(row.unit_id),
        )
        for row in changes.newest(units, bodies, CHANGES)
    ]
