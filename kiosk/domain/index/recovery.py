"""Whether an unsur recovered: its value before and after, and what the difference is worth.

Difference of two means of independent samples, each variance estimated by itself: d +/- q x
sqrt(s1^2/n1 + s2^2/n2) (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.3, unequal
variances), with q of the normal distribution from 30 answers on both sides, else Student's t with
the smaller sample's degrees of freedom, which is too wide rather than too narrow.

Of an unsur asked by several items only the counts of each are known, not who gave them together.
The deviation of their mean is then at most the mean of theirs, whatever the correlation
(Minkowski's inequality), and that is what is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kiosk.domain.index.interval import quantile, root
from kiosk.domain.index.method import CONVERSIONS, to_four
from kiosk.domain.index.period_figures import UnsurFigure
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import Scale

FEW = 30
Counts = Sequence[int]
"""Answers per value of the scale, lowest first."""


class Verdict(StrEnum):
    """What may be said of a difference."""

    ROSE = "naik"
    FELL = "turun"
    UNSURE = "belum dapat dibedakan"


@dataclass(frozen=True)
class Reading:
    """An unsur in one period: ``mean`` on the instrument's scale, ``error`` its standard error
    (None: too little to know it), ``n`` of the item that fewest answered."""

    mean: Fraction
    error: Fraction | None
    n: int


@dataclass(frozen=True)
class Difference:
    """In points of the index (25 a step of a scale of 4), two decimals, after minus before.
    ``low`` and ``high`` None where no interval can be known."""

    points: Decimal
    low: Decimal | None
    high: Decimal | None
    verdict: Verdict


def read(items: Sequence[Counts], low: int = 1) -> Reading | None:
    """Of the counts of each item of the unsur; items nobody answered are left out. None where
    nobody answered any."""
    asked = [one for one in items if sum(one)]
    if not asked:
        return None
    errors = [_error(one, low) for one in asked]
    known = [one for one in errors if one is not None]
    return Reading(
        mean=sum((_mean(one, low) for one in asked), Fraction(0)) / len(asked),
        error=sum(known, Fraction(0)) / len(asked) if len(known) == len(asked) else None,
        n=min(sum(one) for one in asked),
    )


def compare(before: Reading, after: Reading, step: Fraction) -> Difference:
    """``step``: points of the index a step of the scale is worth, as of `step_of`."""
    gap = (after.mean - before.mean) * step
    if before.error is None or after.error is None:
        return Difference(half_up(gap, 2), None, None, Verdict.UNSURE)
    error = root(before.error**2 + after.error**2)
    half = quantile(min(before.n, after.n)) * error * step
    return Difference(
        half_up(gap, 2), half_up(gap - half, 2), half_up(gap + half, 2), _verdict(gap, half)
    )


def step_of(figure: UnsurFigure, scale: Scale) -> Fraction:
    """Points of the index a step of this scale is worth: 25 for 1 to 4. For longer scales two
    conversions are in use; the one that makes the figure's value of its NRR."""
    for rule in CONVERSIONS:
        if half_up(to_four(figure.nrr, scale, rule) * 25, 2) == figure.value:
            break
    return (
        to_four(Fraction(scale.high), scale, rule) - to_four(Fraction(scale.high - 1), scale, rule)
    ) * 25


def _verdict(gap: Fraction, half: Fraction) -> Verdict:
    if gap - half > 0:
        return Verdict.ROSE
    return Verdict.FELL if gap + half < 0 else Verdict.UNSURE


def _mean(counts: Counts, low: int) -> Fraction:
    return Fraction(sum(value * n for value, n in enumerate(counts, low)), sum(counts))


def _error(counts: Counts, low: int) -> Fraction | None:
    """sqrt(s^2 / n), s^2 with n - 1; None for a single answer, and where a few all say the same:
    how much the others would differ is then not known, least of all that they would not."""
    n, mean = sum(counts), _mean(counts, low)
    if n < 2 or (n < FEW and max(counts) == n):
        return None
    spread = sum(
        (n_of * (value - mean) ** 2 for value, n_of in enumerate(counts, low)), Fraction(0)
    )
    return root(spread / (n - 1) / n)
