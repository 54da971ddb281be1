"""The line of the one-tap faces: how many were dissatisfied each day, how sure that is, and
when it is worth asking why. No rule asks for it, and it is never mixed with the index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

from kiosk.domain.rounding import half_up

Counts = tuple[int, int, int, int]
"""How often each face was tapped, the least first."""
NONE: Counts = (0, 0, 0, 0)
_Z = Fraction("1.959964")
"""Two-sided 95 %."""
RECENT, BEFORE = 7, 28
"""Days that are compared: the last week with the four weeks before it."""
LEAST = 20
"""Taps in a span below which nothing is said."""


@dataclass(frozen=True)
class Share:
    """Per cent of taps on the two lower faces, one decimal, with its 95 % interval (Wilson, 1927:
    it stays within 0 and 100 and holds for few taps)."""

    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Day:
    day: date
    counts: Counts

    @property
    def taps(self) -> int:
        return sum(self.counts)

    @property
    def share(self) -> Share | None:
        return share_of(self.counts)


@dataclass(frozen=True)
class Alarm:
    """The last week was worse than the four weeks before, by more than chance explains."""

    recent: Share
    before: Share
    taps: int


def share_of(counts: Counts) -> Share | None:
    """None without a tap."""
    total, low = sum(counts), counts[0] + counts[1]
    if not total:
        return None
    part = Fraction(low, total)
    room = 1 + _Z**2 / total
    centre = (part + _Z**2 / (2 * total)) / room
    half = _Z * _root(part * (1 - part) / total + _Z**2 / (4 * total**2)) / room
    ends = max(Fraction(0), centre - half), min(Fraction(1), centre + half)
    # At 0 and 100 per cent the formula ends there; the root's last digit must not show.
    first, last = (Fraction(0) if not low else ends[0]), (Fraction(1) if low == total else ends[1])
    return Share(_percent(part), _percent(first), _percent(last))


def line(counted: dict[date, Counts], today: date, days: int) -> tuple[Day, ...]:
    """Every day of the span in order, today last, also those without a tap."""
    span = (today - timedelta(days=back) for back in range(days - 1, -1, -1))
    return tuple(Day(day, counted.get(day, NONE)) for day in span)


def alarm(days: Sequence[Day]) -> Alarm | None:
    """``days`` as `line` gives them, at least five weeks. An alarm where the two intervals do not
    meet: stricter than a test of the difference, so that a unit is not called for nothing."""
    recent = added([one.counts for one in days[-RECENT:]])
    before = added([one.counts for one in days[-RECENT - BEFORE : -RECENT]])
    now, then = share_of(recent), share_of(before)
    if now is None or then is None or min(sum(recent), sum(before)) < LEAST:
        return None
    return Alarm(now, then, sum(recent)) if now.low > then.high else None


def added(several: Sequence[Counts]) -> Counts:
    one, two, three, four = (sum(column) for column in zip(NONE, *several, strict=True))
    return one, two, three, four


def _percent(part: Fraction) -> Decimal:
    return half_up(part * 100, 1)


def _root(value: Fraction) -> Fraction:
    with localcontext() as context:
        context.prec = 40
        return Fraction((Decimal(value.numerator) / Decimal(value.denominator)).sqrt())
