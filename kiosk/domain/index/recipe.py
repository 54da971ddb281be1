"""Other ways in which offices count an index from the same answers, each step a choice.

The defaults of `Recipe` are the regulation's (PermenPANRB 14/2017, Lampiran); everything else was
seen in a spreadsheet or in a program of some office. Exact until the last digit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kiosk.domain.index.tally import Tally
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import Instrument

Scores = Mapping[str, int]


class Base(StrEnum):
    """What is averaged to the index."""

    UNSUR = "unsur"
    ITEMS = "butir"
    HEAP = "jawaban"
    PERSON = "responden"


class Factor(StrEnum):
    """How the index becomes a figure to 100."""

    REGULATION = "25"
    TWENTY = "20"
    SHARE = "persen"
    STRETCHED = "min-max"
    NONE = "1"


@dataclass(frozen=True)
class Sums:
    """Item code to (answers, sum of their scores), of ``respondents`` people."""

    respondents: int
    items: Mapping[str, tuple[int, Fraction]]


@dataclass(frozen=True)
class Given:
    """The answers, as sums. ``complete``: only of people who left nothing blank; ``person``: the
    mean of each person's mean; both None where only sums are known. ``low``, ``high``: the scale
    of these scores, which need not be the instrument's. ``counted``: False of means somebody
    else computed, where no blank can be told."""

    structure: Instrument
    whole: Sums
    complete: Sums | None
    person: Fraction | None
    low: int
    high: int
    counted: bool = True


@dataclass(frozen=True)
class Recipe:
    """``weight``: of each unsur, None for 1/n. ``round_...``: decimals, None for not at all.
    ``zeros``: a blank counts as 0, which is to divide by every respondent. ``cut``: the last
    digit is cut off instead of rounded."""

    base: Base = Base.UNSUR
    zeros: bool = False
    whole_only: bool = False
    weight: Fraction | None = None
    round_unsur: int | None = None
    round_weighted: int | None = None
    round_index: int | None = None
    factor: Factor = Factor.REGULATION
    cut: bool = False


REGULATION = Recipe()


def of_rows(structure: Instrument, rows: Sequence[Scores], top: int | None = None) -> Given:
    """``rows``: item code to score, blanks left out. ``top``: the highest value of the scale they
    are on, where it is not the instrument's."""
    means = [_own_mean(structure, row) for row in rows if row]
    complete = [row for row in rows if len(row) == len(structure.items)]
    return Given(
        structure,
        _sums(rows),
        _sums(complete) if complete else None,
        sum(means, Fraction(0)) / len(means) if means else None,
        structure.scale.low,
        top or structure.scale.high,
    )


def of_tally(structure: Instrument, tally: Tally) -> Given:
    """Of frequencies: who left what blank is not known."""
    low, items = structure.scale.low, {}
    for code, counts in tally.counts.items():
        if sum(counts):
            total = sum(score * count for score, count in enumerate(counts, low))
            items[code] = (sum(counts), Fraction(total))
    scale = structure.scale
    return Given(structure, Sums(tally.respondents, items), None, None, scale.low, scale.high)


def of_means(structure: Instrument, means: Mapping[str, Fraction]) -> Given:
    """Of means somebody else computed."""
    items = {code: (1, mean) for code, mean in means.items()}
    scale = structure.scale
    return Given(structure, Sums(1, items), None, None, scale.low, scale.high, counted=False)


def unsur_means(given: Given, recipe: Recipe = REGULATION) -> dict[str, Fraction]:
    """NRR by unsur code, before any rounding; those nobody answered are left out."""
    items = _item_means(given, recipe)
    found = {}
    for unsur in given.structure.unsur:
        means = [items[item.code] for item in unsur.items if item.code in items]
        if means:
            found[unsur.code] = sum(means, Fraction(0)) / len(means)
    return found


def figure(given: Given, recipe: Recipe) -> Fraction | None:
    """What this recipe gives, before its last rounding. None where it cannot be followed."""
    parts = _parts(given, recipe)
    if not parts:
        return None
    weight = recipe.weight or Fraction(1, len(parts))
    index = _rounded(
        sum((_term(part, weight, recipe) for part in parts), Fraction(0)), recipe.round_index
    )
    return _to_hundred(index, given, recipe.factor)


def printed(value: Fraction, places: int, *, cut: bool) -> Decimal:
    """With so many decimals: half up, or cut off."""
    if not cut:
        return half_up(value, places)
    return half_up(Fraction(int(value * 10**places), 10**places), places)


def _parts(given: Given, recipe: Recipe) -> list[Fraction]:
    if recipe.base is Base.UNSUR:
        return list(unsur_means(given, recipe).values())
    if recipe.base is Base.ITEMS:
        return list(_item_means(given, recipe).values())
    if recipe.base is Base.PERSON:
        return [] if given.person is None else [given.person]
    sums = _chosen(given, recipe)
    answers = sum(n for n, _ in sums.items.values()) if sums and given.counted else 0
    if not sums or not answers:
        return []
    return [sum((total for _, total in sums.items.values()), Fraction(0)) / answers]


def _item_means(given: Given, recipe: Recipe) -> dict[str, Fraction]:
    sums = _chosen(given, recipe)
    if sums is None or (recipe.zeros and not given.counted):
        return {}
    return {
        code: total / (sums.respondents if recipe.zeros else n)
        for code, (n, total) in sums.items.items()
        if n
    }


def _chosen(given: Given, recipe: Recipe) -> Sums | None:
    return given.complete if recipe.whole_only else given.whole


def _term(part: Fraction, weight: Fraction, recipe: Recipe) -> Fraction:
    return _rounded(_rounded(part, recipe.round_unsur) * weight, recipe.round_weighted)


def _to_hundred(index: Fraction, given: Given, factor: Factor) -> Fraction:
    if factor is Factor.NONE:
        return index
    if factor is Factor.TWENTY:
        return index * 20
    if factor is Factor.SHARE:
        return index * 100 / given.high
    if factor is Factor.STRETCHED:
        return 25 + 75 * (index - given.low) / (given.high - given.low)
    # The scale of the law is to 4; a longer one of an instrument of ours is divided first.
    top = given.structure.scale.high
    return index * (Fraction(100, top) if top == given.high else 25)


def _rounded(value: Fraction, places: int | None) -> Fraction:
    return value if places is None else Fraction(half_up(value, places))


def _sums(rows: Iterable[Scores]) -> Sums:
    counts: dict[str, int] = {}
    totals: dict[str, int] = {}
    respondents = 0
    for row in rows:
        respondents += 1
        for code, score in row.items():
            counts[code] = counts.get(code, 0) + 1
            totals[code] = totals.get(code, 0) + score
    return Sums(respondents, {code: (n, Fraction(totals[code])) for code, n in counts.items()})


def _own_mean(structure: Instrument, row: Scores) -> Fraction:
    means = []
    for unsur in structure.unsur:
        own = [row[item.code] for item in unsur.items if item.code in row]
        if own:
            means.append(Fraction(sum(own), len(own)))
    return sum(means, Fraction(0)) / len(means)
