"""What people answered while one officer was at the counter, with as much as may be said of it.

A mean of few answers swings by chance: a list of officers by their plain means ranks chance. So
each mean is drawn to the unit's by as much as chance explains of it, and officers whose intervals
touch stand in one group without an order.

Empirical Bayes with normal means (C. N. Morris, "Parametric empirical Bayes inference", Journal
of the American Statistical Association 78, 1983, 47 to 55): of officer i with n answers and mean
y, v = s2 / n is the chance in y, s2 the spread of respondents within an officer, the same for all;
t2 is the spread between officers beyond chance, estimated by moments (R. DerSimonian and
N. Laird, "Meta-analysis in clinical trials", Controlled Clinical Trials 7, 1986, 177 to 188):

    w = 1 / v,  Q = sum of w (y - mean of y by w)^2,
    t2 = max(0, (Q - (k - 1)) / (sum of w - sum of w^2 / sum of w)),
    B = v / (v + t2),  shrunk = B * mean of the unit + (1 - B) * y.

The interval is that of y alone, moved to the shrunk mean: wider than Bayes' own, which takes t2
for known and errs towards telling people apart.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kiosk.domain.index import interval
from kiosk.domain.index.breakdown import veiled
from kiosk.domain.index.tally import RESPONDENT_UNIT, Tally
from kiosk.domain.rounding import half_up

LEAST = 5
"""Answers of which an officer's figure is made at least, whatever the office shows otherwise."""
METHOD = (
    "Nilai tiap petugas ditarik ke rata-rata unit sejauh perbedaannya dapat terjadi karena "
    "kebetulan (empirical Bayes). Petugas dalam satu kelompok tidak dapat dibedakan dan karena "
    "itu tidak diurutkan. Jawaban pada hari yang dijaga lebih dari satu petugas tidak dihitung "
    "bagi siapa pun."
)


@dataclass(frozen=True)
class OfficerFigure:
    """``shrunk``, ``low`` and ``high`` on 25 to 100, two decimals: the mean of respondents' means,
    which with blanks differs a little from an index."""

    staff_id: int
    name: str
    n: int
    shrunk: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Officers:
    """``groups``: best first, each told apart from the next; inside a group by name, and never to
    be sorted otherwise. ``few``: names with too few answers for a figure, or whose figure would
    tell of too few others. ``shared``: answers of days with more than one officer on duty at the
    counter, which are nobody's; ``unmanned``: those of days and counters with none."""

    unit_mean: Decimal | None
    groups: tuple[tuple[OfficerFigure, ...], ...]
    few: tuple[str, ...]
    shared: int
    unmanned: int
    least: int
    method: str = METHOD

    @property
    def ranked(self) -> bool:
        """Whether anybody can be told apart at all."""
        return len(self.groups) > 1


@dataclass(frozen=True)
class Manned:
    """``by_staff``: answers of counter-days with exactly this officer on duty; ``whole``: every
    answer of the period, in those of ``shared`` days and ``unmanned`` ones among them."""

    by_staff: Mapping[int, Tally]
    whole: Tally
    shared: int
    unmanned: int


def figured(
    manned: Manned,
    names: Mapping[int, str],
    smallest: int,
    index: Callable[[Fraction], Fraction],
    ends: tuple[int, int],
) -> Officers:
    """``index``: a mean on the instrument's scale as 25 to 100. ``ends``: that scale's."""
    least = max(LEAST, smallest)
    counts = {one: tally.respondents for one, tally in manned.by_staff.items()}
    veil = veiled(counts, manned.whole.respondents - sum(counts.values()), least)
    known = {one: tally for one, tally in manned.by_staff.items() if one not in veil.unvalued}
    centre = _mean(manned.whole) if manned.whole.respondents >= least else None
    figures = []
    if centre is not None:
        for one, (shrunk, half) in _shrunk(known, centre).items():
            low, high = max(shrunk - half, Fraction(ends[0])), min(shrunk + half, Fraction(ends[1]))
            told = (half_up(index(value), 2) for value in (shrunk, low, high))
            figures.append(OfficerFigure(one, names[one], counts[one], *told))
    return Officers(
        unit_mean=half_up(index(centre), 2) if centre is not None else None,
        groups=_grouped(figures),
        few=tuple(sorted(names[one] for one in counts if counts[one] and one not in known)),
        shared=manned.shared,
        unmanned=manned.unmanned,
        least=least,
    )


def _mean(tally: Tally) -> Fraction:
    return Fraction(tally.total, tally.respondents * RESPONDENT_UNIT)


def _shrunk(known: Mapping[int, Tally], centre: Fraction) -> dict[int, tuple[Fraction, Fraction]]:
    """Each officer's mean drawn to ``centre``, and half the width of its interval."""
    within = _within(list(known.values()))
    means = {one: _mean(tally) for one, tally in known.items()}
    chance = {one: within / tally.respondents for one, tally in known.items()}
    between = _between([(means[one], chance[one]) for one in known])
    found = {}
    for one, tally in known.items():
        pull = chance[one] / (chance[one] + between) if chance[one] else Fraction(0)
        half = interval.quantile(tally.respondents) * interval.root(chance[one])
        found[one] = (pull * centre + (1 - pull) * means[one], half)
    return found


def _within(tallies: Sequence[Tally]) -> Fraction:
    """The variance of a respondent's mean around the officer's, pooled; in steps of the scale."""
    freedom = sum(one.respondents - 1 for one in tallies)
    spread = sum(
        (Fraction(one.squares) - Fraction(one.total**2, one.respondents) for one in tallies),
        Fraction(0),
    )
    return spread / freedom / RESPONDENT_UNIT**2 if freedom else Fraction(0)


def _between(officers: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """t2 of the module's formula; 0 where nothing beyond chance is seen, or there is no chance."""
    if len(officers) < 2 or not all(chance for _, chance in officers):
        return Fraction(0)
    weights = [1 / chance for _, chance in officers]
    total = sum(weights, Fraction(0))
    middle = sum((w * y for w, (y, _) in zip(weights, officers, strict=True)), Fraction(0)) / total
    q = sum(
        (w * (y - middle) ** 2 for w, (y, _) in zip(weights, officers, strict=True)), Fraction(0)
    )
    scale = total - sum((w**2 for w in weights), Fraction(0)) / total
    return max(Fraction(0), (q - (len(officers) - 1)) / scale)


def _grouped(figures: Sequence[OfficerFigure]) -> tuple[tuple[OfficerFigure, ...], ...]:
    """Those whose intervals touch, directly or through others, together."""
    groups: list[list[OfficerFigure]] = []
    for one in sorted(figures, key=lambda one: one.high, reverse=True):
        if groups and one.high >= min(other.low for other in groups[-1]):
            groups[-1].append(one)
        else:
            groups.append([one])
    by_name = [
        sorted(group, key=lambda one: (one.name.casefold(), one.staff_id)) for group in groups
    ]
    return tuple(tuple(group) for group in by_name)
