"""The 95 % confidence interval of an index, from the respondents' means.

PermenPANRB 14/2017 asks for no interval. It says what a small sample cannot: whether an index
just above a border of the bands differs from one just below it.
"""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from kiosk.domain.index import bands as _bands
from kiosk.domain.index.tally import RESPONDENT_UNIT, Tally
from kiosk.domain.rounding import half_up

LEVEL = "0.95"
_NORMAL = Fraction("1.959964")
_NORMAL_FROM = 30

# Student's t, two-sided 95 % (upper 0.025), 1 to 28 degrees of freedom:
# NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
_STUDENT = tuple(
    Fraction(value)
    for value in (
        "12.706", "4.303", "3.182", "2.776", "2.571", "2.447", "2.365",
        "2.306", "2.262", "2.228", "2.201", "2.179", "2.160", "2.145",
        "2.131", "2.120", "2.110", "2.101", "2.093", "2.086", "2.080",
        "2.074", "2.069", "2.064", "2.060", "2.056", "2.052", "2.048",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Interval:
    """``low`` and ``high`` on the converted index, two decimals."""

    low: Decimal
    high: Decimal
    level: str = LEVEL


def margin(tally: Tally, visits: int | None = None) -> Fraction | None:
    """Half the width of the interval, in steps of the instrument's scale.

    None where it cannot be known: fewer than two respondents, or no rows (means, frequencies).
    ``visits``: the finite population, where known; one smaller than the respondents is ignored.
    """
    count = tally.respondents
    if count < 2 or not tally.total:
        return None
    spread = Fraction(tally.squares) - Fraction(tally.total**2, count)
    variance = spread / (count - 1) / RESPONDENT_UNIT**2
    return quantile(count) * root(variance / count * _finite(count, visits))


def around(
    centre: Fraction, half: Fraction | None, lowest: Fraction, highest: Fraction
) -> Interval | None:
    """The interval ``half`` to either side of ``centre``, kept between the possible ends."""
    if half is None:
        return None
    return Interval(
        half_up(max(lowest, centre - half), 2),
        half_up(min(highest, centre + half), 2),
    )


def crosses(interval: Interval, bands: str) -> tuple[str, ...]:
    """The mutu this interval cannot tell apart, best first; empty where there is only one."""
    best = _bands.grade(interval.high, bands).mutu
    worst = _bands.grade(interval.low, bands).mutu
    covered = tuple(mutu for mutu in "ABCD" if best <= mutu <= worst)
    return covered if len(covered) > 1 else ()


def quantile(count: int) -> Fraction:
    """What the standard error of the mean of ``count`` (2 or more) is multiplied by."""
    return _NORMAL if count >= _NORMAL_FROM else _STUDENT[count - 2]


def _finite(count: int, visits: int | None) -> Fraction:
    """The square of the finite-population correction sqrt((N - n) / (N - 1))."""
    if visits is None or visits < count:
        return Fraction(1)
    return Fraction(visits - count, visits - 1)


def root(value: Fraction) -> Fraction:
    """To 40 digits."""
    with localcontext() as context:
        context.prec = 40
        return Fraction((Decimal(value.numerator) / Decimal(value.denominator)).sqrt())
