"""Figures of Zona Integritas: exact numbers, rounded half up, written once."""

from decimal import Decimal
from fractions import Fraction

from kiosk.domain import rounding


def half_up(value: Fraction, places: int = 2) -> Fraction:
    """``value`` rounded to ``places`` decimals, a five always upwards (as offices publish)."""
    return Fraction(rounding.half_up(value, places))


def published(value: Fraction) -> str:
    """Two decimals half up, with a decimal point: 2/3 is "0.67"."""
    return str(rounding.half_up(value, 2))


def exact(value: Fraction) -> str:
    """Every decimal of ``value`` and at least two: "15.75", "15.70625", "5.00".

    A value whose decimals never end (a mean of three) is written as `published` writes it.
    """
    # Decimal writes small numbers as "1E-7" unless asked for plain digits.
    return f"{Decimal(rounding.written(value, 2)):f}"


def shown(value: Fraction) -> str:
    """An exact figure as Indonesian readers write it: "15,70625"."""
    return comma(exact(value))


def comma(figure: str) -> str:
    """The same figure with a decimal comma: "15,75"."""
    return figure.replace(".", ",")
