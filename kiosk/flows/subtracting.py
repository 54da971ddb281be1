"""Steps that flows about periods share: figures that everybody has read are not to be subtracted.

What was public once stays known, whatever was withdrawn or opened since.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from kiosk.domain.index import period as periods
from kiosk.domain.index.apart import Told, telling
from kiosk.domain.index.closing import Closing, Event, UnfitClosing
from kiosk.domain.place.tree import Tree
from kiosk.flows import closings
from kiosk.store.index import events
from kiosk.store.place import tree
from kiosk.store.survey import instruments


def check(closing: Closing) -> None:
    """Before a closing is published: raises `UnfitClosing` where with it the answers of fewer
    people than the office tells of could be reckoned from what was public at some time."""
    nodes = tree.whole()
    top = nodes.path(closing.unit_id)[-1]
    rows = events.closed_and_published(nodes.below(top), instruments.id_of(closing.instrument))
    new = _told(closing, nodes)
    before = [_told(one, nodes) for one in _near(closing, _published(rows), nodes)]
    rest = telling(new, before, closing.figures.method.smallest)
    if rest is None:
        return
    others = {one.title: None for one in (rest.whole, *rest.parts) if one is not new}
    raise UnfitClosing(
        "%(period)s tidak dapat diterbitkan sekarang. Bila dikurangkan dengan yang pernah terbit "
        "(%(others)s), angkanya membuka jawaban kurang dari %(smallest)s orang. Periodenya tetap "
        "tertutup, dan laporannya tetap dapat dibuat.",
        period=closing.period.title,
        others=", ".join(others),
        smallest=closing.figures.method.smallest,
    )


def _published(rows: Iterable[Any]) -> list[Any]:
    """Of events in order of time those that closed what was published afterwards."""
    closed: dict[tuple[int, str], Any] = {}
    found: dict[int, Any] = {}
    for row in rows:
        place = (row.unit_id, row.period)
        if row.kind == Event.CLOSE:
            closed[place] = row
        elif place in closed:
            found[closed[place].id] = closed[place]
    return list(found.values())


def _near(closing: Closing, rows: Sequence[Any], nodes: Tree) -> list[Closing]:
    """What the closing is a part of, what is part of it, and what else is part of the same."""
    path, months = nodes.path(closing.unit_id), set(closing.period.months)
    wholes = {closing.unit_id, *(row.unit_id for row in rows if row.unit_id in path)}
    found = []
    for row in rows:
        is_within = not wholes.isdisjoint(nodes.path(row.unit_id))
        is_then = not months.isdisjoint(periods.parse(row.period).months)
        if row.id != closing.id and is_within and (is_then or row.unit_id in path):
            found.append(closings.by_id(row.id))
    return [one for one in found if one]


def _told(one: Closing, nodes: Tree) -> Told:
    name = f"{one.period.title}, {one.figures.unit_name}"
    units, months = frozenset(nodes.below(one.unit_id)), frozenset(one.period.months)
    return Told(name, units, months, one.figures.respondents, one.figures.counts)
