"""Points of the pengungkit out of the values of its items: by indicator, half, area, in all.

An indicator is worth the mean of all its items times its weight. An item without an answer counts
0 in that mean and is counted as open; a sum with an open item in it is for the time being, and
`Score.final` of it is None.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from kiosk.domain.zi.lke import indicator_value
from kiosk.domain.zi.lke_version import Evidence, Half, LkeArea, LkeIndicator, LkeVersion

_NOTHING = Fraction(0)


@dataclass(frozen=True)
class Score:
    """``points`` of at most ``most``; ``open``: items without an answer, which count 0."""

    points: Fraction
    most: Fraction
    open: int

    @property
    def percent(self) -> Fraction:
        """Of ``most``, 0..100, exact."""
        return 100 * self.points / self.most if self.most else _NOTHING

    @property
    def final(self) -> Fraction | None:
        """The points, once every item is answered."""
        return None if self.open else self.points


@dataclass(frozen=True)
class IndicatorScore:
    indicator: LkeIndicator
    score: Score


@dataclass(frozen=True)
class AreaScore:
    area: LkeArea
    pemenuhan: Score
    reform: Score
    indicators: tuple[IndicatorScore, ...]

    @property
    def score(self) -> Score:
        return together((self.pemenuhan, self.reform))


@dataclass(frozen=True)
class Scores:
    """Of a whole version, areas in its order."""

    version: LkeVersion
    areas: tuple[AreaScore, ...]

    @cached_property
    def total(self) -> Score:
        """Of the 60."""
        return together(one.score for one in self.areas)

    @property
    def pengungkit(self) -> Fraction | None:
        """What verdicts may use: None until every item is answered."""
        return self.total.final

    @cached_property
    def evidenced(self) -> Score:
        """Of the 9,0 points that this system's own records can show."""
        return self._by(Evidence.FULL)

    @cached_property
    def beside(self) -> Score:
        """Of what they show in part: the whistle-blowing system, 1,5."""
        return self._by(Evidence.BESIDE)

    def half(self, half: Half) -> Score:
        """Of the 30 of pemenuhan or of reform."""
        halves = (one.pemenuhan if half is Half.PEMENUHAN else one.reform for one in self.areas)
        return together(halves)

    def indicator(self, code: str) -> IndicatorScore:
        """Raises `KeyError`."""
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> Mapping[str, IndicatorScore]:
        return {one.indicator.code: one for area in self.areas for one in area.indicators}

    def _by(self, evidence: Evidence) -> Score:
        every = self._by_code.values()
        return together(one.score for one in every if one.indicator.evidence is evidence)


def together(scores: Iterable[Score]) -> Score:
    """Their sum."""
    every = tuple(scores)
    return Score(
        sum((one.points for one in every), _NOTHING),
        sum((one.most for one in every), _NOTHING),
        sum(one.open for one in every),
    )


def score(version: LkeVersion, values: Mapping[str, Fraction]) -> Scores:
    """``values``: item code to 0..1, of the items that are answered; others are ignored."""
    return Scores(version, tuple(_area(one, values) for one in version.areas))


def _area(area: LkeArea, values: Mapping[str, Fraction]) -> AreaScore:
    found = tuple(IndicatorScore(one, _indicator(one, values)) for one in area.indicators)
    pemenuhan, reform = (
        together(one.score for one in found if one.indicator.half is half) for half in Half
    )
    return AreaScore(area, pemenuhan, reform, found)


def _indicator(indicator: LkeIndicator, values: Mapping[str, Fraction]) -> Score:
    known = [values.get(item.code) for item in indicator.items]
    points = indicator_value(indicator.weight, [one or _NOTHING for one in known])
    return Score(points, indicator.weight, known.count(None))
