"""From the mean of a SPAK or SPKP to an index on the scale of 4 that the hasil takes.

Two rules are in use for the 1-6 scale and they differ: 3,60 of 4 is 5,40 of 6 by one and
5,33 of 6 by the other. Which one a unit follows is a setting.
"""

from enum import StrEnum
from fractions import Fraction

from kiosk.domain.refusal import Refusal
from kiosk.domain.zi.figures import shown

SCALES = (4, 6, 10)
"""SPAK and SPKP are asked on 1-4 or 1-6; the PST survey of BPS on 1-10."""


class Rule(StrEnum):
    """How a 1-6 mean becomes an index on 4."""

    BAGI = "bagi-1.5"
    """x / 1,5 (a public tool). Below 1,5 of 6 it gives less than 1: it is no 1-4 scale there."""
    MIN_MAX = "min-max"
    """1 + 3(x - 1)/5. Kemenkumham's published SPAK of 2023 (97,94 and 3,94) fits only this."""


class UnknownScale(Refusal):
    """No rule is known for a scale that ends there."""


class MeanOutOfScale(Refusal):
    """The mean lies outside the scale it was asked on."""


def to_scale_4(mean: Fraction, top: int, rule: Rule = Rule.BAGI) -> Fraction:
    """The index on 4, exact, of a ``mean`` asked on 1..``top``.

    ``rule`` speaks of the 1-6 scale alone: 1-4 stays as it is, 1-10 goes by min-max.
    Raises `UnknownScale`, `MeanOutOfScale`.
    """
    _require_inside(mean, top)
    if top == 4:
        return mean
    if top == 6 and rule is Rule.BAGI:
        return mean / Fraction(3, 2)
    return 1 + 3 * (mean - 1) / Fraction(top - 1)


def _require_inside(mean: Fraction, top: int) -> None:
    if top not in SCALES:
        raise UnknownScale(
            "Skala 1 sampai %(top)s tidak dikenal. Gunakan skala sampai 4, 6 atau 10.", top=top
        )
    if not 1 <= mean <= top:
        raise MeanOutOfScale(
            "Rata-rata %(mean)s berada di luar skala 1 sampai %(top)s. Periksa kembali jawabannya.",
            mean=shown(mean),
            top=top,
        )
