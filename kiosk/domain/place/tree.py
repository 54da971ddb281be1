"""The units of an installation as a tree, and which of them somebody reaches."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people.policy import INSTALLATION, Level, Spot


@dataclass(frozen=True)
class Node:
    """A unit in its tree; ``instansi`` and ``instansi_code`` name the body it belongs to."""

    id: int
    code: str
    name: str
    parent_id: int | None
    instansi_id: int
    instansi: str
    instansi_code: str
    timezone: str
    closed_at: datetime | None = None


class Tree:
    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = {one.id: one for one in nodes}

    def __iter__(self) -> Iterator[Node]:
        """By instansi, each unit under its parent."""
        return iter(sorted(self._nodes.values(), key=self._place))

    def _place(self, node: Node) -> tuple[str, int, tuple[tuple[str, int], ...]]:
        above = [self._nodes[one] for one in reversed(self.path(node.id)) if one in self._nodes]
        return node.instansi, node.instansi_id, tuple((one.name, one.id) for one in above)

    def __getitem__(self, unit_id: int) -> Node:
        return self._nodes[unit_id]

    def path(self, unit_id: int) -> tuple[int, ...]:
        """This unit and those above it, nearest first."""
        path: list[int] = []
        current: int | None = unit_id
        while current is not None and current in self._nodes and current not in path:
            path.append(current)
            current = self._nodes[current].parent_id
        return tuple(path)

    def spot(self, unit_id: int) -> Spot:
        return Spot(self._nodes[unit_id].instansi_id, self.path(unit_id))

    def spot_at(self, level: str, place_id: int) -> Spot | None:
        """Where a role stands that was given for a place; None for a place that is not there."""
        if level == Level.INSTALLATION:
            return INSTALLATION
        if level == Level.INSTANSI:
            return Spot(place_id)
        return self.spot(place_id) if place_id in self._nodes else None

    def below(self, unit_id: int) -> tuple[int, ...]:
        """This unit and all below it."""
        return tuple(one for one in self._nodes if unit_id in self.path(one))

    def children(self, unit_id: int) -> tuple[Node, ...]:
        return tuple(one for one in self if one.parent_id == unit_id)

    def depth(self, unit_id: int, among: Iterable[int]) -> int:
        """How many of the units above it are among those shown."""
        shown = set(among)
        return sum(one in shown for one in self.path(unit_id)[1:])
