"""The index of a parent as the mean of its units' indexes, each counting once.

PermenPANRB 14/2017 says how a unit's index is made and not how an agency's is made of its units.
Both ways are in use: all answers together, in which a large unit decides; or the mean of the
units, in which a small one counts as much. The setting ``gabungan-unit`` chooses.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from kiosk.domain.index import bands, ikm, interval
from kiosk.domain.index.ikm import Ikm, Reconciliation, UnsurScore
from kiosk.domain.index.interval import Interval
from kiosk.domain.index.method import Method, to_four
from kiosk.domain.index.tally import Tally
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import Instrument, Unsur

RULES = {
    "jawaban": "Semua jawaban unit-unit dihitung bersama.",
    "unit": "Rata-rata indeks unit; setiap unit dengan jawaban yang cukup dihitung sekali.",
}
"""Each value of the setting, and the sentence that stands beside the figure."""


@dataclass(frozen=True)
class Part:
    """One unit with its own answers, without those of units below it. ``visits``: its finite
    population, where known."""

    code: str
    name: str
    tally: Tally
    visits: int | None = None


@dataclass(frozen=True)
class RolledUp:
    """``units``: how many the mean is of. ``left_out``: units with an answer but fewer than may
    be shown; they are in no figure, and to be named beside it."""

    ikm: Ikm | None
    units: int
    left_out: tuple[Part, ...]


def mean_of_units(
    instrument: Instrument, parts: Sequence[Part], method: Method, smallest: int
) -> RolledUp:
    """The mean of the units' indexes before their last rounding, rounded once.

    Its ``respondents``, and ``n`` and ``total`` of an unsur, are sums over the units; ``nrr`` and
    ``weighted`` are means over the units in which somebody answered it, so ``total / n`` is
    another number. The interval takes units for independent: the squares of their half widths
    add up. None where one unit has none. The mutu is that of the rounded mean.
    """
    counted = [part for part in parts if part.tally.respondents >= smallest]
    few = tuple(part for part in parts if 0 < part.tally.respondents < smallest)
    found = [_unit(instrument, part, method) for part in counted]
    units = [one for one in found if one is not None]
    if not units:
        return RolledUp(None, 0, few)
    return RolledUp(_Mean(instrument, counted, units, method).ikm(), len(units), few)


def _unit(instrument: Instrument, part: Part, method: Method) -> Ikm | None:
    return ikm.compute(instrument, part.tally, method, part.visits)


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


@dataclass(frozen=True)
class _Mean:
    """The `ikm.Details` of a mean of units."""

    instrument: Instrument
    parts: Sequence[Part]
    units: Sequence[Ikm]
    method: Method

    def ikm(self) -> Ikm:
        exact = _mean([one.exact for one in self.units])
        value = half_up(exact, 2)
        return Ikm(
            respondents=sum(part.tally.respondents for part in self.parts),
            index=_mean([one.index for one in self.units]),
            exact=exact,
            ikm=value,
            grade=bands.grade(value, self.method.bands, self.instrument.grades),
            weight=self.method.label,
            details=self,
        )

    def unsur(self) -> tuple[UnsurScore, ...]:
        return tuple(one for unsur in self.instrument.unsur if (one := self._unsur(unsur)))

    def factor(self) -> Fraction:
        return _mean([one.factor for one in self.units])

    def _unsur(self, unsur: Unsur) -> UnsurScore | None:
        scores = [one for unit in self.units for one in unit.unsur if one.code == unsur.code]
        if not scores:
            return None
        nrr = _mean([one.nrr for one in scores])
        value = half_up(self._four(nrr) * 25, 2)
        return UnsurScore(
            code=unsur.code,
            name=unsur.name,
            n=sum(one.n or 0 for one in scores),
            total=sum(one.total or 0 for one in scores),
            nrr=nrr,
            weighted=_mean([one.weighted for one in scores]),
            value=value,
            grade=bands.grade(value, self.method.bands, self.instrument.grades),
        )

    def _four(self, value: Fraction) -> Fraction:
        return to_four(value, self.instrument.scale, self.method.conversion)

    def reconciliation(self) -> tuple[Reconciliation, ...]:
        return tuple(self._spelled(one.weight) for one in self.units[0].reconciliation)

    def _spelled(self, weight: str) -> Reconciliation:
        other = replace(self.method, weight="exact" if weight == "exact" else Decimal(weight))
        units = [_unit(self.instrument, part, other) for part in self.parts]
        value = half_up(_mean([one.exact for one in units if one]), 2)
        grade = bands.grade(value, self.method.bands, self.instrument.grades)
        return Reconciliation(weight, value, grade)

    def interval(self) -> Interval | None:
        """Centred on the mean no step has rounded, as that of one unit is."""
        halves = [interval.margin(part.tally, part.visits) for part in self.parts]
        known = [one for one in halves if one is not None]
        if len(known) < len(halves):
            return None
        plain = Method(
            weight=self.method.weight, bands=self.method.bands, conversion=self.method.conversion
        )
        units = [one for part in self.parts if (one := _unit(self.instrument, part, plain))]
        factor = _mean([one.factor for one in units])
        step = (self._four(factor) - self._four(Fraction(0))) * 25
        half = interval.root(sum((one**2 for one in known), Fraction(0))) / len(known)
        scale = self.instrument.scale
        return interval.around(
            _mean([one.exact for one in units]),
            half * step,
            self._four(scale.low * factor) * 25,
            self._four(scale.high * factor) * 25,
        )
