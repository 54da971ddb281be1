"""Answer sheets drawn by the thousand, and counted as fast.

Each respondent is in a mood that moves all of their scores together; each item has a mean of its
own. Scores are drawn column by column: a million sheets are made in seconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb
from random import Random

from kiosk.domain.index.tally import RESPONDENT_UNIT, Tally
from kiosk.domain.survey.instrument import Instrument, Scale

BLANK = 0.012
"""The share of items left out."""


@dataclass(frozen=True)
class Mood:
    """``share`` of respondents, how far below the top they stay (1: as the mean says), and how
    many of them write a suggestion."""

    share: float
    distance: float
    writes: float


MOODS = (
    Mood(0.30, 0.25, 0.05),
    Mood(0.45, 0.90, 0.04),
    Mood(0.18, 1.60, 0.09),
    Mood(0.07, 3.20, 0.16),
)


def sheets(
    rng: Random, instrument: Instrument, means: Mapping[str, float], mood: Mood, count: int
) -> list[str]:
    """``count`` sheets as they are kept; items without a mean stay blank, one item never does."""
    columns = []
    for code, mean in means.items():
        mark = instrument.items[code].mark
        tokens = [f"{mark}{value}" for value in instrument.scale.values]
        odds = _odds(instrument.scale, mean, mood.distance)
        columns.append(rng.choices([*tokens, ""], [*odds, BLANK], k=count))
    first = f"{instrument.items[next(iter(means))].mark}{instrument.scale.high - 1}"
    return [sheet or first for sheet in map("".join, zip(*columns, strict=True))]


def _odds(scale: Scale, mean: float, distance: float) -> list[float]:
    """Binomial over the scale: its mean is ``mean`` for a distance of 1."""
    steps = scale.high - scale.low
    miss = min(0.93, max(0.005, (scale.high - mean) / steps * distance))
    return [comb(steps, up) * (1 - miss) ** up * miss ** (steps - up) for up in range(steps + 1)]


def tally(instrument: Instrument, marked: Sequence[str]) -> Tally:
    """As `kiosk.domain.index.tally.of_scores` of these sheets, an order of magnitude sooner.

    For instruments of one item an unsur and scores of one digit only.
    """
    joined = "".join(marked)
    counts = {
        code: tuple(joined.count(f"{item.mark}{value}") for value in instrument.scale.values)
        for code, item in instrument.items.items()
    }
    means = [_mean_in_units(sheet) for sheet in marked]
    return Tally(len(marked), counts, sum(means), sum(mean * mean for mean in means))


def _mean_in_units(sheet: str) -> int:
    """Exact: the unit divides by every count of unsur up to ten."""
    filled = len(sheet) // 2
    total = sum(sheet[1::2].encode()) - 48 * filled
    return total * RESPONDENT_UNIT // filled
