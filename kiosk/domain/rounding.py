"""Rounding, once, half up, on exact numbers.

Published indexes end exactly on a 5 (86.625 printed as 86.63): binary floats and half-even
rounding both print another figure, so neither is used anywhere.
"""

from decimal import Decimal
from fractions import Fraction

Exact = Fraction | Decimal | int


def half_up(value: Exact, places: int) -> Decimal:
    """``value`` with ``places`` decimals, a half going away from zero."""
    over, under = value.as_integer_ratio()
    whole = (2 * abs(over) * 10**places + under) // (2 * under)
    sign = "-" if over < 0 and whole else ""
    return Decimal(f"{sign}{whole}E{-places}")


def written(value: Fraction, places: int = 6) -> str:
    """``value`` as an exact decimal where it ends, otherwise with ``places`` decimals."""
    return f"{half_up(value, _length(value.denominator) or places):f}"


def _length(denominator: int) -> int:
    """The decimals 1/denominator needs (at least two), or 0 where it never ends."""
    rest, twos, fives = denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives, 2) if rest == 1 else 0
