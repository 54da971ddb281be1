"""The tree of units, kept by each worker for as long as no place changes."""

from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from kiosk.domain.place.tree import Node, Tree
from kiosk.store.engine import connection
from kiosk.store.place import revision, tree


@dataclass(frozen=True)
class KeptTree:
    revision: int
    tree: Tree

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """In the tree's order: sorting it costs more than reading it."""
        return tuple(self.tree)


_kept: WeakKeyDictionary[Engine, KeptTree] = WeakKeyDictionary()


def whole() -> KeptTree:
    """As `tree.whole` reads it. Not inside a transaction that changes places."""
    now, engine = revision.current(), connection().engine
    known = _kept.get(engine)
    if known is None or known.revision != now:
        known = _kept[engine] = KeptTree(now, tree.whole())
    return known
