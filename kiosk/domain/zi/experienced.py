"""Promised against experienced: how long a service took beside what its standard promises."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kiosk.domain.complaint.histogram import Histogram, nearest_rank, size
from kiosk.domain.rounding import half_up
from kiosk.domain.zi.standard import Promise

_MEDIAN, _NINTH_TENTH = 50, 90


@dataclass(frozen=True)
class Experienced:
    """``n`` visits; their figures are None where there are fewer than may be shown. Minutes that
    occurred, never one in between. ``within``: how many took no longer than promised; None too
    where the promise is in working days or there is none."""

    n: int
    median: int | None = None
    ninth_tenth: int | None = None
    within: int | None = None

    @property
    def is_withheld(self) -> bool:
        return self.n > 0 and self.median is None

    @property
    def percent_within(self) -> Decimal | None:
        """One decimal."""
        if self.within is None:
            return None
        return half_up(Fraction(100 * self.within, self.n), 1)


def experienced(minutes: Histogram, promise: Promise | None, smallest: int) -> Experienced:
    """``minutes``: to how many visits took so many. ``smallest``: below it nothing but the number
    is told."""
    n = size(minutes)
    if not n or n < smallest:
        return Experienced(n)
    most = promise.minutes if promise else None
    return Experienced(
        n,
        nearest_rank(minutes, _MEDIAN),
        nearest_rank(minutes, _NINTH_TENTH),
        None if most is None else sum(many for took, many in minutes.items() if took <= most),
    )
