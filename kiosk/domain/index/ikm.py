"""The index of public satisfaction (IKM) of a tally, or of means somebody else computed.

PermenPANRB 14/2017, Lampiran: NRR per unsur = sum of its scores / number of filled answers;
index = sum of NRR x weight; IKM = index x 25. Items are averaged inside their unsur first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from operator import mul
from typing import NamedTuple, Protocol

from kiosk.domain.index import bands, interval
from kiosk.domain.index.bands import Grade
from kiosk.domain.index.interval import Interval
from kiosk.domain.index.method import Method, to_four
from kiosk.domain.index.tally import Tally
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import Instrument, Unsur, Words

_SPELLINGS = (3, 2)  # 1/9 is printed as 0.111 and as 0.11


@dataclass(frozen=True)
class UnsurScore:
    """``n`` filled answers over all items of the unsur and ``total``, the sum of their scores:
    both None where only means are known. ``nrr`` and ``weighted`` as the method rounds them, on
    the instrument's scale; ``value`` on 25 to 100."""

    code: str
    name: Words
    n: int | None
    total: int | None
    nrr: Fraction
    weighted: Fraction
    value: Decimal
    grade: Grade


@dataclass(frozen=True)
class Reconciliation:
    """What the same answers give with another spelling of the weight."""

    weight: str
    ikm: Decimal
    grade: Grade


class Details(Protocol):
    """What an `Ikm` makes of itself when it is asked: a list of units shows none of it, and it
    costs many times the index."""

    def unsur(self) -> tuple[UnsurScore, ...]: ...

    def factor(self) -> Fraction: ...

    def reconciliation(self) -> tuple[Reconciliation, ...]: ...

    def interval(self) -> Interval | None: ...


@dataclass(frozen=True, eq=False)
class Ikm:
    """``index``: the weighted sum on the instrument's scale, after the method's rounding.
    ``exact``: the converted index before the last rounding; ``ikm``: after it, two decimals."""

    respondents: int | None
    index: Fraction
    exact: Fraction
    ikm: Decimal
    grade: Grade
    weight: str
    details: Details = field(repr=False)

    @cached_property
    def unsur(self) -> tuple[UnsurScore, ...]:
        """In the order of the list; those that somebody answered."""
        return self.details.unsur()

    @cached_property
    def factor(self) -> Fraction:
        """The sum of the weights."""
        return self.details.factor()

    @cached_property
    def reconciliation(self) -> tuple[Reconciliation, ...]:
        return self.details.reconciliation()

    @cached_property
    def interval(self) -> Interval | None:
        """None where it cannot be known."""
        return self.details.interval()

    @property
    def four(self) -> Fraction:
        """The index on the scale of 4, as the hasil component takes it."""
        return self.exact / 25

    def lowest(self, count: int = 3) -> tuple[UnsurScore, ...]:
        """The unsur to improve first; those with equal NRR in the order of the list."""
        return tuple(sorted(self.unsur, key=lambda one: one.nrr)[:count])

    def __eq__(self, other: object) -> bool:
        """By every figure, however it was made."""
        return isinstance(other, Ikm) and self._figures() == other._figures()

    def __hash__(self) -> int:
        return hash((self.respondents, self.exact))

    def _figures(self) -> tuple[object, ...]:
        own = (self.respondents, self.index, self.exact, self.ikm, self.grade, self.weight)
        return *own, self.unsur, self.factor, self.reconciliation, self.interval


class _Part(NamedTuple):
    """An unsur that somebody answered; its NRR is ``over / under``, not yet rounded."""

    unsur: Unsur
    n: int | None
    total: int | None
    over: int
    under: int

    @property
    def nrr(self) -> Fraction:
        return Fraction(self.over, self.under)


def compute(
    instrument: Instrument, tally: Tally, method: Method, visits: int | None = None
) -> Ikm | None:
    """The index of a tally, or None where it holds no answer at all.

    An unsur nobody answered is left out; the exact weight is then 1 / (unsur answered).
    ``visits``: the finite population of the interval, where known.
    """
    parts = _parts(instrument, tally)
    if not parts:
        return None
    return _assemble(tally.respondents, _Details(instrument, method, parts, tally, visits))


def value(instrument: Instrument, tally: Tally, method: Method) -> Decimal | None:
    """The index of `compute` alone, two decimals: for one of very many parts."""
    parts = _parts(instrument, tally)
    return half_up(_converted(_index(parts, method), instrument, method), 2) if parts else None


def from_means(
    instrument: Instrument,
    means: Mapping[str, Fraction],
    method: Method,
    respondents: int | None = None,
) -> Ikm | None:
    """The index of known means by item code; None for no means. There is no interval."""
    parts = []
    for unsur in instrument.unsur:
        given = [means[item.code] for item in unsur.items if item.code in means]
        if given:
            mean = sum(given, Fraction(0)) / len(given)
            parts.append(_Part(unsur, None, None, mean.numerator, mean.denominator))
    return _assemble(respondents, _Details(instrument, method, parts)) if parts else None


