"""The rows behind a period's figures: what each respondent scored, and nothing that names one."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.index.ikm import Ikm, compute
from kiosk.domain.index.material import Material
from kiosk.domain.index.method import CONVERSIONS, Method, parse_places, parse_weight, to_four
from kiosk.domain.index.period_figures import PeriodFigures
from kiosk.domain.index.tally import Tally
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import Instrument

Row = bytes
"""Scores of one respondent in the order of `Instrument.items`, 0 for a blank."""


@dataclass(frozen=True)
class Traits:
    """What a respondent said of itself: the packed profile, the service's code ("" not said) and
    the source's number."""

    profile: str
    service: str
    source: int


@dataclass(frozen=True)
class Respondents:
    """In the order of the chains, point by point. ``excluded``: answers that two people left out;
    ``late``: answers that came after the closing. Neither is among the rows."""

    rows: Sequence[Row] = ()
    traits: Sequence[Traits] = ()
    excluded: int = 0
    late: int = 0


@dataclass(frozen=True)
class Sheet:
    """What worksheets and data files are made from."""

    material: Material
    respondents: Respondents

    @property
    def figures(self) -> PeriodFigures:
        return self.material.figures

    @property
    def rows(self) -> Sequence[Row]:
        """None where so few answered that the figure itself is not shown."""
        return self.respondents.rows if self.figures.ikm is not None else ()


def counted(instrument: Instrument, rows: Sequence[Row]) -> Tally:
    """The counts of these rows; without what only the interval needs."""
    whole, values = b"".join(rows), instrument.scale.values
    width = len(instrument.items)
    columns = {code: whole[at::width] for at, code in enumerate(instrument.items)}
    counts = {code: tuple(map(column.count, values)) for code, column in columns.items()}
    return Tally(len(rows), counts, 0, 0)


def method_of(figures: PeriodFigures, instrument: Instrument) -> Method:
    """As pinned. The conversion of a scale to 6 is not: it is the one that gave the values."""
    pinned = figures.method
    methods = [
        Method(
            weight=parse_weight(pinned.weight),
            round_unsur=parse_places(pinned.rounding),
            bands=pinned.bands,
            conversion=one,
        )
        for one in CONVERSIONS
    ]
    return next((one for one in methods if _gave(one, figures, instrument)), methods[0])


def _gave(method: Method, figures: PeriodFigures, instrument: Instrument) -> bool:
    return all(
        half_up(to_four(one.nrr, instrument.scale, method.conversion) * 25, 2) == one.value
        for one in figures.unsur
    )


def recomputed(sheet: Sheet) -> Ikm | None:
    """The index of the rows themselves, by the pinned method."""
    instrument = sheet.material.instrument
    tally = counted(instrument, sheet.rows)
    return compute(instrument, tally, method_of(sheet.figures, instrument))
