"""The index of public satisfaction (IKM) of a tally, or of means somebody else computed.

PermenPANRB 14/2017, Lampiran: NRR per unsur = sum of its scores / number of filled answers;
index = sum of NRR x weight; IKM = index x 25. Items are averaged inside their unsur first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

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


@dataclass(frozen=True)
class Ikm:
    """``index``: the weighted sum on the instrument's scale, after the method's rounding.
    ``exact``: the converted index before the last rounding; ``ikm``: after it, two decimals."""

    respondents: int | None
    index: Fraction
    exact: Fraction
    ikm: Decimal
    grade: Grade
    unsur: tuple[UnsurScore, ...]
    weight: str
    factor: Fraction
    reconciliation: tuple[Reconciliation, ...]
    interval: Interval | None

    @property
    def four(self) -> Fraction:
        """The index on the scale of 4, as the hasil component takes it."""
        return self.exact / 25

    def lowest(self, count: int = 3) -> tuple[UnsurScore, ...]:
        """The unsur to improve first; those with equal NRR in the order of the list."""
        return tuple(sorted(self.unsur, key=lambda one: one.nrr)[:count])


@dataclass(frozen=True)
class _Part:
    unsur: Unsur
    n: int | None
    total: int | None
    nrr: Fraction


def compute(
    instrument: Instrument, tally: Tally, method: Method, visits: int | None = None
) -> Ikm | None:
    """The index of a tally, or None where it holds no answer at all.

    An unsur nobody answered is left out; the exact weight is then 1 / (unsur answered).
    ``visits``: the finite population of the interval, where known.
    """
    found = (_counted(one, tally, instrument.scale.low) for one in instrument.unsur)
    parts = [part for part in found if part]
    half = interval.margin(tally, visits)
    return _assemble(instrument, parts, method, tally.respondents, half) if parts else None


def value(instrument: Instrument, tally: Tally, method: Method) -> Decimal | None:
    """The index of `compute` alone, two decimals: for one of very many parts."""
    found = (_counted(one, tally, instrument.scale.low) for one in instrument.unsur)
    nrr = [part.nrr for part in found if part]
    return half_up(_converted(_index(nrr, method), instrument, method), 2) if nrr else None


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
            parts.append(_Part(unsur, None, None, sum(given, Fraction(0)) / len(given)))
    return _assemble(instrument, parts, method, respondents, None) if parts else None


def _counted(unsur: Unsur, tally: Tally, low: int) -> _Part | None:
    means, answers, total = [], 0, 0
    for item in unsur.items:
        counts = tally.counts.get(item.code, ())
        filled = sum(counts)
        if filled:
            scores = sum(score * count for score, count in enumerate(counts, low))
            means.append(Fraction(scores, filled))
            answers, total = answers + filled, total + scores
    if not means:
        return None
    return _Part(unsur, answers, total, sum(means, Fraction(0)) / len(means))


def _assemble(
    instrument: Instrument,
    parts: Sequence[_Part],
    method: Method,
    respondents: int | None,
    half: Fraction | None,
) -> Ikm:
    nrr = [part.nrr for part in parts]
    index = _index(nrr, method)
    exact = _converted(index, instrument, method)
    ikm = half_up(exact, 2)
    return Ikm(
        respondents=respondents,
        index=index,
        exact=exact,
        ikm=ikm,
        grade=bands.grade(ikm, method.bands, instrument.grades),
        unsur=tuple(_scored(part, instrument, method, len(parts)) for part in parts),
        weight=method.label,
        factor=method.weight_for(len(parts)) * len(parts),
        reconciliation=_reconciled(nrr, instrument, method),
        interval=_interval(nrr, instrument, method, half),
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


def _index(nrr: Sequence[Fraction], method: Method) -> Fraction:
    weight = method.weight_for(len(nrr))
    weighted = (
        _rounded(_rounded(one, method.round_unsur) * weight, method.round_weighted) for one in nrr
    )
    return _rounded(sum(weighted, Fraction(0)), method.round_index)


def _converted(index: Fraction, instrument: Instrument, method: Method) -> Fraction:
    return to_four(index, instrument.scale, method.conversion) * 25


def _rounded(value: Fraction, places: int | None) -> Fraction:
    return value if places is None else Fraction(half_up(value, places))


def _reconciled(
    nrr: Sequence[Fraction], instrument: Instrument, method: Method
) -> tuple[Reconciliation, ...]:
    """The weight written with three and two decimals, and exact where the method is not."""
    others = [replace(method, weight=half_up(Fraction(1, len(nrr)), to)) for to in _SPELLINGS]
    if method.weight != "exact":
        others.append(replace(method, weight="exact"))
    return tuple(_reconciliation(nrr, instrument, other) for other in others)


def _reconciliation(
    nrr: Sequence[Fraction], instrument: Instrument, method: Method
) -> Reconciliation:
    ikm = half_up(_converted(_index(nrr, method), instrument, method), 2)
    return Reconciliation(method.label, ikm, bands.grade(ikm, method.bands, instrument.grades))


def _interval(
    nrr: Sequence[Fraction], instrument: Instrument, method: Method, half: Fraction | None
) -> Interval | None:
    """Centred on the index no step has rounded, and scaled by the same weight."""
    if half is None:
        return None
    factor = method.weight_for(len(nrr)) * len(nrr)
    plain = Method(weight=method.weight, conversion=method.conversion)
    scale = instrument.scale
    step = _converted(factor, instrument, method) - _converted(Fraction(0), instrument, method)
    return interval.around(
        _converted(_index(nrr, plain), instrument, method),
        half * step,
        _converted(scale.low * factor, instrument, method),
        _converted(scale.high * factor, instrument, method),
    )