def _parts(instrument: Instrument, tally: Tally) -> list[_Part]:
    values, counts = tuple(instrument.scale.values), tally.counts
    if not instrument.is_plain:
        found = (_counted(unsur, tally, values) for unsur in instrument.unsur)
        return [part for part in found if part]
    # One item an unsur: most of the time of five hundred units in a list is spent here.
    parts = []
    for unsur in instrument.unsur:
        given = counts.get(unsur.items[0].code, ())
        filled = sum(given)
        if filled:
            total = sum(map(mul, values, given))
            parts.append(_Part(unsur, filled, total, total, filled))
    return parts


def _counted(unsur: Unsur, tally: Tally, values: Sequence[int]) -> _Part | None:
    """In whole numbers, which cost a tenth of fractions."""
    answers = total = means = over = 0
    under = 1
    for item in unsur.items:
        counts = tally.counts.get(item.code, ())
        filled = sum(counts)
        if filled:
            scores = sum(map(mul, values, counts))
            answers, total, means = answers + filled, total + scores, means + 1
            over, under = over * filled + scores * under, under * filled
    return _Part(unsur, answers, total, over, under * means) if means else None


def _assemble(respondents: int | None, details: "_Details") -> Ikm:
    instrument, method = details.instrument, details.method
    index = _index(details.parts, method)
    exact = _converted(index, instrument, method)
    ikm = half_up(exact, 2)
    return Ikm(
        respondents=respondents,
        index=index,
        exact=exact,
        ikm=ikm,
        grade=bands.grade(ikm, method.bands, instrument.grades),
        weight=method.label,
        details=details,
    )


@dataclass(frozen=True)
class _Details:
    """``tally`` None: only means are known. ``visits``: the population of the interval."""

    instrument: Instrument
    method: Method
    parts: Sequence[_Part]
    tally: Tally | None = None
    visits: int | None = None

    def unsur(self) -> tuple[UnsurScore, ...]:
        return tuple(
            _scored(one, self.instrument, self.method, len(self.parts)) for one in self.parts
        )

    def factor(self) -> Fraction:
        return self.method.weight_for(len(self.parts)) * len(self.parts)

    def reconciliation(self) -> tuple[Reconciliation, ...]:
        """The weight written with three and two decimals, and exact where the method is not."""
        exact, method = Fraction(1, len(self.parts)), self.method
        others = [replace(method, weight=half_up(exact, to)) for to in _SPELLINGS]
        if method.weight != "exact":
            others.append(replace(method, weight="exact"))
        return tuple(_reconciliation(self.parts, self.instrument, other) for other in others)

    def interval(self) -> Interval | None:
        """Centred on the index no step has rounded, and scaled by the same weight."""
        half = interval.margin(self.tally, self.visits) if self.tally else None
        if half is None:
            return None
        instrument, method, factor = self.instrument, self.method, self.factor()
        plain = Method(weight=method.weight, conversion=method.conversion)
        scale = instrument.scale
        step = _converted(factor, instrument, method) - _converted(Fraction(0), instrument, method)
        return interval.around(
            _converted(_index(self.parts, plain), instrument, method),
            half * step,
            _converted(scale.low * factor, instrument, method),
            _converted(scale.high * factor, instrument, method),
        )


def _scored(part: _Part, instrument: Instrument, method: Method, parts: int) -> UnsurScore:
    nrr = _rounded(part.nrr, method.round_unsur)
    value = half_up(_converted(nrr, instrument, method), 2)
    return UnsurScore(
        code=part.unsur.code,
        name=part.unsur.name,
        n=part.n,
        total=part.total,
        nrr=nrr,
        weighted=_rounded(nrr * method.weight_for(parts), method.round_weighted),
        value=value,
        grade=bands.grade(value, method.bands, instrument.grades),
    )


def _index(parts: Sequence[_Part], method: Method) -> Fraction:
    if method.round_unsur is None and method.round_weighted is None:
        return _rounded(_weighted_at_once(parts, method), method.round_index)
    weight = method.weight_for(len(parts))
    weighted = (
        _rounded(_rounded(one.nrr, method.round_unsur) * weight, method.round_weighted)
        for one in parts
    )
    return _rounded(sum(weighted, Fraction(0)), method.round_index)


def _weighted_at_once(parts: Sequence[_Part], method: Method) -> Fraction:
    """Where no unsur is rounded by itself, the sum is the same number in one division; in most
    months every unsur was answered equally often."""
    over, under = 0, 1
    for one in parts:
        if one.under == under:
            over += one.over
        else:
            over, under = over * one.under + one.over * under, under * one.under
    weight = method.weight_for(len(parts))
    return Fraction(over * weight.numerator, under * weight.denominator)


def _converted(index: Fraction, instrument: Instrument, method: Method) -> Fraction:
    return to_four(index, instrument.scale, method.conversion) * 25


def _rounded(value: Fraction, places: int | None) -> Fraction:
    return value if places is None else Fraction(half_up(value, places))


def _reconciliation(
    parts: Sequence[_Part], instrument: Instrument, method: Method
) -> Reconciliation:
    ikm = half_up(_converted(_index(parts, method), instrument, method), 2)
    return Reconciliation(method.label, ikm, bands.grade(ikm, method.bands, instrument.grades))
