"""By how much each line of WBK and WBBM is passed or missed, exact."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kiosk.domain.zi.figures import half_up, shown
from kiosk.domain.zi.hasil import Conversion, Hasil
from kiosk.domain.zi.thresholds import (
    AREA,
    NOTHING,
    Known,
    Predicate,
    Requirement,
)


class Measure(StrEnum):
    """What a line is measured in."""

    POINTS = "poin"
    INDEX = "indeks"
    PERCENT = "persen"


@dataclass(frozen=True)
class Margin:
    """One line: ``value`` against ``needed``, both in ``measure``. ``provisional``: the value is
    an estimate, which meets no line. ``worth``: points that one unit of the measure earns."""

    name: str
    label: str
    measure: Measure
    needed: Fraction
    value: Fraction | None
    provisional: bool = False
    worth: Fraction = Fraction(1)

    @property
    def gap(self) -> Fraction | None:
        """More than 0: passed by so much; less: missing."""
        return None if self.value is None else self.value - self.needed

    @property
    def met(self) -> bool | None:
        """None: unknown, or an estimate at or over the line."""
        if self.gap is None or (self.provisional and self.gap >= 0):
            return None
        return self.gap >= 0

    @property
    def points(self) -> Fraction | None:
        """`gap` in points, where the line is one of the survey index."""
        is_index = self.gap is not None and self.measure is Measure.INDEX
        return self.gap * self.worth if is_index and self.gap is not None else None

    @property
    def sentence(self) -> str:
        """ "lebih 0,25 poin", "kurang 0,01 indeks", "tepat pada batas"."""
        told = self._told()
        return f"{told}; perkiraan tidak meluluskan" if self.provisional else told

    def _told(self) -> str:
        if self.gap is None:
            return "belum diketahui"
        if self.gap == 0:
            return "tepat pada batas"
        way = "lebih" if self.gap > 0 else "kurang"
        if half_up(abs(self.gap)) == 0:
            return f"{way}, tetapi di bawah 0,01 {self.measure}"
        return f"{way} {shown(abs(self.gap))} {self.measure}"


def margins(hasil: Hasil, predicate: Predicate, known: Known = NOTHING) -> tuple[Margin, ...]:
    """Every line of ``predicate``, tested as `thresholds.judge` tests it: printed indexes, exact
    points. Areas follow the six lines where ``known`` tells them."""
    tested = hasil.rounded
    lines = (_line(one, tested) for one in predicate.requirements)
    return (*lines, *_areas(predicate, known))


def _line(line: Requirement, tested: Hasil) -> Margin:
    survey = tested.inputs.survey(line.name)
    by_index = line.index is not None and tested.conversion is Conversion.LINEAR
    return Margin(
        name=line.name,
        label=line.label,
        measure=Measure.INDEX if by_index else Measure.POINTS,
        needed=line.needed(tested.conversion),
        value=line.found(tested),
        provisional=survey is not None and survey.provisional,
        worth=line.points / line.index if line.index else Fraction(1),
    )


def _areas(predicate: Predicate, known: Known) -> Iterator[Margin]:
    for line in predicate.unchecked:
        if line.name == AREA and line.needed is not None:
            for part in known.areas:
                name = f"{AREA} {part.code}"
                yield Margin(name, part.name, Measure.PERCENT, line.needed, part.percent)
