"""Where a figure stands on a line, and where the bands of mutu begin and end on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kiosk.domain.index.bands import BOUNDS
from kiosk.draw.svg import Number

LOWEST, HIGHEST = 25, 100


@dataclass(frozen=True)
class Scale:
    """From the figure ``low`` at pixel ``start`` to ``high`` at ``end``; what lies outside stands
    at the nearer end."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: Number) -> float:
        kept = min(max(float(value), self.low), self.high)
        share = (kept - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def bands(self, bands: str) -> Iterator[tuple[str, float, float]]:
        """(mutu, where it begins, where it ends) of those in sight, D first."""
        ends = [LOWEST, *(float(one) for one in reversed(BOUNDS[bands])), HIGHEST]
        for mutu, low, high in zip("DCBA", ends, ends[1:], strict=False):
            if high > self.low and low < self.high:
                yield mutu, self.at(low), self.at(high)


def borders(bands: str) -> tuple[Decimal, ...]:
    """Lower ends of C, B and A, lowest first."""
    return tuple(reversed(BOUNDS[bands]))


def floor_of(values: Iterable[Number | None]) -> int:
    """Where an axis of indexes may begin: at 60 where all are above it, else at the scale's own
    beginning. A bar always begins there: its length is what is read."""
    known = [float(one) for one in values if one is not None]
    return 60 if known and min(known) >= 62 else LOWEST
