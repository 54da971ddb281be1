"""What a unit would have to do, at the least, to reach WBK or WBBM.

Effort has three kinds that no exchange rate joins: years of performance (one option of capaian
kinerja higher), proof (one step of `kiosk.domain.zi.ladder`), and the experience of citizens (one
step of `kiosk.domain.zi.answer_steps`). So the least effort is the least of one kind first, then of
the next. Kinerja always comes first: it is the result of a year and nobody takes it in a week. Of
the other two a reader chooses which to spare (`Order`).

Thresholds are tested on printed indexes (docs/decisions/0007), so a survey moves in hundredths:
3,60 begins at 3,595. Everything is monotone in each part, so the search is exact.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from kiosk.domain.zi.answer_steps import Cells, Steps, least_steps, smallest_mean
from kiosk.domain.zi.figures import half_up
from kiosk.domain.zi.hasil import IPAK_MAX, IPKP_MAX, PENGUNGKIT_MAX, Conversion
from kiosk.domain.zi.kinerja import OPTIONS
from kiosk.domain.zi.ladder import Ladder, Taken
from kiosk.domain.zi.thresholds import Predicate

TOP = 400
"""The top of the scale of 4, in hundredths."""


class Order(StrEnum):
    """Which kind of effort to spare."""

    ANSWERS = "jawaban"
    """Proof is spared: as much as can be comes from answers."""
    PROOF = "pengungkit"
    """Answers are spared: as much as can be comes from the pengungkit."""


@dataclass(frozen=True)
class Survey:
    """An index as it stands, exact, on 4; None: unknown, or only estimated. ``cells``: the answers
    it is made of, None where it is not made of answers here (an official value, or typed)."""

    index: Fraction | None
    cells: Cells | None = None

    @cached_property
    def level(self) -> int | None:
        """As printed, in hundredths."""
        return None if self.index is None else int(half_up(self.index) * 100)


@dataclass(frozen=True)
class Stand:
    """``kinerja`` and ``pengungkit`` in points, None unknown. ``ladder``: the items behind the
    pengungkit, None where only its points are known."""

    ipak: Survey
    ipkp: Survey
    kinerja: Fraction | None
    pengungkit: Fraction | None
    ladder: Ladder | None = None
    conversion: Conversion = Conversion.LINEAR

    @property
    def most(self) -> Fraction:
        return self.ladder.most if self.ladder else PENGUNGKIT_MAX


@dataclass(frozen=True)
class Goal:
    """Where a survey has to be. ``printed``: two decimals; ``index``: the smallest exact mean that
    prints so, or where it stands already. ``steps`` None: not of answers here, or none needed."""

    printed: Fraction
    index: Fraction
    rise: Fraction | None
    steps: Steps | None


@dataclass(frozen=True)
class Path:
    """``kinerja``, ``pengungkit``: points to have at least. ``options``: options of kinerja higher,
    None where it is unknown now. ``taken``: the steps behind the pengungkit, None where its items
    are not known."""

    order: Order
    ipak: Goal
    ipkp: Goal
    kinerja: Fraction
    options: int | None
    pengungkit: Fraction
    taken: Taken | None

    @property
    def answers(self) -> int:
        """Steps in answers, of both surveys."""
        return sum(goal.steps.count for goal in (self.ipak, self.ipkp) if goal.steps)


def find_path(stand: Stand, predicate: Predicate, order: Order) -> Path | None:
    """The least effort to ``predicate``; None where even every step is not enough."""
    return _Search(stand, predicate).path(order)


def printed_line(predicate: Predicate, name: str, conversion: Conversion) -> Fraction | None:
    """The lowest printed index, two decimals, that passes the line of "ipak" or "ipkp"."""
    line = next(one for one in predicate.requirements if one.name == name)
    needed = line.needed(conversion)
    if conversion is Conversion.LINEAR and line.index is not None:
        return needed
    most = {"ipak": IPAK_MAX, "ipkp": IPKP_MAX}[name]
    levels = (Fraction(at, 100) for at in range(TOP + 1))
    return next((one for one in levels if conversion.share(one) * most >= needed), None)


@dataclass(frozen=True)
class _Pair:
    ipak: int
    ipkp: int
    cost: int


class _Search:
    def __init__(self, stand: Stand, predicate: Predicate) -> None:
        self.stand, self.predicate, self.conversion = stand, predicate, stand.conversion
        self.lines = {one.name: one for one in predicate.requirements}
        self.ipak = _Levels(stand.ipak, self._first("ipak"), by_answers=self._by_answers)
        self.ipkp = _Levels(stand.ipkp, self._first("ipkp"), by_answers=self._by_answers)

    @property
    def _by_answers(self) -> bool:
        """Only where both surveys can be counted in answers are they counted so."""
        return all(one.cells for one in (self.stand.ipak, self.stand.ipkp))

    def _needed(self, name: str) -> Fraction:
        line = self.lines.get(name)
        return line.points if line else Fraction(0)

    def _first(self, name: str) -> int:
        """The lowest printed level that passes the survey's own line."""
        found = printed_line(self.predicate, name, self.conversion)
        return TOP + 1 if found is None else int(found * 100)

    def _points(self, level: int, most: Fraction) -> Fraction:
        return self.conversion.share(Fraction(level, 100)) * most

    def path(self, order: Order) -> Path | None:
        if self.stand.ladder and not self.stand.ladder.reachable:
            return None
        for options, points in self._kinerja():
            found = self._with(points, order)
            if found:
                pair, taken, pengungkit = found
                return Path(
                    order=order,
                    ipak=self.ipak.goal(pair.ipak),
                    ipkp=self.ipkp.goal(pair.ipkp),
                    kinerja=points,
                    options=options,
                    pengungkit=pengungkit,
                    taken=taken,
                )
        return None

    def _kinerja(self) -> Iterator[tuple[int | None, Fraction]]:
        """From what there is upwards: how many options higher, and its points."""
        now = self.stand.kinerja
        every = sorted(one.points for one in OPTIONS)
        if now is None:
            yield from ((None, one) for one in every)
            return
        yield from enumerate([now, *(one for one in every if one > now)])

    def _with(self, kinerja: Fraction, order: Order) -> tuple[_Pair, Taken | None, Fraction] | None:
        if kinerja < self._needed("kinerja"):
            return None
        if order is Order.PROOF:
            pair = self._pair(kinerja, self.stand.most)
            lifted = self._pengungkit(kinerja, pair) if pair else None
        else:
            lifted = self._pengungkit(kinerja, _Pair(TOP, TOP, 0))
            pair = self._pair(kinerja, lifted[1]) if lifted else None
        return (pair, *lifted) if pair and lifted else None

    def _pengungkit(self, kinerja: Fraction, pair: _Pair) -> tuple[Taken | None, Fraction] | None:
        """The fewest steps beside these surveys, and the points they lead to."""
        others = kinerja + self._points(pair.ipak, IPAK_MAX) + self._points(pair.ipkp, IPKP_MAX)
        now = self.stand.ladder.points if self.stand.ladder else self.stand.pengungkit
        needed = max(self._needed("pengungkit"), self._needed("total") - others, now or Fraction(0))
        if self.stand.ladder is None:
            return (None, needed) if needed <= PENGUNGKIT_MAX else None
        taken = self.stand.ladder.fewest(needed)
        return (taken, self.stand.ladder.points + taken.points) if taken else None

    def _pair(self, kinerja: Fraction, pengungkit: Fraction) -> _Pair | None:
        """Of both surveys, the levels of least cost; of equal cost, of most points."""
        surveys = self._needed("total") - kinerja - pengungkit
        bersih = self._needed("bersih_akuntabel") - kinerja
        pairs = (self._beside(one, surveys) for one in self.ipak.levels
                 if self._points(one, IPAK_MAX) >= bersih)  # fmt: skip
        return min(filter(None, pairs), key=self._worth, default=None)

    def _beside(self, ipak: int, needed: Fraction) -> _Pair | None:
        rest = needed - self._points(ipak, IPAK_MAX)
        enough = (one for one in self.ipkp.levels if self._points(one, IPKP_MAX) >= rest)
        ipkp = next(enough, None)
        if ipkp is None:
            return None
        cost = self.ipak.cost(ipak) + self.ipkp.cost(ipkp)
        return _Pair(self.ipak.upmost(ipak), self.ipkp.upmost(ipkp), cost)

    def _worth(self, pair: _Pair) -> tuple[int, Fraction]:
        points = self._points(pair.ipak, IPAK_MAX) + self._points(pair.ipkp, IPKP_MAX)
        return pair.cost, -points


