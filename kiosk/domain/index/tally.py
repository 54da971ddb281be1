"""A tally: everything the index needs to know of any number of answers, in whole numbers.

Tallies add up: the tally of a unit is the sum of the tallies of its points, that of a quarter
the sum of its months, that of the nation the sum of its regions. Adding whole numbers is exact
and knows no order, so merged and separate tallies give the same index to the last digit.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, partial

from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.stored import scores_of

RESPONDENT_UNIT = 45_360
"""A respondent's mean is kept in 1/45,360: exact for one to ten filled unsur of one item each
and for the 2025 form with all items filled; elsewhere off by at most 0.00002 of a scale step.
It feeds the interval only; the index itself comes from the counts and is always exact."""

Scores = Mapping[str, int]
Counts = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Tally:
    """``counts``: item code to answers per scale value, lowest first (a blank is in none).
    ``total`` and ``squares``: the sums of the respondents' means and of their squares, in
    1/RESPONDENT_UNIT and its square."""

    respondents: int
    counts: Counts
    total: int
    squares: int

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.respondents + other.respondents,
            _add_counts(self.counts, other.counts),
            self.total + other.total,
            self.squares + other.squares,
        )

    def __sub__(self, other: "Tally") -> "Tally":
        """What is left without ``other``, a part of this tally."""
        return self + Tally(
            -other.respondents,
            {code: tuple(-one for one in counts) for code, counts in other.counts.items()},
            -other.total,
            -other.squares,
        )


EMPTY = Tally(0, {}, 0, 0)


def times(tally: Tally, count: int) -> Tally:
    """As if each respondent had been there ``count`` times."""
    counts = {code: tuple(one * count for one in row) for code, row in tally.counts.items()}
    return Tally(tally.respondents * count, counts, tally.total * count, tally.squares * count)


def _add_counts(one: Counts, other: Counts) -> Counts:
    merged = dict(one)
    for code, counts in other.items():
        mine = merged.get(code)
        merged[code] = counts if mine is None else tuple(map(sum, zip(mine, counts, strict=True)))
    return merged


def respondent_mean(instrument: Instrument, scores: Scores) -> Fraction:
    """The mean over the unsur this respondent filled, items averaged inside their unsur first."""
    means = []
    for unsur in instrument.unsur:
        given = [scores[item.code] for item in unsur.items if item.code in scores]
        if given:
            means.append(Fraction(sum(given), len(given)))
    return sum(means, Fraction(0)) / len(means)


def in_units(mean: Fraction) -> int:
    """A respondent's mean as whole units, half up where the unit does not divide it."""
    return (mean * RESPONDENT_UNIT * 2 + 1).__floor__() // 2


def mean_in_units(instrument: Instrument, scores: Scores) -> int:
    """`in_units` of `respondent_mean` in whole numbers: every answer needs one, and a `Fraction`
    an unsur costs more than keeping the answer."""
    if instrument.is_plain and scores:
        # An item each: the mean of what was filled.
        over, whole = sum(scores.values()), len(scores)
        return (2 * RESPONDENT_UNIT * over + whole) // (2 * whole)
    over, under, filled = 0, 1, 0
    for unsur in instrument.unsur:
        given = [scores[item.code] for item in unsur.items if item.code in scores]
        if given:
            over = over * len(given) + sum(given) * under
            under *= len(given)
            filled += 1
    whole = under * filled
    return (2 * RESPONDENT_UNIT * over + whole) // (2 * whole)


def of_scores(instrument: Instrument, sheets: Iterable[Scores]) -> Tally:
    """Tally answer sheets (item code to score; blanks left out; never wholly blank)."""
    low, width = instrument.scale.low, len(instrument.scale.values)
    counts = {code: [0] * width for code in instrument.items}
    respondents = total = squares = 0
    for scores in sheets:
        for code, score in scores.items():
            counts[code][score - low] += 1
        mean = mean_in_units(instrument, scores)
        respondents += 1
        total += mean
        squares += mean * mean
    return Tally(respondents, {k: tuple(v) for k, v in counts.items()}, total, squares)


def of_sheets(instrument: Instrument, sheets: Sequence[str]) -> Tally:
    """`of_scores` of sheets as they are kept ("a4b3"), a quarter of its time where there are
    many: a letter and a digit in turn, so a score is counted by looking for the two of them."""
    if len(sheets) < _FEW:
        return of_scores(instrument, [scores_of(instrument, one) for one in sheets])
    values, joined = instrument.scale.values, "".join(sheets)
    counts = {
        code: tuple(joined.count(f"{item.mark}{value}") for value in values)
        for code, item in instrument.items.items()
    }
    mean_of = _plain_mean if instrument.is_plain else partial(_mean_of, instrument)
    total = squares = 0
    for sheet, many in Counter(sheets).items():
        mean = mean_of(sheet)
        total += mean * many
        squares += mean * mean * many
    return Tally(len(sheets), counts, total, squares)


_FEW = 3
_ZERO = ord("0")


def _plain_mean(sheet: str) -> int:
    """`mean_in_units` where every unsur has one item."""
    filled = len(sheet) // 2
    scores = sum(sheet[1::2].encode()) - _ZERO * filled
    return (2 * RESPONDENT_UNIT * scores + filled) // (2 * filled)


@lru_cache(maxsize=50_000)
def _mean_of(instrument: Instrument, sheet: str) -> int:
    return mean_in_units(instrument, scores_of(instrument, sheet))
