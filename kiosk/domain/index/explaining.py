"""Why somebody's printed figure differs from the regulation's: which way of counting gives it.

Nothing is guessed: a way is named only when it reproduces the figure to its last printed digit
from the same answers. Several may; then all are told, since nobody can say which it was.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from kiosk.domain.index import bands
from kiosk.domain.index.deviations import Deviation, known
from kiosk.domain.index.recipe import REGULATION, Given, Recipe, figure, printed, unsur_means
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import Instrument

MOST_DIGITS = 4
"""Of a figure that a spreadsheet keeps with fifteen."""
MOST_TOLD = 5


@dataclass(frozen=True)
class Way:
    """One deviation or two together, and what they give."""

    deviations: tuple[Deviation, ...]
    figure: Decimal

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.deviations)


@dataclass(frozen=True)
class Explanation:
    """``ours``: two decimals. ``theirs``: as printed. ``agrees``: the regulation gives theirs.
    ``ways``: those that give theirs, the usual first, at most `MOST_TOLD` of ``found``."""

    ours: Decimal
    theirs: Decimal
    agrees: bool
    ways: tuple[Way, ...]
    found: int

    @property
    def difference(self) -> Decimal:
        return self.theirs - self.ours


@dataclass(frozen=True)
class PartExplanation:
    """One NRR of theirs beside ours, and a sentence where they differ and it is known why."""

    code: str
    ours: Decimal
    theirs: Decimal
    agrees: bool
    why: str | None


def explain(given: Given, theirs: Decimal, ours: Fraction | None = None) -> Explanation | None:
    """``theirs``: a figure with the decimals it was printed with. ``ours``: where the answers are
    kept on another scale than they were given on. None where there are no answers."""
    exact = figure(given, REGULATION) if ours is None else ours
    if exact is None:
        return None
    theirs = tidy(theirs)
    own = half_up(exact, 2)
    # A spreadsheet keeps 87.0900 of a figure it has rounded to 87.09.
    agrees = theirs in (half_up(exact, places_of(theirs)), own)
    ways = [] if agrees else list(_ways(given, theirs))
    return Explanation(own, theirs, agrees, tuple(ways[:MOST_TOLD]), len(ways))


def tidy(value: Decimal) -> Decimal:
    """At most `MOST_DIGITS` decimals."""
    return value if places_of(value) <= MOST_DIGITS else half_up(value, MOST_DIGITS)


def places_of(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _ways(given: Given, theirs: Decimal) -> Iterator[Way]:
    """Single ones; two together only where none does it alone."""
    every = known(given)
    alone = [way for one in every if (way := _tried(given, (one,), theirs))]
    if alone:
        yield from alone
        return
    for pair in combinations(every, 2):
        if pair[0].slot != pair[1].slot:
            way = _tried(given, pair, theirs)
            if way:
                yield way


def _tried(given: Given, chosen: tuple[Deviation, ...], theirs: Decimal) -> Way | None:
    recipe = recipe_of(chosen)
    value = figure(given, recipe)
    if value is None or printed(value, places_of(theirs), cut=recipe.cut) != theirs:
        return None
    return Way(chosen, theirs)


def recipe_of(chosen: tuple[Deviation, ...]) -> Recipe:
    recipe = REGULATION
    for one in chosen:
        recipe = replace(recipe, **one.changes)  # type: ignore[arg-type]
    return recipe


def explain_parts(given: Given, theirs: Mapping[str, Decimal]) -> tuple[PartExplanation, ...]:
    """NRR by unsur code, as printed."""
    ours = unsur_means(given)
    swapped = _are_swapped(ours, theirs)
    return tuple(
        _part(given, code, ours[code], tidy(value), is_swapped=swapped and code in _PAIR)
        for code, value in theirs.items()
        if code in ours
    )


_PAIR = {"pengaduan": "sarana", "sarana": "pengaduan"}


def _are_swapped(ours: Mapping[str, Fraction], theirs: Mapping[str, Decimal]) -> bool:
    """The list of unsur and the questionnaire of the annex number these two differently."""
    both = all(code in ours and code in theirs for code in _PAIR)
    return (
        both
        and any(not _same(ours[one], tidy(theirs[one])) for one in _PAIR)
        and all(_same(ours[other], tidy(theirs[one])) for one, other in _PAIR.items())
    )


def _part(
    given: Given, code: str, ours: Fraction, theirs: Decimal, *, is_swapped: bool
) -> PartExplanation:
    agrees = _same(ours, theirs)
    why = None
    if is_swapped:
        why = "Unsur pengaduan dan sarana tertukar (U8 dan U9)."
    elif not agrees:
        why = _why(given, code, theirs)
    return PartExplanation(code, half_up(ours, max(2, places_of(theirs))), theirs, agrees, why)


def _same(ours: Fraction, theirs: Decimal) -> bool:
    return half_up(ours, places_of(theirs)) == theirs


def _why(given: Given, code: str, theirs: Decimal) -> str | None:
    for one in known(given):
        if one.slot not in ("kosong", "akhir"):
            continue
        recipe = recipe_of((one,))
        value = unsur_means(given, recipe).get(code)
        if value is not None and printed(value, places_of(theirs), cut=recipe.cut) == theirs:
            return one.sentence
    return None


def explain_grade(
    structure: Instrument, ours: Decimal, theirs: Decimal | None, mutu: str
) -> tuple[bool, tuple[str, ...]]:
    """(the regulation gives this mutu, sentences that give it). ``theirs``: their figure."""
    own = bands.grade(ours, structure.bands)
    if mutu == own.mutu:
        return True, ()
    tried = ours if theirs is None else theirs
    ways = []
    if theirs is not None and bands.grade(theirs, structure.bands).mutu == mutu:
        ways.append("Mutunya mengikuti angka mereka, bukan angka dari jawaban yang sama.")
    if bands.grade(tried, "2004").mutu == mutu:
        ways.append("Mutunya memakai pita lama KEP/25/M.PAN/2/2004 (A mulai 81,26).")
    if _ungraded(tried, structure.bands) == mutu:
        ways.append("Mutunya ditetapkan dari angka yang belum dibulatkan ke dua desimal.")
    return False, tuple(ways)


def _ungraded(value: Decimal, named: str) -> str:
    """The grade of a value nobody has rounded: it must reach the printed lower end itself."""
    return "DCBA"[sum(value >= bound for bound in bands.BOUNDS[named])]