class _Levels:
    """Printed levels one survey can reach, from where it stands or from its line upwards."""

    def __init__(self, survey: Survey, first: int, *, by_answers: bool) -> None:
        self.survey, self.by_answers = survey, by_answers
        begin = max(first, survey.level or 0)
        self.begin = survey.level if survey.level is not None else first
        self.levels = range(begin, TOP + 1)
        self._costs: dict[int, int] = {}

    def cost(self, level: int) -> int:
        if level not in self._costs:
            self._costs[level] = self._cost(level)
        return self._costs[level]

    def _cost(self, level: int) -> int:
        if not self.by_answers:
            return level - self.begin
        # Every level can be reached: the top is 4. Rounding of means moves a step or two, and would
        # have every level searched.
        steps = self._steps(level, rounding=False)
        return steps.count if steps else 0

    def _steps(self, level: int, *, rounding: bool = True) -> Steps | None:
        cells = self.survey.cells
        if cells is None or level == self.survey.level:
            return None
        counted = cells if rounding else replace(cells, places=None)
        return least_steps(counted, smallest_mean(Fraction(level, 100)))

    def upmost(self, level: int) -> int:
        """The highest level that costs no more: one step of few answers is many hundredths."""
        cost = self.cost(level)
        while level < TOP and self.cost(level + 1) == cost:
            level += 1
        return level

    def goal(self, level: int) -> Goal:
        printed, now = Fraction(level, 100), self.survey.index
        index = smallest_mean(printed)
        if now is not None and self.survey.level == level:
            index = now
        return Goal(printed, index, None if now is None else index - now, self._steps(level))
