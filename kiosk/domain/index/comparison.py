"""Two periods or two units side by side: which differences are more than chance.

Of the indexes, only what is printed is used, so that anybody can repeat it: half of each interval
is the longer of its two sides (one may have been cut at the end of the scale), the interval of
the difference is d +/- sqrt(half_a^2 + half_b^2) (difference of independent means, NIST/SEMATECH
e-Handbook of Statistical Methods, 1.3.5.3). It is real where that interval leaves nought out.
Two intervals that overlap may still differ; two that do not always do.

Of each unsur, `kiosk.domain.index.recovery` compares the counts.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from kiosk.domain.index.interval import root
from kiosk.domain.index.period import Period
from kiosk.domain.index.period_figures import PeriodFigures, UnsurFigure
from kiosk.domain.index.recovery import Difference, Verdict, compare, read, step_of
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import Instrument

RULE = (
    "Selang selisih adalah selisih kedua IKM ± akar dari jumlah kuadrat kedua setengah selang. "
    "Beda disebut nyata bila selang itu tidak memuat nol; dengan tingkat kepercayaan 95 persen."
)
MANY = (
    "Dari sembilan unsur, satu yang tampak berbeda nyata kira-kira sekali dari tiga perbandingan "
    "hanyalah kebetulan: lihat dahulu yang selisihnya paling besar."
)
SHARED = (
    "Kedua angka memuat jawaban yang sama sebagian, jadi selang selisihnya tidak dapat dihitung "
    "sebagai dua sampel yang terpisah."
)


@dataclass(frozen=True)
class Printed:
    """An index as it is printed, with its interval; None where there is none."""

    ikm: Decimal | None
    low: Decimal | None
    high: Decimal | None

    @property
    def half(self) -> Decimal | None:
        if self.ikm is None or self.low is None or self.high is None:
            return None
        return max(self.ikm - self.low, self.high - self.ikm)


@dataclass(frozen=True)
class UnsurGap:
    """``a`` and ``b``: its value on 25 to 100, None where nobody answered it; ``difference``
    None where one of them is."""

    code: str
    number: str
    name: str
    a: Decimal | None
    b: Decimal | None
    difference: Difference | None


@dataclass(frozen=True)
class Comparison:
    """``index`` None where one of the two has none to show. ``shared``: the same answers are in
    both, and nothing is said to be real."""

    index: Difference | None
    unsur: tuple[UnsurGap, ...]
    shared: bool


def compared(
    a: PeriodFigures, b: PeriodFigures, instrument: Instrument, *, shared: bool
) -> Comparison:
    """Differences are b minus a."""
    codes = {one.code: one for one in a.unsur}, {one.code: one for one in b.unsur}
    rows = [
        _unsur(codes[0].get(one.code), codes[1].get(one.code), (a, b), instrument)
        for one in instrument.unsur
        if one.code in codes[0] or one.code in codes[1]
    ]
    kept = [_unsure(one) for one in rows] if shared else rows
    return Comparison(_index(a, b, shared=shared), tuple(kept), shared)


def is_shared(
    units: tuple[Collection[int], Collection[int]], periods: tuple[Period, Period]
) -> bool:
    """Whether an answer can be in both: a unit with one above it, a month with its year."""
    months = set(periods[0].months) & set(periods[1].months)
    return bool(months) and bool(set(units[0]) & set(units[1]))


def gap(a: Printed, b: Printed) -> Difference | None:
    """``b`` minus ``a``; None where one of them has no index to show."""
    if a.ikm is None or b.ikm is None:
        return None
    points, halves = b.ikm - a.ikm, (a.half, b.half)
    if halves[0] is None or halves[1] is None:
        return Difference(points, None, None, Verdict.UNSURE)
    square = Fraction(halves[0]) ** 2 + Fraction(halves[1]) ** 2
    half, real = root(square), Fraction(points) ** 2 > square
    verdict = (Verdict.ROSE if points > 0 else Verdict.FELL) if real else Verdict.UNSURE
    return Difference(
        points,
        half_up(Fraction(points) - half, 2),
        half_up(Fraction(points) + half, 2),
        verdict,
    )


def _index(a: PeriodFigures, b: PeriodFigures, *, shared: bool) -> Difference | None:
    found = gap(Printed(a.ikm, a.low, a.high), Printed(b.ikm, b.low, b.high))
    return _plain(found) if found and shared else found


def _plain(found: Difference) -> Difference:
    return Difference(found.points, None, None, Verdict.UNSURE)


def _unsur(
    a: UnsurFigure | None,
    b: UnsurFigure | None,
    figures: tuple[PeriodFigures, PeriodFigures],
    instrument: Instrument,
) -> UnsurGap:
    known = a or b
    assert known is not None
    return UnsurGap(
        code=known.code,
        number=known.number,
        name=known.name,
        a=a.value if a else None,
        b=b.value if b else None,
        difference=_difference(a, b, figures, instrument) if a and b else None,
    )


def _difference(
    a: UnsurFigure,
    b: UnsurFigure,
    figures: tuple[PeriodFigures, PeriodFigures],
    instrument: Instrument,
) -> Difference | None:
    """By the values as printed; by the counts only whether it is real."""
    items = next(one.items for one in instrument.unsur if one.code == a.code)
    before, after = (
        read([one.counts.get(item.code, ()) for item in items], instrument.scale.low)
        for one in figures
    )
    if before is None or after is None:
        return None
    found = compare(before, after, step_of(a, instrument.scale))
    return Difference(b.value - a.value, found.low, found.high, found.verdict)


def _unsure(gap: UnsurGap) -> UnsurGap:
    return replace(gap, difference=_plain(gap.difference)) if gap.difference else gap
