"""How many answers of a survey would have to be one step higher for an index to reach a line.

One step is one answer to one item, one value higher ("sesuai" instead of "tidak sesuai"); who
answered stays as it was, and nobody can answer above the top of the scale. A step in an item of
n answers lifts the mean of its unsur by 1 / (n x items of the unsur), and the index by that over
the number of unsur: always the same, however many steps went before. So the fewest steps are
those with the largest lift, and no other choice of as many lifts the index further.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from kiosk.domain.index.method import Method, to_four
from kiosk.domain.index.tally import Tally
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import Instrument, Scale, say

PRINTED = Fraction(1, 200)
"""Half of the last printed decimal: 3,595 is the smallest mean that is printed as 3,60."""


def smallest_mean(printed: Fraction) -> Fraction:
    """The smallest index that is printed, half up, as ``printed`` (two decimals)."""
    return printed - PRINTED


@dataclass(frozen=True)
class ItemCells:
    """``counts``: answers per value, lowest first, not all of them nought."""

    code: str
    label: str
    unsur: str
    counts: tuple[int, ...]

    @property
    def answers(self) -> int:
        return sum(self.counts)

    @property
    def room(self) -> int:
        """Steps until every answer stands at the top."""
        top = len(self.counts) - 1
        return sum((top - place) * count for place, count in enumerate(self.counts))

    @property
    def depth(self) -> int:
        """Steps down until every answer stands at the bottom."""
        return sum(place * count for place, count in enumerate(self.counts))

    def mean(self, low: int) -> Fraction:
        return low + Fraction(self.depth, self.answers)


@dataclass(frozen=True)
class Steps:
    """``by_item``: item code to steps, only where there are any. ``exact``: no choice of fewer
    steps reaches the line; otherwise only: none of these steps can be left out."""

    by_item: Mapping[str, int]
    exact: bool = True

    @property
    def count(self) -> int:
        return sum(self.by_item.values())


@dataclass(frozen=True)
class Cells:
    """Answers of one survey. ``places``: decimals to which an unsur's mean is rounded first, None
    for not at all (`Method.round_unsur`)."""

    items: tuple[ItemCells, ...]
    scale: Scale
    conversion: str
    places: int | None = None

    @cached_property
    def _unsur(self) -> dict[str, list[ItemCells]]:
        found: dict[str, list[ItemCells]] = {}
        for one in self.items:
            found.setdefault(one.unsur, []).append(one)
        return found

    @cached_property
    def four(self) -> Fraction:
        """The index on the scale of 4, as `kiosk.domain.index.ikm` computes it."""
        return self._four(rounding=True)

    @cached_property
    def plain(self) -> Fraction:
        """The same without rounding the means of unsur first."""
        return self._four(rounding=False)

    def _four(self, *, rounding: bool) -> Fraction:
        means = []
        for items in self._unsur.values():
            mean = sum((one.mean(self.scale.low) for one in items), Fraction(0)) / len(items)
            rounded = self.places is not None and rounding
            means.append(Fraction(half_up(mean, self.places or 0)) if rounded else mean)
        index = sum(means, Fraction(0)) / len(means)
        return to_four(index, self.scale, self.conversion)

    def lift(self, item: ItemCells) -> Fraction:
        """What one step in ``item`` adds to the index on 4, before any rounding of means."""
        whole, none = (to_four(Fraction(one), self.scale, self.conversion) for one in (1, 0))
        parts = len(self._unsur) * len(self._unsur[item.unsur]) * item.answers
        return (whole - none) / parts

    @cached_property
    def by_lift(self) -> tuple[ItemCells, ...]:
        """The largest lift first; of equal ones the lowest mean, where there is most to mend."""
        low = self.scale.low
        return tuple(sorted(self.items, key=lambda one: (-self.lift(one), one.mean(low))))

    def raised(self, steps: Mapping[str, int]) -> "Cells":
        """With so many steps in each item, the lowest answers first. Steps must have room."""
        return replace(
            self, items=tuple(_raised(one, steps.get(one.code, 0)) for one in self.items)
        )


def cells_of(instrument: Instrument, tally: Tally, method: Method) -> Cells | None:
    """None where nobody answered anything."""
    items = tuple(
        ItemCells(item.code, say(unsur.name, "id"), unsur.code, tuple(tally.counts[item.code]))
        for unsur in instrument.unsur
        for item in unsur.items
        if sum(tally.counts.get(item.code, ()))
    )
    return Cells(items, instrument.scale, method.conversion, method.round_unsur) if items else None


def least_steps(cells: Cells, target: Fraction) -> Steps | None:
    """The fewest steps by which the index on 4 is at least ``target``; None where even every
    answer at the top is not enough."""
    found = _greedy(cells, target - cells.plain)
    if cells.places is None:
        return None if found is None else Steps(found)
    return _rounded(cells, target, found)


def _greedy(cells: Cells, need: Fraction) -> dict[str, int] | None:
    taken: dict[str, int] = {}
    for alike in _alike(cells):
        if need <= 0:
            break
        lift = cells.lift(alike[0])
        steps = min(sum(one.room for one in alike), int(-(-need // lift)))
        taken |= {code: count for code, count in _spread(alike, steps).items() if count}
        need -= steps * lift
    return taken if need <= 0 else None


def _alike(cells: Cells) -> list[list[ItemCells]]:
    """Items of one lift and as many answers together, the largest lift first."""
    found: dict[tuple[Fraction, int], list[ItemCells]] = {}
    for one in cells.by_lift:
        found.setdefault((cells.lift(one), one.answers), []).append(one)
    return list(found.values())


def _spread(alike: Sequence[ItemCells], steps: int) -> dict[str, int]:
    """Steps for items that are worth the same, always into the one with the lowest mean: no office
    mends one thing to perfection and leaves the next as it is. ``alike``: lowest first, of equally
    many answers, with room for all ``steps``."""
    count, left = 0, steps
    # How many items stand at one level before the steps are used up.
    for count, (one, after) in enumerate(pairwise(alike), 1):
        rise = (after.depth - one.depth) * count
        if rise >= left:
            break
        left -= rise
    else:
        count = len(alike)
    level, more = divmod(left, count)
    top = alike[count - 1].depth + level
    return {one.code: top - one.depth + (at < more) for at, one in enumerate(alike[:count])}


def _rounded(cells: Cells, target: Fraction, found: dict[str, int] | None) -> Steps | None:
    """Rounded means jump: a few steps more may be needed than without, and some be idle."""
    room = {one.code: one.room for one in cells.items}
    steps = dict(room if found is None else found)
    while cells.raised(steps).four < target:
        more = next((one for one in cells.by_lift if steps.get(one.code, 0) < room[one.code]), None)
        if more is None:
            return None
        steps[more.code] = steps.get(more.code, 0) + 1
    for one in reversed(cells.by_lift):
        while steps.get(one.code) and cells.raised(_less(steps, one.code)).four >= target:
            steps = _less(steps, one.code)
    return Steps({code: count for code, count in steps.items() if count}, exact=False)


def _less(steps: Mapping[str, int], code: str) -> dict[str, int]:
    return {**steps, code: steps[code] - 1}


def steps_alone(cells: Cells, item: ItemCells, target: Fraction) -> int | None:
    """Steps in ``item`` alone until the index is ``target``; None where its answers would all be
    at the top before. Without rounding of means."""
    need = target - cells.plain
    if need <= 0:
        return 0
    steps = int(-(-need // cells.lift(item)))
    return steps if steps <= item.room else None


def spare_steps(cells: Cells, target: Fraction) -> int:
    """Answers that may be one step lower, whichever they are, with the index still at ``target``.
    Without rounding of means. 0 also where it is below already."""
    spare, left = 0, cells.plain - target
    for one in cells.by_lift:
        if left < 0:
            return spare
        lift = cells.lift(one)
        steps = min(one.depth, left // lift)
        spare, left = spare + steps, left - steps * lift
        if steps < one.depth:
            return spare
    return spare


def _raised(item: ItemCells, steps: int) -> ItemCells:
    counts, top = list(item.counts), len(item.counts) - 1
    for place in range(top):
        # Those that stand here go up together; the rest of the steps are for the next value.
        moved = min(counts[place], steps)
        counts[place], counts[place + 1] = counts[place] - moved, counts[place + 1] + moved
        steps -= moved
    if steps:
        raise ValueError(f"no room for {steps} steps more in {item.code}")
    return replace(item, counts=tuple(counts))
