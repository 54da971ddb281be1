"""Where everything stands on the sheet of respondents, known before its first row is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from kiosk.domain.index import bands
from kiosk.domain.index.ikm import Ikm
from kiosk.domain.index.method import Method, to_four
from kiosk.domain.index.tally import Tally
from kiosk.domain.survey.instrument import Instrument, Unsur
from kiosk.paper.workbook import Formula, fixed, place, span

NAME = "Pengolahan data SKM"
FIRST = 8
"""Row of the first respondent."""


@dataclass(frozen=True)
class Layout:
    """``ikm``: of ``tally``, which is counted from the rows themselves."""

    instrument: Instrument
    tally: Tally
    method: Method
    ikm: Ikm

    @property
    def unsur(self) -> tuple[Unsur, ...]:
        return self.instrument.unsur

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """Item to its column."""
        return {code: at for at, code in enumerate(self.instrument.items, 1)}

    @property
    def width(self) -> int:
        """The column after the last item: sums of a row stand there."""
        return len(self.columns) + 1

    @property
    def side(self) -> int:
        return self.width + 2

    @property
    def is_single(self) -> bool:
        """One item an unsur."""
        return len(self.columns) == len(self.unsur)

    @property
    def last(self) -> int:
        return FIRST + self.tally.respondents - 1

    @property
    def total(self) -> int:
        return self.last + 1

    @property
    def filled(self) -> int:
        return self.total + 1

    @property
    def item_nrr(self) -> int:
        """Only where unsur have several items."""
        return self.filled + 1

    @property
    def nrr(self) -> int:
        return self.filled + (1 if self.is_single else 2)

    @property
    def weighted(self) -> int:
        return self.nrr + 1

    @property
    def result(self) -> int:
        """Row of the IKM; below: mutu, kinerja, the index before the last rounding."""
        return self.weighted + 1

    @property
    def answered(self) -> int:
        """Row that counts the unsur somebody answered."""
        return self.result + 5

    @property
    def weights(self) -> int:
        """First row of the spellings of the weight; the first is the method's own."""
        return self.answered + 2

    @property
    def bands(self) -> int:
        """First row of the bands, the lowest first."""
        return self.weights + len(self.spellings) + 2

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """Labels of the weight, each once."""
        others = (one.weight for one in self.ikm.reconciliation)
        return tuple(dict.fromkeys((self.ikm.weight, *others)))

    def ikm_of(self, spelling: str) -> tuple[Fraction, str]:
        """What a spelling gives, and its mutu."""
        found = {one.weight: (one.ikm, one.grade.mutu) for one in self.ikm.reconciliation}
        found[self.ikm.weight] = (self.ikm.ikm, self.ikm.grade.mutu)
        ikm, mutu = found[spelling]
        return Fraction(ikm), mutu

    @cached_property
    def counts(self) -> Mapping[str, tuple[int, int]]:
        """Item to the sum of its scores and how many filled it."""
        low = self.instrument.scale.low
        return {
            code: (sum(score * many for score, many in enumerate(row, low)), sum(row))
            for code, row in self.tally.counts.items()
        }

    def answered_items(self, unsur: Unsur) -> int:
        return sum(self.counts[item.code][1] > 0 for item in unsur.items)

    @property
    def slope(self) -> Fraction:
        """Hundredths of the converted index that a step of the scale is worth."""
        return (self._converted(1) - self._converted(0)) * 2500

    @property
    def added(self) -> int:
        """Hundredths of the converted index at 0."""
        return int(self._converted(0) * 2500)

    def _converted(self, value: int) -> Fraction:
        return to_four(Fraction(value), self.instrument.scale, self.method.conversion)

    def ends(self, unsur: Unsur) -> tuple[int, int]:
        """First and last column of an unsur."""
        columns = [self.columns[item.code] for item in unsur.items]
        return min(columns), max(columns)

    def scores(self, code: str) -> str:
        return span(FIRST, self.columns[code], self.last, self.columns[code])

    def total_of(self, code: str) -> Formula:
        return _linked(self.total, self.columns[code], self.counts[code][0])

    def filled_of(self, code: str) -> Formula:
        return _linked(self.filled, self.columns[code], self.counts[code][1])

    def answered_of(self, unsur: Unsur) -> Formula:
        """How many items of an unsur somebody filled."""
        if len(unsur.items) == 1:
            return Formula("1", 1)
        first, last = self.ends(unsur)
        cells = f"'{NAME}'!{span(self.item_nrr, first, self.item_nrr, last)}"
        return Formula(f"COUNT({cells})", self.answered_items(unsur))

    @property
    def unsur_answered(self) -> Formula:
        return _linked(self.answered, 1, len(self.ikm.unsur))

    def band(self, value: str) -> str:
        """Formula for the mutu of a cell."""
        last = self.bands + len("DCBA") - 1
        lower = f"{fixed(self.bands, 1)}:{fixed(last, 1)}"
        mutu = f"{fixed(self.bands, 0)}:{fixed(last, 0)}"
        return f"LOOKUP({value},{lower},{mutu})"

    def bounds(self) -> Sequence[tuple[str, Fraction]]:
        """Mutu and where it begins, the lowest first. A weight below 1/n can bring an index below
        the scale, so the lowest begins at 0."""
        lower = [Fraction(0), *(Fraction(one) for one in reversed(bands.BOUNDS[self.method.bands]))]
        return list(zip("DCBA", lower, strict=True))


def _linked(row: int, column: int, value: int) -> Formula:
    return Formula(f"'{NAME}'!{place(row, column)}", value)
