"""How much each unsur matters to people, where they were asked. Beside the index, never in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kiosk.domain.index.drivers import LEAST
from kiosk.domain.index.tally import Tally
from kiosk.domain.survey.instrument import Instrument


@dataclass(frozen=True)
class Importance:
    """``means``: unsur code to its mean, on the scale it was asked on. ``n``: respondents."""

    means: Mapping[str, Fraction]
    n: int


def importance(asked: Instrument, tally: Tally, smallest: int) -> Importance | None:
    """None of fewer than ``smallest`` or `LEAST` respondents. An unsur answered by fewer is left
    out: as many as are not asked for a fee leave biaya blank."""
    least = max(smallest, LEAST)
    if tally.respondents < least:
        return None
    low = asked.scale.low
    means = {}
    for code, item in asked.items.items():
        row = tally.counts.get(code, ())
        if sum(row) >= least:
            total = sum(value * many for value, many in enumerate(row, low))
            means[item.unsur] = Fraction(total, sum(row))
    return Importance(means, tally.respondents)
