"""The tablets of a unit and of those below it, by counter, with what of them was set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.arrival import Clock
from kiosk.domain.place.point import UnknownUnit
from kiosk.domain.place.tablet_watch import Tablet
from kiosk.domain.place.tree import Node
from kiosk.flows import watching
from kiosk.store.engine import reading
from kiosk.store.place import kept_tree, parked, points


@dataclass(frozen=True)
class Counter:
    """A counter and its tablets, revoked ones too. ``takes``: open, so that a tablet may come."""

    code: str
    name: str
    unit: Node
    takes: bool
    tablets: tuple[Tablet, ...]


@dataclass(frozen=True)
class ParkedItem:
    """Something a tablet sent that could not be taken in; what it says nobody is shown.
    ``guessed``: the tablet's clock was no help, so ``pressed_at`` is when it arrived."""

    id: int
    tablet: Tablet
    unit: Node
    pressed_at: datetime
    received_at: datetime
    guessed: bool
    reason: str


@dataclass(frozen=True)
class UnitTablets:
    """``unit`` None: of all there are."""

    unit: Node | None
    counters: tuple[Counter, ...]
    parked: tuple[ParkedItem, ...]

    @property
    def tablets(self) -> list[Tablet]:
        return [one for counter in self.counters for one in counter.tablets]


def list_devices(unit_code: str | None, now: datetime) -> UnitTablets:
    """Of the unit itself every counter, of those below the ones with tablets. Raises
    `UnknownUnit`."""
    with reading():
        nodes = kept_tree.whole()
        unit = _unit(unit_code, nodes.nodes) if unit_code is not None else None
        below = None if unit is None else nodes.tree.below(unit.id)
        found = watching.tablets(below, now)
        by_id = {one.id: one for one in nodes.nodes}
        return UnitTablets(unit, _counters(unit, found, by_id), _parked(found, by_id))


def _unit(code: str, nodes: Sequence[Node]) -> Node:
    found = next((one for one in nodes if one.code == code), None)
    if found is None:
        raise UnknownUnit('Tidak ada unit berkode "%(code)s".', code=code[:40])
    return found


def _counters(
    unit: Node | None, found: Sequence[Tablet], nodes: dict[int, Node]
) -> tuple[Counter, ...]:
    """The unit's own first."""
    at: dict[str, list[Tablet]] = {}
    for one in found:
        at.setdefault(one.point_code, []).append(one)
    own = points.of_units([unit.id]) if unit else []
    mine = [
        Counter(
            row.code,
            row.name,
            nodes[row.unit_id],
            row.closed_at is None and nodes[row.unit_id].closed_at is None,
            tuple(at.pop(row.code, ())),
        )
        for row in own
    ]
    return tuple(mine + [_elsewhere(code, those, nodes) for code, those in at.items()])


def _elsewhere(code: str, those: Sequence[Tablet], nodes: dict[int, Node]) -> Counter:
    first = those[0]
    return Counter(
        code, first.point_name, nodes[first.unit_id], any(one.watched for one in those),
        tuple(those),
    )  # fmt: skip


def _parked(found: Sequence[Tablet], nodes: dict[int, Node]) -> tuple[ParkedItem, ...]:
    tablets = {one.id: one for one in found if one.parked}
    return tuple(
        ParkedItem(
            row.id,
            tablets[row.device_id],
            nodes[tablets[row.device_id].unit_id],
            row.pressed_at,
            row.received_at,
            row.clock == Clock.NOT_BELIEVED,
            row.reason,
        )
        for row in (parked.open_ones(list(tablets)) if tablets else [])
    )
