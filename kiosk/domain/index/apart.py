"""Whether figures that everybody may read tell of a few people together (F56).

Each alone is of enough answers. But a quarter without its three months, a parent without its
units, an edition without the one before it is a figure of what lies between: the sums are public,
so whoever subtracts reads the scores of the one answer that came late.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

STEPS = 20_000
"""Ways of covering a whole with parts that are tried: all there are, but for a body of hundreds of
units that publish in unlike rhythms."""


@dataclass(frozen=True)
class Told:
    """A figure that was public at some time, or is to be: of the answers of these units and
    months. ``n``: respondents; ``counts`` as in `PeriodFigures`."""

    title: str
    units: frozenset[int]
    months: frozenset[int]
    n: int
    counts: Mapping[str, tuple[int, ...]]

    @property
    def room(self) -> int:
        return len(self.units) * len(self.months)

    def holds(self, other: "Told") -> bool:
        """Whether all of ``other`` and something more is part of this."""
        whole = other.units <= self.units and other.months <= self.months
        return whole and not self.same(other)

    def same(self, other: "Told") -> bool:
        return (self.units, self.months) == (other.units, other.months)

    def meets(self, other: "Told") -> bool:
        return bool(self.units & other.units) and bool(self.months & other.months)


@dataclass(frozen=True)
class Rest:
    """What is left of ``whole`` without ``parts``: the figure of ``n`` people, fewer than may be
    told of; 0: as many on both sides, and not the same."""

    whole: Told
    parts: tuple[Told, ...]
    n: int


def telling(new: Told, told: Sequence[Told], smallest: int) -> Rest | None:
    """What ``new`` would give away beside what everybody knows; None where it is nothing."""
    for before in told:
        if new.same(before) and (rest := _between(new, before, smallest)):
            return rest
    known = (*told, new)
    for whole in (one for one in known if one is new or one.holds(new)):
        parts = _parts(whole, new, known, smallest)
        if parts:
            return Rest(whole, parts, abs(whole.n - sum(one.n for one in parts)))
    return None


def _between(new: Told, before: Told, smallest: int) -> Rest | None:
    left = abs(new.n - before.n)
    if left >= smallest or new.counts == before.counts:
        return None
    return Rest(new, (before,), left)


def _parts(whole: Told, new: Told, known: Iterable[Told], smallest: int) -> tuple[Told, ...] | None:
    """Parts of ``whole``, none of which meets another, that leave too few of it; ``new`` is one
    of them where it is not the whole."""
    inside = sorted((one for one in known if whole.holds(one)), key=lambda one: -one.room)
    following = [*accumulate((one.n for one in reversed(inside)), initial=0)][::-1]
    waiting = [(0, () if whole is new else (new,), 0 if whole is new else new.n)]
    for _ in range(STEPS):
        if not waiting:
            return None
        at, chosen, total = waiting.pop()
        if chosen and 0 < abs(whole.n - total) < smallest:
            return chosen
        if at == len(inside) or total + following[at] <= whole.n - smallest:
            continue
        one = inside[at]
        waiting.append((at + 1, chosen, total))
        if total + one.n < whole.n + smallest and not any(one.meets(other) for other in chosen):
            waiting.append((at + 1, (*chosen, one), total + one.n))
    return None
