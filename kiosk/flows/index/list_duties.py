"""What the months ask of somebody: periods to close, wishes to decide, plans past their day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.index.closing import Event
from kiosk.domain.index.period import Period, of_month, parse
from kiosk.domain.month import Month, month_of, shift
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action
from kiosk.domain.place.tree import Node, Tree
from kiosk.flows.measuring import DEFAULT_INSTRUMENT
from kiosk.store.engine import reading
from kiosk.store.index import alerts, events, plans, tallies
from kiosk.store.people import reach
from kiosk.store.place import tree
from kiosk.store.survey import instruments


@dataclass(frozen=True)
class Dated:
    """A period of a unit."""

    unit: Node
    period: Period


@dataclass(frozen=True)
class Duties:
    """``months``: the running month of each unit whose index somebody may see. ``closable``: last
    month where it has answers and was not closed. ``wishes``: to open a period again, asked by
    another. ``late``: unit to how many plans are past their day. ``alerts``: not acknowledged."""

    months: tuple[Dated, ...]
    closable: tuple[Dated, ...]
    wishes: tuple[Dated, ...]
    late: tuple[tuple[Node, int], ...]
    alerts: int


def list_duties(actor: Actor, now: datetime) -> Duties:
    with reading():
        nodes = tree.whole()
        return Duties(
            months=tuple(_months(_reached(actor, Action.SEE_INDEX, nodes), now)),
            closable=tuple(_closable(_reached(actor, Action.CLOSE_PERIOD, nodes), nodes, now)),
            wishes=tuple(_wishes(actor, _reached(actor, Action.APPROVE_REOPENING, nodes))),
            late=tuple(_late(_reached(actor, Action.KEEP_PLANS, nodes), now)),
            alerts=sum(alerts.waiting(reach.unit_ids(actor.grants, Action.HANDLE_ALERTS)).values()),
        )


def _reached(actor: Actor, action: Action, nodes: Tree) -> list[Node]:
    wanted = set(reach.unit_ids(actor.grants, action))
    return [one for one in nodes if one.id in wanted and one.closed_at is None]


def _months(units: Sequence[Node], now: datetime) -> list[Dated]:
    return [Dated(one, of_month(month_of(now, one.timezone))) for one in units]


def _closable(units: Sequence[Node], nodes: Tree, now: datetime) -> list[Dated]:
    last = {one.id: shift(month_of(now, one.timezone), -1) for one in units}
    number = instruments.ids().get(DEFAULT_INSTRUMENT, 0)
    closed = {
        (row.unit_id, row.period)
        for row in events.last_of_each([*last], number)
        if row.kind != Event.REOPEN
    }
    answered = _answered(nodes, number, {*last.values()})
    found = [Dated(one, of_month(last[one.id])) for one in units]
    return [
        one
        for one in found
        if (one.unit.id, one.period.first) in answered
        and (one.unit.id, str(one.period)) not in closed
    ]


def _answered(nodes: Tree, number: int, months: set[Month]) -> set[tuple[int, Month]]:
    """(unit, month) with answers, of the unit itself or of one below it."""
    instrument, ids = instruments.by_code(DEFAULT_INSTRUMENT), [one.id for one in nodes]
    own = tallies.read(instrument, number, ids, months, by=("unit_id", "month"))
    return {(above, month) for unit_id, month in own for above in nodes.path(unit_id)}


def _wishes(actor: Actor, units: Sequence[Node]) -> list[Dated]:
    by_id = {one.id: one for one in units}
    return [
        Dated(by_id[row.unit_id], parse(row.period))
        for row in events.undecided([*by_id])
        if row.asked_by != actor.id
    ]


def _late(units: Sequence[Node], now: datetime) -> list[tuple[Node, int]]:
    by_id = {one.id: one for one in units}
    late = Counter(one.unit_id for one in plans.due_before(now.date()) if one.unit_id in by_id)
    return [(by_id[unit_id], count) for unit_id, count in late.items()]
