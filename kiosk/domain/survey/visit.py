"""A service that was completed, and for which an answer was asked: what came of it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction

from kiosk.domain.rounding import half_up


class Outcome(IntEnum):
    """Stored as its number; a visit without one may still be answered."""

    ANSWERED = 1
    REFUSED = 2


class Channel(IntEnum):
    """Who offered it. Stored as its number."""

    DESK = 1
    MACHINE = 2


@dataclass(frozen=True)
class VisitCount:
    """Of visits for which an answer was asked. The rest came to nothing, or still may."""

    offered: int = 0
    answered: int = 0
    refused: int = 0

    @property
    def rate(self) -> Decimal | None:
        """Response rate in per cent with one decimal: answered of offered. None of nothing."""
        if not self.offered:
            return None
        return half_up(Fraction(100 * self.answered, self.offered), 1)
