"""What a period's answers are split by beside place and source: who answered, and when.

Values only. `kiosk.domain.index.splitting` says which parts an answer belongs to.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from kiosk.domain.index.period_figures import ProfileFigure
from kiosk.domain.index.small_groups import hidden

Part = TypeVar("Part", bound=Hashable)


@dataclass(frozen=True)
class HeatCell:
    """One hour of one weekday (0: Monday), local to the unit. ``n`` None: fewer than the smallest
    group, or told by the rest; ``ikm`` (25 to 100) None: the same, or told by the whole."""

    weekday: int
    hour: int
    n: int | None
    ikm: Decimal | None


@dataclass(frozen=True)
class HeatMap:
    """Cells in which somebody answered, by weekday and hour. ``untimed``: answers in no cell, as
    nobody knows their hour: paper, files, a sender's clock that was not believed."""

    cells: tuple[HeatCell, ...]
    untimed: int


@dataclass(frozen=True)
class Breakdowns:
    """``profile``: its five questions in order of the form. ``waiting``: newer answers that are in
    none of these figures; 0 but for the minutes after a very large import."""

    respondents: int
    profile: tuple[ProfileFigure, ...]
    heat: HeatMap
    waiting: int

    @property
    def sentence(self) -> str | None:
        """What ``waiting`` means, to stand above the figures; None where nothing does."""
        if not self.waiting:
            return None
        return (
            f"{self.waiting} jawaban terbaru belum masuk rincian ini; rekapnya sedang dibuat. "
            "Buka lagi halaman ini beberapa menit lagi."
        )


@dataclass(frozen=True)
class Veil(Generic[Part]):
    """``uncounted``: parts whose number is not shown. ``unvalued``: parts whose figure is not,
    these among them."""

    uncounted: frozenset[Part]
    unvalued: frozenset[Part]


def veiled(counts: Mapping[Part, int], rest: int, smallest: int) -> Veil[Part]:
    """What to leave out of a split beside its whole (F56).

    ``counts``: answers of each part shown; ``rest``: answers of the whole in none of them, whose
    figure is nowhere shown but would be told by the whole without the parts.
    """
    few = hidden(counts, smallest)
    quiet = set(few)
    untold = rest + sum(counts[part] for part in quiet)
    shown = [part for part, count in counts.items() if count and part not in few]
    others = sorted(shown, key=lambda part: counts[part])
    while 0 < untold < smallest and others:
        quiet.add(others[0])
        untold += counts[others.pop(0)]
    return Veil(frozenset(few), frozenset(quiet))
