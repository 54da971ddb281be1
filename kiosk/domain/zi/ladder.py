"""The fewest steps in the pengungkit: which LKE answers one option up, which complaints finished.

One step is one answer of the LKE one option higher, or one more complaint finished where the item
is a share of complaints. What each step earns is known beforehand, and a group (an area, or half
of one) may have a least number of points of its own. Found by dynamic programming: exact also
where options are not evenly spaced (0,33, 0,34, 0,33) and where one step is worth many others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm


@dataclass(frozen=True)
class Rung:
    """An item with room above. ``gains``: points of each next step, the first first."""

    code: str
    label: str
    group: str
    gains: tuple[Fraction, ...]


@dataclass(frozen=True)
class Taken:
    """``by_item``: item code to steps, only where there are any; ``points`` they earn."""

    by_item: Mapping[str, int]
    points: Fraction

    @property
    def count(self) -> int:
        return sum(self.by_item.values())


NOTHING = Taken({}, Fraction(0))


@dataclass(frozen=True)
class Ladder:
    """``points``: the pengungkit as it stands. ``needs``: group to the points it lacks; a group
    not named, or lacking nothing, asks for none."""

    points: Fraction
    rungs: tuple[Rung, ...]
    needs: Mapping[str, Fraction]

    @cached_property
    def _unit(self) -> int:
        """One point in whole numbers: additions of fractions would take most of the time."""
        return lcm(*(gain.denominator for one in self.rungs for gain in one.gains), 1)

    @cached_property
    def _groups(self) -> list["_Best"]:
        found: dict[str, list[Rung]] = {}
        for one in self.rungs:
            found.setdefault(one.group, []).append(one)
        return [_Best.of(rungs, self._unit) for rungs in found.values()]

    @property
    def reachable(self) -> bool:
        """Whether every group can reach what it needs."""
        return self._least is not None

    @cached_property
    def _least(self) -> list[int] | None:
        """Of each group, the fewest steps that give it what it needs."""
        names = list(dict.fromkeys(one.group for one in self.rungs))
        if any(need > 0 for name, need in self.needs.items() if name not in names):
            return None
        least = []
        for name, best in zip(names, self._groups, strict=True):
            need = self.needs.get(name, Fraction(0)) * self._unit
            steps = next((at for at, gain in enumerate(best.gains) if gain >= need), None)
            if steps is None:
                return None
            least.append(steps)
        return least

    @cached_property
    def _joined(self) -> "_Joined | None":
        return None if self._least is None else _Joined.of(self._groups, self._least)

    @property
    def most(self) -> Fraction:
        """The pengungkit with every step taken."""
        gained = sum((sum(one.gains, Fraction(0)) for one in self.rungs), Fraction(0))
        return self.points + gained

    def fewest(self, points: Fraction) -> Taken | None:
        """The fewest steps to a pengungkit of ``points`` with every group at what it needs; of
        equally few, those that earn most. None where there are not enough."""
        joined = self._joined
        if joined is None:
            return None
        need = (points - self.points) * self._unit
        steps = joined.fewest(need)
        return None if steps is None else self._taken(joined, steps)

    def _taken(self, joined: "_Joined", steps: int) -> Taken:
        taken: dict[str, int] = {}
        for best, share in zip(self._groups, joined.shares(steps), strict=True):
            taken |= best.steps(share)
        return Taken(taken, Fraction(joined.gain(steps), self._unit))


@dataclass(frozen=True)
class _Best:
    """Of one group: ``gains[k]``, the most that k steps can earn, and by which (``choices``)."""

    rungs: Sequence[Rung]
    gains: list[int]
    choices: list[list[int]]

    @classmethod
    def of(cls, rungs: Sequence[Rung], unit: int) -> "_Best":
        gains, choices = [0], []
        for rung in rungs:
            worth = [0]
            for gain in rung.gains:
                worth.append(worth[-1] + int(gain * unit))
            gains, chosen = _with(gains, worth)
            choices.append(chosen)
        return cls(rungs, gains, choices)

    def steps(self, count: int) -> dict[str, int]:
        taken: dict[str, int] = {}
        for rung, chosen in zip(reversed(self.rungs), reversed(self.choices), strict=True):
            if chosen[count]:
                taken[rung.code] = chosen[count]
            count -= chosen[count]
        return taken


def _with(gains: Sequence[int], worth: Sequence[int]) -> tuple[list[int], list[int]]:
    """The best of k steps over both, and how many of them are in the second."""
    best, chosen = [], []
    for count in range(len(gains) + len(worth) - 1):
        shares = range(max(0, count - len(gains) + 1), min(count, len(worth) - 1) + 1)
        share = max(shares, key=lambda one: gains[count - one] + worth[one])
        best.append(gains[count - share] + worth[share])
        chosen.append(share)
    return best, chosen


@dataclass(frozen=True)
class _Joined:
    """All groups together, each with no fewer steps than ``least``. ``gains[k]``: the most that k
    steps beyond those can earn; it never falls."""

    least: list[int]
    gains: list[int]
    choices: list[list[int]]

    @classmethod
    def of(cls, groups: Sequence[_Best], least: Sequence[int]) -> "_Joined":
        gains, choices = [0], []
        for best, floor in zip(groups, least, strict=True):
            gains, chosen = _with(gains, best.gains[floor:])
            choices.append(chosen)
        return cls(list(least), gains, choices)

    def fewest(self, need: Fraction) -> int | None:
        return next((at for at, gain in enumerate(self.gains) if gain >= need), None)

    def gain(self, steps: int) -> int:
        return self.gains[steps]

    def shares(self, steps: int) -> list[int]:
        """Steps of each group, in order."""
        found = []
        for floor, chosen in zip(reversed(self.least), reversed(self.choices), strict=True):
            found.append(floor + chosen[steps])
            steps -= chosen[steps]
        return found[::-1]
