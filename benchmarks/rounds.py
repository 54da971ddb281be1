"""Variants measured in turn (A B C, A B C), so that a machine that slows down slows all of them."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """Median, least and greatest of the rounds."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: list[float]) -> "Spread":
        return cls(statistics.median(values), min(values), max(values))

    def times(self, by: float) -> "Spread":
        return Spread(self.median * by, self.least * by, self.most * by)


class Rounds:
    """``values``: variant to one figure a round."""

    def __init__(self, values: Mapping[str, list[float]]) -> None:
        self.values = values

    def of(self, name: str) -> Spread:
        return Spread.of(self.values[name])

    def ratio(self, name: str, to: str) -> Spread:
        """Round by round, before the median is taken."""
        pairs = zip(self.values[name], self.values[to], strict=True)
        return Spread.of([mine / other for mine, other in pairs])

    def ratio_of_least(self, name: str, to: str) -> Spread:
        """The least figure of each, which is what repeats for CPU time on a busy machine, beside
        the range of the rounds' own ratios."""
        own = self.ratio(name, to)
        return Spread(self.of(name).least / self.of(to).least, own.least, own.most)


def in_turn(variants: Mapping[str, Callable[[], float]], rounds: int) -> Rounds:
    """One warm-up round, then ``rounds`` that count."""
    values: dict[str, list[float]] = {name: [] for name in variants}
    for number in range(rounds + 1):
        for name, measure in variants.items():
            figure = measure()
            if number:
                values[name].append(figure)
    return Rounds(values)


def least_chunk(work: Callable[[], object], calls: int, chunks: int) -> float:
    """CPU seconds of one call: the least mean over several chunks of calls."""
    return min(_chunk(work, calls) for _ in range(chunks))


def _chunk(work: Callable[[], object], calls: int) -> float:
    began = time.process_time()
    for _ in range(calls):
        work()
    return (time.process_time() - began) / calls
