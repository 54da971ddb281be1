"""When a unit's answers are worth a call: windowed rules that stay quiet on noise.

No regulation asks for it. Every rule compares a few days with the eight weeks before them and
speaks only where chance explains the difference less than once in a thousand looks, and where the
difference is large enough to matter; a simulation (`tests/domain/index/test_alerting.py`) holds
the false alarms of a unit whose true score never moves under one a month.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kiosk.domain.index.tally import RESPONDENT_UNIT
from kiosk.domain.rounding import half_up

SHORT, LONG, USUAL = 2, 7, 56
"""Days looked at for low answers, for a drop, and compared with."""
LEAST, LEAST_DROP, LEAST_USUAL = 10, 20, 50
"""Answers below which a window, and what is usual, say nothing."""
CHANCE = 0.001
"""Of one look: several a day, several rules, a month."""
Z = 3.29
"""One-sided 0.0005: the drop is looked at every day over windows that overlap."""


class AlertKind(StrEnum):
    """What is wrong; the values are what the table and the settings keep."""

    SHARE = "bagian-rendah"
    COUNT = "banyak-rendah"
    DROP = "turun"
    SAMPLE = "sampel"
    SILENT = "tablet-sunyi"


@dataclass(frozen=True)
class DayCount:
    """One local day of a unit. ``low``: answers with a 1 or a 2 for at least one unsur.
    ``total``, ``squares``: as in a `Tally`, of the respondents' means."""

    day: date
    n: int
    low: int
    total: int
    squares: int


@dataclass(frozen=True)
class Rules:
    """What the office wants to be called for; None: not for this. ``share``: per cent of answers
    low within two days. ``count``: low answers within one day. ``drop``: points of the index
    within seven days. ``sample``: respondents behind plan."""

    share: int | None = 30
    count: int | None = 10
    drop: Decimal | None = Decimal(5)
    sample: bool = True


@dataclass(frozen=True)
class Found:
    """``low`` and ``n`` of the window; ``usual`` and ``value`` in per cent or points of the index,
    one decimal; for the sample: respondents so far, expected by the end, and needed."""

    kind: AlertKind
    since: date
    n: int
    value: Decimal
    usual: Decimal | None


def look(days: Sequence[DayCount], today: date, rules: Rules) -> list[Found]:
    """What the rules find on ``today``, whose answers so far are the last of ``days``."""
    found = (_share(days, today, rules), _count(days, today, rules), _drop(days, today, rules))
    return [one for one in found if one]


def behind(
    kept: int, minimum: int, gone: int, whole: int, today: date, first: date
) -> Found | None:
    """Respondents will not reach the minimum at this pace. ``gone`` of ``whole`` working days of
    the period are over; nothing is said before half of them are."""
    if whole <= 0 or 2 * gone < whole or gone >= whole:
        return None
    expected = Fraction(kept * whole, gone)
    if expected * 10 >= minimum * 9:
        return None
    return Found(AlertKind.SAMPLE, first, kept, half_up(expected, 0), Decimal(minimum))


def _share(days: Sequence[DayCount], today: date, rules: Rules) -> Found | None:
    window, usual = _windows(days, today, SHORT)
    n, low = _sum(window, "n"), _sum(window, "low")
    if rules.share is None or n < LEAST or 100 * low < rules.share * n:
        return None
    before, before_low = _sum(usual, "n"), _sum(usual, "low")
    if before < LEAST_USUAL or _tail(low, n, before_low, before) >= CHANCE:
        return None
    since = today - timedelta(days=SHORT - 1)
    return Found(AlertKind.SHARE, since, n, _percent(low, n), _percent(before_low, before))


def _count(days: Sequence[DayCount], today: date, rules: Rules) -> Found | None:
    """So many in one day, and more than answers of that day explain."""
    window, usual = _windows(days, today, 1)
    n, low = _sum(window, "n"), _sum(window, "low")
    if rules.count is None or low < rules.count:
        return None
    before, before_low = _sum(usual, "n"), _sum(usual, "low")
    if before < LEAST_USUAL or _tail(low, n, before_low, before) >= CHANCE:
        return None
    usual_low = Fraction(before_low * n, before)
    return Found(AlertKind.COUNT, today, n, Decimal(low), half_up(usual_low, 1))


def _drop(days: Sequence[DayCount], today: date, rules: Rules) -> Found | None:
    """Only whole days: the mean of a morning is no week's."""
    yesterday = today - timedelta(days=1)
    window, usual = _windows(days, yesterday, LONG)
    n, before = _sum(window, "n"), _sum(usual, "n")
    if rules.drop is None or n < LEAST_DROP or before < LEAST_USUAL:
        return None
    now, then = _mean(window), _mean(usual)
    if then - now < Fraction(rules.drop):
        return None
    spread = math.sqrt(_variance(window) / n + _variance(usual) / before)
    if spread and float(then - now) / spread < Z:
        return None
    since = yesterday - timedelta(days=LONG - 1)
    return Found(AlertKind.DROP, since, n, half_up(now, 1), half_up(then, 1))


def _windows(
    days: Sequence[DayCount], last: date, length: int
) -> tuple[list[DayCount], list[DayCount]]:
    first = last - timedelta(days=length - 1)
    oldest = first - timedelta(days=USUAL)
    window = [one for one in days if first <= one.day <= last]
    return window, [one for one in days if oldest <= one.day < first]


def _sum(days: Sequence[DayCount], what: str) -> int:
    return sum(getattr(one, what) for one in days)


def _mean(days: Sequence[DayCount]) -> Fraction:
    """On 25 to 100, of a scale to 4: what a look needs, not what is printed."""
    return Fraction(25 * _sum(days, "total"), RESPONDENT_UNIT * _sum(days, "n"))


def _variance(days: Sequence[DayCount]) -> float:
    n, total = _sum(days, "n"), _sum(days, "total")
    spread = Fraction(_sum(days, "squares")) - Fraction(total * total, n)
    return float(spread * 625 / (n - 1) / RESPONDENT_UNIT**2)


def _tail(low: int, n: int, before_low: int, before: int) -> float:
    """How likely so many low answers are where the share never moved: the beta-binomial tail with
    Jeffreys' prior, which knows that the usual share is an estimate too."""
    a, b = before_low + 0.5, before - before_low + 0.5
    start = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) - math.lgamma(n + a + b)
    return sum(
        math.exp(
            start
            + math.lgamma(n + 1)
            - math.lgamma(k + 1)
            - math.lgamma(n - k + 1)
            + math.lgamma(k + a)
            + math.lgamma(n - k + b)
        )
        for k in range(low, n + 1)
    )


def _percent(part: int, whole: int) -> Decimal:
    return half_up(Fraction(100 * part, whole), 1)
