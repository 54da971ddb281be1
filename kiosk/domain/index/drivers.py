"""Which unsur goes with how people feel about the whole: what to look at first.

Where an instrument asks how important each unsur is, importance and performance stand in a
quadrant (J. A. Martilla and J. C. James, "Importance-performance analysis", Journal of Marketing
41, 1977, 77 to 79). No instrument here asks it. Elsewhere the correlation of an unsur with the
overall face, or with the respondent's mean of all other unsur, stands in for importance; it says
nothing of cause.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from operator import mul

from kiosk.domain.index.interval import root
from kiosk.domain.rounding import half_up

LEAST = 30
"""Respondents below which a correlation is mostly chance: its interval spans half of all values."""
UNIT = 2_520
"""A mean of up to ten scores is a whole number of these parts."""
_NORMAL = Decimal("1.959964")
CAUTION = (
    "Kuatnya hubungan bukan sebab-akibat: unsur yang paling sejalan dengan penilaian keseluruhan "
    "belum tentu penyebabnya. Periksa dahulu keluhan dan keadaan di loket sebelum memutuskan."
)

Pairs = Sequence[tuple[int, int]]


class Basis(StrEnum):
    """With what an unsur is compared."""

    FACE = "wajah"
    OTHERS = "unsur-lain"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Basis.FACE: "wajah yang diketuk untuk pelayanan secara keseluruhan",
    Basis.OTHERS: "rata-rata unsur lain yang diisi orang yang sama",
}


@dataclass(frozen=True)
class Rated:
    """One respondent: mean score by unsur in 1/`UNIT`, and the overall face (1 to 4) where it was
    tapped."""

    unsur: Mapping[str, int]
    face: int | None = None


@dataclass(frozen=True)
class Driver:
    """``strength``: Pearson's r of ``n`` respondents, with its 95 % interval by Fisher's z."""

    code: str
    n: int
    strength: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Drivers:
    """``rows``: strongest first; none where fewer than `LEAST` respondents can be compared.
    ``constant``: unsur to which everybody gave one score: nothing can be said. ``n`` respondents
    were looked at, of ``of`` in the period."""

    basis: Basis
    rows: tuple[Driver, ...]
    constant: tuple[str, ...]
    n: int
    of: int
    caution: str = CAUTION

    @property
    def sampled(self) -> bool:
        return self.n < self.of


def drivers(codes: Sequence[str], rated: Sequence[Rated], of: int) -> Drivers:
    """By the face where `LEAST` respondents or more tapped one."""
    tapped = [one for one in rated if one.face is not None]
    basis = Basis.FACE if len(tapped) >= LEAST else Basis.OTHERS
    pairs = _pairs_of(codes, tapped if basis is Basis.FACE else rated, basis)
    enough = {code: found for code, found in pairs.items() if len(found) >= LEAST}
    rows = [row for code, found in enough.items() if (row := _driver(code, found))]
    shown = {row.code for row in rows}
    rows.sort(key=lambda one: (-one.strength, codes.index(one.code)))
    constant = tuple(code for code in enough if code not in shown)
    looked_at = len(tapped) if basis is Basis.FACE else len(rated)
    return Drivers(basis, tuple(rows), constant, looked_at, of)


def _pairs_of(codes: Sequence[str], rated: Sequence[Rated], basis: Basis) -> dict[str, Pairs]:
    """By unsur, (it, what it is compared with) of everybody who has both."""
    if basis is Basis.FACE:
        return {
            code: [(one.unsur[code], one.face or 0) for one in rated if code in one.unsur]
            for code in codes
        }
    totals = [(one.unsur, sum(one.unsur.values()), len(one.unsur) - 1) for one in rated]
    return {code: _beside_others(code, totals) for code in codes}


def _beside_others(code: str, totals: Sequence[tuple[Mapping[str, int], int, int]]) -> Pairs:
    """``totals``: each respondent's unsur, their sum, and how many others there are."""
    # The mean of the others, in parts of its own: without the unsur itself, which would go along
    # with its own share of a total.
    return [
        (mine, (whole - mine) * UNIT // others)
        for unsur, whole, others in totals
        if (mine := unsur.get(code)) is not None and others
    ]


def _driver(code: str, pairs: Pairs) -> Driver | None:
    """None where one side never changes."""
    r = correlation(pairs)
    if r is None:
        return None
    low, high = fisher(r, len(pairs))
    return Driver(code, len(pairs), _two(r), _two(low), _two(high))


def correlation(pairs: Pairs) -> Decimal | None:
    """Pearson's, whatever the parts of either side; exact sums, and one root at the end."""
    count = len(pairs)
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    sum_x, sum_y = sum(xs), sum(ys)
    spread_x = count * sum(map(mul, xs, xs)) - sum_x**2
    spread_y = count * sum(map(mul, ys, ys)) - sum_y**2
    if not spread_x or not spread_y:
        return None
    along = count * sum(map(mul, xs, ys)) - sum_x * sum_y
    r = along / root(Fraction(spread_x * spread_y))
    with localcontext() as context:
        context.prec = 30
        return max(Decimal(-1), min(Decimal(1), Decimal(r.numerator) / Decimal(r.denominator)))


def fisher(r: Decimal, count: int) -> tuple[Decimal, Decimal]:
    """The 95 % interval of a correlation of more than three pairs (R. A. Fisher, 1921)."""
    with localcontext() as context:
        context.prec = 30
        if abs(r) > Decimal("0.9999999"):
            return r, r
        z = ((1 + r) / (1 - r)).ln() / 2
        half = _NORMAL / Decimal(count - 3).sqrt()
        return _back(z - half), _back(z + half)


def _back(z: Decimal) -> Decimal:
    grown = (2 * z).exp()
    return (grown - 1) / (grown + 1)


def _two(value: Decimal) -> Decimal:
    return half_up(Fraction(value), 2)


class Quadrant(StrEnum):
    """What to do with an unsur."""

    FIRST = "prioritas"
    KEEP = "pertahankan"
    LOW = "rendah"
    TOO_MUCH = "berlebih"

    @property
    def label(self) -> str:
        return _QUADRANTS[self]


_QUADRANTS = {
    Quadrant.FIRST: "Penting, belum baik: perbaiki dahulu",
    Quadrant.KEEP: "Penting dan baik: pertahankan",
    Quadrant.LOW: "Kurang penting, belum baik: perbaiki kemudian",
    Quadrant.TOO_MUCH: "Kurang penting dan baik: cukup",
}


@dataclass(frozen=True)
class Placed:
    """An unsur in the quadrant; both on the instrument's scale."""

    code: str
    importance: Fraction
    performance: Fraction
    quadrant: Quadrant


def quadrant(
    importance: Mapping[str, Fraction], performance: Mapping[str, Fraction]
) -> tuple[Placed, ...]:
    """Unsur known on both sides, cut at the mean of each; at the mean counts as above it."""
    codes = [code for code in importance if code in performance]
    if not codes:
        return ()
    cut = [sum((side[code] for code in codes), Fraction(0)) / len(codes)
           for side in (importance, performance)]  # fmt: skip
    return tuple(
        Placed(
            code,
            importance[code],
            performance[code],
            _quadrant(importance[code] >= cut[0], performance[code] >= cut[1]),
        )
        for code in codes
    )


def _quadrant(is_important: bool, is_good: bool) -> Quadrant:
    if is_important:
        return Quadrant.KEEP if is_good else Quadrant.FIRST
    return Quadrant.TOO_MUCH if is_good else Quadrant.LOW
